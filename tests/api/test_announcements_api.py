"""A new purpose announced to everybody, and who refuses it at the press of a button."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from tests.conftest import Clock, Open, signed_in

ANNOUNCEMENTS, WITHDRAWALS = "/api/v1/announcements", "/api/v1/withdrawals"
STUDY: dict[str, Any] = {
    "purpose": "study",
    "announced_on": "2026-03-02",
    "basis": "f",
    "told": 1200,
    "segment": "subscribers",
    "channel": "email",
}
PRESSED: dict[str, Any] = {"email": "ines@people.example", "received_on": "2026-03-05"}


def rights(answer: Any) -> dict[str, list[str]]:
    return {one["right"]: one["purposes"] for one in answer.json()["claims"]}


@pytest.mark.law("gdpr/13/3")
def test_who_refuses_what_was_announced_is_joined_to_it(dpo: TestClient) -> None:
    told = dpo.post(ANNOUNCEMENTS, json=STUDY)
    by_consent = dpo.post(ANNOUNCEMENTS, json=STUDY | {"purpose": "profiling", "basis": "a"})

    one = dpo.post(WITHDRAWALS, json=PRESSED | {"purposes": ["study"]})
    both = dpo.post(WITHDRAWALS, json=PRESSED | {"purposes": ["profiling", "study"]})

    assert [got.status_code for got in (told, by_consent, one, both)] == [201] * 4, both.text
    assert rights(one) == {"objection": ["study"]}
    assert rights(both) == {"consent_withdrawal": ["profiling"], "objection": ["study"]}
    assert one.json()["channel"] == "unsubscribe"
    figures = {got["purpose"]: got for got in dpo.get(ANNOUNCEMENTS).json()["items"]}
    assert (figures["study"]["told"], figures["study"]["refused"]) == (1200, 2)
    assert figures["study"]["rights"] == {"objection": 2}
    assert figures["profiling"]["rights"] == {"consent_withdrawal": 1}


@pytest.mark.law("gdpr/21/2")
def test_refusing_announced_marketing_is_an_objection_to_it(dpo: TestClient) -> None:
    marketing = STUDY | {"purpose": "calls", "direct_marketing": True}
    assert dpo.post(ANNOUNCEMENTS, json=marketing).status_code == 201

    taken = dpo.post(WITHDRAWALS, json=PRESSED | {"purposes": ["calls"], "channel": "consent_tool"})

    assert rights(taken) == {"direct_marketing_objection": ["calls"]}
    assert taken.json()["channel"] == "consent_tool"
    assert taken.headers["Location"].endswith(taken.json()["id"])


def test_a_request_by_hand_is_joined_by_purpose_and_day(dpo: TestClient) -> None:
    dpo.post(ANNOUNCEMENTS, json=STUDY)
    received = dpo.post(
        "/api/v1/requests",
        json={
            "received_on": "2026-03-05",
            "channel": "post",
            "language": "fr",
            "rights": [{"right": "research_objection"}],
            "requester": {"email": "ines@people.example"},
        },
    )

    joined = dpo.post(
        f"{received.headers['Location']}/record-announcement",
        json={"right": "research_objection", "purpose": "study", "announced_on": "2026-03-02"},
    )

    assert joined.status_code == 200, joined.text
    assert dpo.get(ANNOUNCEMENTS).json()["items"][0]["rights"] == {"research_objection": 1}


def test_the_newest_announcement_until_then_is_refused(dpo: TestClient) -> None:
    for day in ("2026-03-02", "2026-03-04", "2026-03-10"):
        dpo.post(ANNOUNCEMENTS, json=STUDY | {"announced_on": day})

    dpo.post(WITHDRAWALS, json=PRESSED | {"purposes": ["study"]})

    shown = dpo.get(ANNOUNCEMENTS).json()["items"]
    assert {one["announced_on"]: one["refused"] for one in shown} == {
        "2026-03-10": 0,
        "2026-03-04": 1,
        "2026-03-02": 0,
    }


@pytest.mark.parametrize(
    ("channel", "found"),
    [
        ("unsubscribe", {"direct_marketing_objection", "consent_withdrawal"}),
        ("consent_tool", {"consent_withdrawal"}),
    ],
)
@pytest.mark.parametrize("purposes", [["newsletter"], []])
def test_without_a_profile_the_button_says_what_is_meant(
    dpo: TestClient, channel: str, found: set[str], purposes: list[str]
) -> None:
    taken = dpo.post(WITHDRAWALS, json=PRESSED | {"purposes": purposes, "channel": channel})

    assert rights(taken) == dict.fromkeys(found, purposes)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (STUDY | {"announced_on": "2999-01-01"}, 422),
        (STUDY | {"told": -1}, 422),
        (STUDY | {"told": 10**30}, 422),
        (STUDY | {"basis": "g"}, 422),
        (STUDY | {"segment": "ines@people.example"}, 422),
        (STUDY | {"names": ["Ines"]}, 422),
        (STUDY, 422),
        (STUDY | {"segment": "customers"}, 201),
    ],
)
def test_what_cannot_be_is_refused(dpo: TestClient, body: dict[str, Any], status: int) -> None:
    dpo.post(ANNOUNCEMENTS, json=STUDY)

    assert dpo.post(ANNOUNCEMENTS, json=body).status_code == status


@pytest.mark.parametrize(
    "body",
    [
        {},
        PRESSED | {"email": ""},
        PRESSED | {"channel": "email"},
        PRESSED | {"purposes": ["Ines!"]},
        PRESSED | {"received_on": "2999-01-01"},
        PRESSED | {"received_on": "1999-01-01"},
        PRESSED | {"language": "it"},
    ],
)
def test_a_button_that_cannot_be_is_malformed(dpo: TestClient, body: dict[str, Any]) -> None:
    assert dpo.post(WITHDRAWALS, json=body).status_code == 422


def test_a_button_that_was_pressed_once_is_received_once(dpo: TestClient) -> None:
    key = {"Idempotency-Key": "pressed-once"}

    first, again = (dpo.post(WITHDRAWALS, json=PRESSED, headers=key) for _ in range(2))

    assert first.json()["id"] == again.json()["id"]


@pytest.mark.parametrize("role", Role)
def test_who_may_announce_and_who_may_read_it(store: Store, role: Role) -> None:
    asked = signed_in(store, role)

    assert asked.post(ANNOUNCEMENTS, json=STUDY).status_code == (
        201 if role in {Role.HANDLER, Role.DPO} else 403
    )
    assert asked.get(ANNOUNCEMENTS).status_code == (
        200 if role in {Role.HANDLER, Role.DPO, Role.AUDITOR, Role.REPORTER} else 403
    )
    assert asked.post(WITHDRAWALS, json=PRESSED).status_code == (
        201 if role in {Role.HANDLER, Role.DPO, Role.INTAKE} else 403
    )


OFFICE = load_profile(Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml")


@pytest.fixture
def office(tmp_path: Path) -> Any:
    store = open_store(tmp_path / "office", profile=OFFICE)
    yield signed_in(store, Role.INTAKE)
    store.engine.close()


@pytest.mark.law("gdpr/21/2")
@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"purposes": ["newsletter"]}, {"direct_marketing_objection": ["newsletter"]}),
        (
            {"purposes": ["offers"], "channel": "consent_tool"},
            {"direct_marketing_objection": ["offers"], "consent_withdrawal": ["offers"]},
        ),
        ({"purposes": ["applications"]}, {"consent_withdrawal": ["applications"]}),
        ({"purposes": ["fraud-prevention"]}, {"objection": ["fraud-prevention"]}),
        ({"purposes": ["legal-retention"]}, {"objection": ["legal-retention"]}),
    ],
)
def test_the_right_follows_from_the_profile(
    office: TestClient, said: dict[str, Any], found: dict[str, list[str]]
) -> None:
    taken = office.post(WITHDRAWALS, json={"email": "ines@people.example"} | said)

    assert rights(taken) == found, taken.text


@pytest.mark.parametrize(("channel", "reached"), [("unsubscribe", False), ("consent_tool", True)])
def test_who_names_nothing_refuses_no_more_than_the_button_says(
    office: TestClient,
    channel: str,
    reached: bool,  # noqa: FBT001 - two buttons
) -> None:
    said = {"email": "ines@people.example", "channel": channel}

    taken = rights(office.post(WITHDRAWALS, json=said))

    assert taken.keys() == {"direct_marketing_objection", "consent_withdrawal"}
    assert "newsletter" in taken["direct_marketing_objection"]
    assert ("services" in taken["consent_withdrawal"]) is reached


def test_an_announced_purpose_need_not_be_in_the_profile_yet(tmp_path: Path) -> None:
    store = open_store(tmp_path / "office", profile=OFFICE)
    clerk = signed_in(store, Role.HANDLER)
    clerk.post(ANNOUNCEMENTS, json=STUDY)

    taken = clerk.post(
        WITHDRAWALS, json={"email": "ines@people.example", "purposes": ["billing", "study"]}
    )

    assert rights(taken) == {"objection": ["billing", "study"]}
    assert clerk.get(ANNOUNCEMENTS).json()["items"][0]["refused"] == 1
    store.engine.close()


def test_a_purpose_that_nobody_knows_is_no_purpose(office: TestClient) -> None:
    unknown = office.post(
        WITHDRAWALS, json={"email": "ines@people.example", "purposes": ["billing", "moonshine"]}
    )

    assert unknown.status_code == 422
    assert "moonshine" not in unknown.text


def test_it_survives_another_opening_and_a_rebuild(store: Store, opening: Open) -> None:
    clerk = signed_in(store, Role.HANDLER)
    clerk.post(ANNOUNCEMENTS, json=STUDY)
    clerk.post(WITHDRAWALS, json=PRESSED | {"purposes": ["study"]})
    before = clerk.get(ANNOUNCEMENTS).json()

    again = opening()
    again.projections.rebuild("announced", lambda _done, _all: None)

    assert signed_in(again, Role.HANDLER).get(ANNOUNCEMENTS).json() == before


def test_the_same_again_while_it_waits_is_no_second_request(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    said = {"email": "ines@people.example", "purposes": []}
    first, again = dpo.post(WITHDRAWALS, json=said), dpo.post(WITHDRAWALS, json=said)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]
    assert again.json()["version"] == 1
    assert again.json()["requester"] is None

    clock.at += timedelta(days=3)
    for _ in range(2):
        later = dpo.post(WITHDRAWALS, json=said).json()
    assert later["id"] == first.json()["id"]
    assert {one["code"] for one in later["remarks"]} == {"joined", "reminds"}
    assert len(later["documents"]) == 1

    for other in ({"email": "els@people.example"}, {"channel": "consent_tool"}):
        assert dpo.post(WITHDRAWALS, json=said | other).status_code == 201
    assert len(dpo.get("/api/v1/requests").json()["items"]) == 3
    assert store.check([], lambda _done, _all: None)[0] == []


def test_once_it_was_answered_the_same_is_a_new_request(dpo: TestClient) -> None:
    said = {"email": "ines@people.example", "purposes": []}
    first = dpo.post(WITHDRAWALS, json=said).json()
    rights = [one["right"] for one in first["claims"]]
    words = "Ik wil toch alles blijven krijgen."
    path = f"/api/v1/requests/{first['id']}/withdraw"
    taken = dpo.post(path, json={"rights": rights, "on": "2026-03-20", "words": words})
    assert taken.status_code == 200, taken.text

    assert dpo.post(WITHDRAWALS, json=said).status_code == 201


def test_who_reads_only_their_own_is_told_of_no_other(store: Store, dpo: TestClient) -> None:
    said = {"email": "ines@people.example", "purposes": []}
    first = dpo.post(WITHDRAWALS, json=said).json()

    tool = signed_in(store, Role.INTAKE)
    theirs = tool.post(WITHDRAWALS, json=said)

    assert theirs.status_code == 201
    assert theirs.json()["id"] != first["id"]
    assert tool.post(WITHDRAWALS, json=said).json()["id"] == theirs.json()["id"]
