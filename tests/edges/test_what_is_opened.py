"""A reveal opens what it shows; an upload is on no disk before it is sealed; a refusal is short."""

import tempfile
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.http.routes.messages import LARGEST_MAIL
from griffie.domain.model.policy import LARGEST_DOCUMENT
from griffie.domain.model.values import Sealed
from griffie.infrastructure.mail.message import read_mail
from griffie.infrastructure.vault.locked_value import unlock_value
from tests.given.quick import is_quick
from tests.given.story import PERSONAL, receive

SIZE = 5 << 20


def document(client: TestClient, place: str) -> str:
    files = {"file": ("scan.pdf", b"%PDF" + b"x" * SIZE, "application/pdf")}
    answer = client.post(f"{place}/documents", files=files, data={"name": "scan.pdf"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["document"])


def test_a_reveal_unlocks_no_document(
    store: Store, dpo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = receive(dpo)
    digest = document(dpo, place)
    unlocked: list[str] = []

    def noted(row: Any, key: Any) -> str:
        unlocked.append(row.digest)
        return unlock_value(row, key)

    monkeypatch.setattr("griffie.infrastructure.vault.vault.unlock_value", noted)
    shown = dpo.get(place, params={"reveal": True})
    events = dpo.get(f"{place}/events", params={"reveal": True})

    assert shown.json()["requester"]["name"] == PERSONAL["name"]
    assert digest in shown.json()["documents"]
    assert events.status_code == 200
    assert len(events.content) < 100_000
    assert unlocked
    assert digest not in unlocked
    request_id = UUID(place.rpartition("/")[2])
    assert set(store.vault.open(request_id, [Sealed(digest)])) == {
        digest
    }  # it is there all the same


def test_an_upload_is_sealed_before_anything_of_it_is_on_a_disk(
    dpo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = receive(dpo)

    def on_disk(*_: Any, **__: Any) -> Any:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr(tempfile, "TemporaryFile", on_disk)  # which a spooled file becomes
    with pytest.raises(AssertionError), tempfile.SpooledTemporaryFile(max_size=1) as spooled:
        spooled.write(b"two")
    document(dpo, place)


def test_no_file_of_a_form_is_larger_than_what_is_kept_in_memory(
    store: Store, dpo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail may be larger than a document: it came to lie in /tmp in clear."""

    def on_disk(*_: Any, **__: Any) -> Any:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr(tempfile, "TemporaryFile", on_disk)
    page = TestClient(dpo.app, cookies={"griffie": session_of(store, dpo)})
    for size in (LARGEST_DOCUMENT + 1000, LARGEST_MAIL - 1000):
        mail = b"From: an@people.example\r\nSubject: x\r\n\r\n" + b"x" * size
        answer = page.post("/inbox", files={"files": ("a.eml", mail[: LARGEST_MAIL - 1000])})
        assert answer.status_code in {200, 422}


def session_of(store: Store, client: TestClient) -> str:
    return store.access.open_session(client.headers["Authorization"].split()[1]) or ""


def test_ten_thousand_wrong_values_are_answered_with_fifty_sentences(dpo: TestClient) -> None:
    wrong = {"rights": [{"right": "none"}] * 10_000}
    answer = dpo.post("/api/v1/requests", json=wrong)

    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == 50
    assert len(answer.content) < 20_000


@pytest.mark.parametrize("name", [b"From", b"To", b"Received", b"Content-Type", b"DKIM-Signature"])
def test_a_mail_of_a_hundred_thousand_lines_of_one_header_is_read_at_once(name: bytes) -> None:
    lines = b"".join(name + b": a%d@people.example\r\n" % n for n in range(100_000))
    mail = b"From: iemand@people.example\r\n" + lines + b"Subject: x\r\n\r\nWat hebt u van mij?\r\n"

    assert is_quick(lambda: read_mail(mail), 1)
