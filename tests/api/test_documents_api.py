"""Documents: listed without names, handed out one at a time, and never without a recorded look."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access import quota
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.console import looks
from tests.given.story import receive

NAME = "Adélaïde's pas.pdf"
OCTETS = b"%PDF-1.7 Ad\xc3\xa9la\xc3\xafde" * 10_000


def put(client: TestClient, place: str, **said: Any) -> str:
    answer = client.post(
        f"{place}/documents", files={"file": said.pop("file", OCTETS)}, data={"name": NAME} | said
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["document"])


def test_documents_are_listed_without_their_names_and_without_a_look(
    store: Store, dpo: TestClient
) -> None:
    place = receive(dpo)
    digests = [put(dpo, place), put(dpo, place, kind="identity_evidence")]

    answer = dpo.get(f"{place}/documents")

    items = answer.json()["items"]
    assert [one["document"] for one in items] == digests
    assert [one["kind"] for one in items] == ["correspondence", "identity_evidence"]
    assert {one["size"] for one in items} == {len(OCTETS)}
    assert "laïde" not in json.dumps(answer.json(), ensure_ascii=False)
    assert looks(store, place) == []


def test_the_octets_come_as_they_were_put_in_and_the_look_is_recorded_first(
    store: Store, dpo: TestClient
) -> None:
    place = receive(dpo)
    digest = put(dpo, place, media_type="application/pdf")

    answer = dpo.get(f"{place}/documents/{digest}")

    assert answer.status_code == 200
    assert answer.content == OCTETS
    assert answer.headers["Content-Type"] == "application/pdf"
    named = "attachment; filename*=UTF-8''Ad%C3%A9la%C3%AFde%27s%20pas.pdf"
    assert answer.headers["Content-Disposition"] == named
    assert [event.TOPIC for event in looks(store, place)] == [
        "PersonalDataRevealed",
        "DataExported",
    ]


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/xhtml+xml", ""])
def test_a_page_of_a_stranger_is_handed_out_as_octets(dpo: TestClient, media_type: str) -> None:
    place = receive(dpo)
    digest = put(dpo, place, file=b"<script>alert(1)</script>", media_type=media_type)

    headers = dpo.get(f"{place}/documents/{digest}").headers

    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_document_is_opened_under_its_own_request_only(dpo: TestClient) -> None:
    place, other = receive(dpo), receive(dpo)
    digest = put(dpo, place)

    assert dpo.get(f"{other}/documents/{digest}").status_code == 404
    assert dpo.get(f"{place}/documents/{'A' * 43}").status_code == 404
    assert dpo.get(f"{place}/documents/x").status_code == 422
    message = dpo.get(f"{place}/events").json()["items"][0]["data"]["message"]
    assert dpo.get(f"{place}/documents/{message}").status_code == 404


def test_who_may_not_look_gets_no_octet_and_an_auditor_says_why(
    store: Store, dpo: TestClient
) -> None:
    place = receive(dpo)
    address = f"{place}/documents/{put(dpo, place)}"
    auditor = signed_in(store, Role.AUDITOR)

    for role in (Role.REPORTER, Role.ADMIN):
        assert signed_in(store, role).get(address).status_code == 403
    assert signed_in(store, Role.INTAKE).get(address).status_code == 404
    assert auditor.get(address).status_code == 403
    assert auditor.get(address, headers={"Reveal-Reason": "Een klacht."}).content == OCTETS
    assert all(event.TOPIC != "PersonalDataRevealed" for event in looks(store, place)[:-2])


def test_a_document_that_was_erased_is_listed_and_opens_no_more(dpo: TestClient) -> None:
    place = receive(dpo)
    digest = put(dpo, place)
    words = {"ground": "test_data", "explanation": "Een proef."}
    back = {"rights": ["erasure", "access"], "on": "2026-03-06", "words": "Laat maar."}
    dpo.post(f"{place}/withdraw", json=back)
    rights = [one["right"] for one in dpo.get(place).json()["claims"]]
    dpo.post(f"{place}/withdraw", json=back | {"rights": rights})
    assert dpo.post(f"{place}/close", json={}).status_code == 200
    assert dpo.post(f"{place}/erase-personal-data", json=words).status_code == 200

    assert dpo.get(f"{place}/documents").json()["items"][0]["document"] == digest
    assert dpo.get(f"{place}/documents/{digest}").status_code == 409


def test_a_role_fills_a_request_up_to_its_quota_and_another_may_go_on(
    store: Store, dpo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = {Role.INTAKE: 3 * len(OCTETS) - 1, Role.DPO: 10**9}
    monkeypatch.setattr(quota, "MOST_OF_A_REQUEST", most)
    intake = signed_in(store, Role.INTAKE)
    place = receive(intake)
    put(intake, place)
    put(intake, place)
    before = dpo.get(place).json()["version"]

    refused = intake.post(f"{place}/documents", files={"file": OCTETS}, data={"name": NAME})
    session = store.access.open_session(intake.headers["Authorization"].split()[1]) or ""
    page = TestClient(intake.app, cookies={"griffie": session})
    reference = intake.get(place).json()["reference"]
    at_the_desk = page.post(f"/requests/{reference}/documents", files={"file": ("a", OCTETS)})

    assert (refused.status_code, refused.json()["type"]) == (413, "/problems/quota")
    assert "laïde" not in json.dumps(refused.json(), ensure_ascii=False)
    assert dpo.get(place).json()["version"] == before
    assert at_the_desk.status_code == 413
    put(dpo, place)


def test_a_role_without_documents_has_no_quota() -> None:
    assert not quota.fits(Role.AUDITOR, 0, 1)
    assert quota.fits(Role.INTAKE, 0, 25_000_000)
