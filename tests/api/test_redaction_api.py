"""A covered copy over the API: who may make one, what is recorded, and what cannot be covered."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.owner import audited
from tests.given.papers import AREA, pdf
from tests.given.pdf import words
from tests.given.story import receive

WHY = "Het gaat over een collega."
BODY: dict[str, Any] = {"areas": [AREA], "grounds": ["gdpr/15/4"], "because": WHY}


@pytest.fixture
def place(clerk: TestClient) -> str:
    return receive(clerk)


@pytest.fixture
def paper(clerk: TestClient, place: str) -> str:
    """The address of a PDF on file."""
    return filed(clerk, place, pdf(), "application/pdf")


def filed(clerk: TestClient, place: str, octets: bytes, media: str) -> str:
    sent = {"file": ("Piet Geheim.pdf", octets)}
    answer = clerk.post(
        f"{place}/documents", files=sent, data={"name": "Piet Geheim.pdf", "media_type": media}
    )
    assert answer.status_code == 201, answer.text
    return f"{place}/documents/{answer.json()['document']}"


@pytest.mark.law("gdpr/15/4")
def test_the_copy_is_a_document_to_hand_over_and_the_original_stays(
    store: Store, clerk: TestClient, place: str, paper: str
) -> None:
    answer = clerk.post(f"{paper}/redact", json=BODY)

    assert answer.status_code == 201, answer.text
    copy = answer.json()["document"]
    listed = {
        one["document"]: one["kind"] for one in clerk.get(f"{place}/documents").json()["items"]
    }
    assert listed[copy] == "delivered_copy"
    assert words(clerk.get(f"{place}/documents/{copy}").content) == ""
    assert clerk.get(paper).content == pdf()
    name = clerk.get(f"{place}/documents/{copy}").headers["content-disposition"]
    assert name == "attachment; filename*=UTF-8''redacted.pdf"
    *_, event = clerk.get(f"{place}/events").json()["items"]
    assert event["type"] == "DocumentRedacted"
    assert event["data"]["original"] == paper.rpartition("/")[2]
    assert event["data"]["document"] == copy
    assert (event["data"]["grounds"], event["data"]["places"]) == (["gdpr/15/4"], 1)
    assert WHY not in clerk.get(f"{place}/events").text
    assert WHY in clerk.get(f"{place}/events", params={"reveal": True}).text
    assert audited(store.folder) == []


def test_it_can_be_handed_over(clerk: TestClient, place: str, paper: str) -> None:
    copy = clerk.post(f"{paper}/redact", json=BODY).json()["document"]
    proof = {"method": "Teruggebeld.", "verified_on": "2026-03-06"}
    clerk.post(f"{place}/verify-identity", json=proof)
    given = {"right": "access", "format": "pdf", "channel": "email", "delivered_on": "2026-03-20"}

    answer = clerk.post(f"{place}/deliver-copy", json=given | {"documents": [copy]})

    assert answer.status_code == 200, answer.text


def test_words_of_a_text_are_covered_and_kept_nowhere(
    store: Store, clerk: TestClient, place: str
) -> None:
    text = filed(clerk, place, b"Door Piet Geheim behandeld.", "text/plain")
    body = {"words": ["Piet Geheim"], "grounds": ["gdpr/5/1/c"], "because": WHY}

    copy = clerk.post(f"{text}/redact", json=body).json()["document"]

    octets = clerk.get(f"{place}/documents/{copy}").content
    assert octets.decode() == "Door █████ behandeld."
    assert "Piet" not in clerk.get(f"{place}/events", params={"reveal": True}).text


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"areas": []}, 422),
        ({"areas": [AREA | {"left": 1001}]}, 422),
        ({"areas": [AREA | {"page": 0}]}, 422),
        ({"areas": [], "words": ["Staat Er Niet"]}, 422),
        ({"grounds": []}, 422),
        ({"grounds": ["gdpr/17/3/b"]}, 422),
        ({"because": " "}, 422),
        ({"more": 1}, 422),
    ],
)
def test_what_cannot_be_meant_is_refused_and_leaves_nothing(
    clerk: TestClient, place: str, paper: str, change: dict[str, Any], status: int
) -> None:
    before = len(clerk.get(f"{place}/documents").json()["items"])

    answer = clerk.post(f"{paper}/redact", json=BODY | change)

    assert answer.status_code == status, answer.text
    assert WHY not in answer.text
    assert "Staat Er Niet" not in answer.text
    assert len(clerk.get(f"{place}/documents").json()["items"]) == before


def test_a_document_that_cannot_be_drawn_is_refused_in_a_sentence(
    clerk: TestClient, place: str
) -> None:
    strange = filed(clerk, place, b"PK\x03\x04", "application/zip")

    answer = clerk.post(f"{strange}/redact", json=BODY)

    assert answer.status_code == 422
    assert "This document cannot be covered here" in answer.text


def test_an_unknown_document_is_not_found(clerk: TestClient, place: str) -> None:
    assert clerk.post(f"{place}/documents/{'A' * 43}/redact", json=BODY).status_code == 404


@pytest.mark.parametrize("role", [Role.INTAKE, Role.AUDITOR, Role.REPORTER, Role.ADMIN])
def test_who_does_not_work_on_requests_covers_nothing(store: Store, paper: str, role: Role) -> None:
    assert signed_in(store, role).post(f"{paper}/redact", json=BODY).status_code == 403
