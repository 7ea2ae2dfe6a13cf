"""Receiving a request, and who sees what of it."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import Clock, signed_in
from tests.given.story import PERSONAL, RECEIVE, receive, tell

EXAMPLE: dict[str, Any] = {
    "received_on": "2026-03-05",
    "channel": "email",
    "language": "nl",
    "rights": [
        {"right": "erasure", "purposes": ["newsletter"], "categories": ["contact", "invoices"]}
    ],
    "requester": {
        "name": "Wim Vermeulen",
        "email": "wim@vermeulen.example",
        "postal_address": "Dorpsstraat 1, Leuven",
        "phone": "+32 16 00 00 00",
    },
    "representative": {"name": "A. Raad", "email": "raad@balie.example", "capacity": "lawyer"},
    "forwarded_by": {"party": "host-1", "their_receipt_on": "2026-03-03", "official_channel": True},
    "message": "Gelieve al mijn gegevens te wissen.",
}
SHOWN = {
    "id": str,
    "reference": str,
    "version": int,
    "status": str,
    "outcome": type(None),
    "received_on": str,
    "channel": str,
    "language": str,
    "handler": type(None),
    "requester_hint": str,
    "requester": dict,
    "message": str,
    "personal_data": str,
    "identity": str,
    "mandate": str,
    "claims": list,
    "execution": str,
    "deadline": dict,
    "actions": list,
}
DEADLINE = {
    "state",
    "due_on",
    "strict_due_on",
    "first_month_ends_on",
    "target_on",
    "extended",
    "met_strictly",
    "working_days_left",
    "policy",
    "calendar",
    "trace",
}


def test_the_documented_body_is_received(dpo: TestClient) -> None:
    answer = dpo.post("/api/v1/requests", json=EXAMPLE)

    shown = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/v1/requests/{shown['id']}"
    assert answer.headers["ETag"] == '"1"'
    assert shown["status"] == "received"
    assert shown["requester"] == EXAMPLE["requester"]
    assert shown["representative"] == EXAMPLE["representative"]
    assert shown["message"] == EXAMPLE["message"]
    assert shown["requester_hint"] == "W. V…n"


def test_a_request_reads_as_documented(dpo: TestClient) -> None:
    shown = dpo.post("/api/v1/requests", json=EXAMPLE).json()

    assert {name: type(shown[name]) for name in SHOWN} == SHOWN
    assert shown["deadline"].keys() >= DEADLINE
    (claim,) = shown["claims"]
    assert claim["right"] == "erasure"
    assert claim["provision"] == "gdpr/17"
    assert claim["status"] == "open"
    assert claim["informed"] is False
    assert claim["exceptions"] == []
    assert claim["deadline"].keys() >= {"due_on", "state"}
    assert claim["purposes"] == ["newsletter"]
    assert claim["categories"] == ["contact", "invoices"]


def test_every_action_says_for_which_rights_or_why_not(dpo: TestClient) -> None:
    actions = dpo.post("/api/v1/requests", json=EXAMPLE).json()["actions"]

    by_name = {action["command"]: action for action in actions}
    assert by_name["extend-deadline"] == {
        "command": "extend-deadline",
        "allowed": True,
        "rights": ["erasure"],
        "hint": "only if the notice was sent by 2026-04-03",
    }
    assert by_name["close"] == {
        "command": "close",
        "allowed": False,
        "type": "/problems/state",
        "because": "erasure has not been decided: grant, refuse or fulfil it first",
    }
    for action in actions:
        expected = {"rights"} if action["allowed"] else {"type", "because"}
        assert action.keys() - {"command", "allowed", "hint", "irregular"} == expected


def test_close_is_forbidden_in_the_name_of_the_law_until_the_requester_knows(
    dpo: TestClient,
) -> None:
    place = receive(dpo, rights=[{"right": "erasure"}])
    done = dpo.post(f"{place}/fulfil", json={"right": "erasure", "measures": "Gewist."}).json()

    close = next(action for action in done["actions"] if action["command"] == "close")
    assert close["type"] == "/law/gdpr/12/4"
    assert close["because"] == "the requester has not been informed about erasure: tell them first"


@pytest.mark.law("gdpr/28/3/e")
def test_the_date_of_an_official_forwarder_counts(dpo: TestClient) -> None:
    official = dpo.post("/api/v1/requests", json=EXAMPLE).json()
    forwarder = EXAMPLE["forwarded_by"] | {"official_channel": False}
    other = dpo.post("/api/v1/requests", json=EXAMPLE | {"forwarded_by": forwarder}).json()

    assert official["received_on"] == "2026-03-03"
    assert other["received_on"] == "2026-03-05"


def test_mail_that_nobody_has_read_yet_has_a_deadline_all_the_same(dpo: TestClient) -> None:
    shown = dpo.get(receive(dpo, rights=[])).json()

    assert shown["claims"] == []
    assert shown["deadline"]["due_on"] == "2026-04-07"


def test_a_name_is_not_needed_and_a_means_of_contact_is(dpo: TestClient) -> None:
    nameless = RECEIVE | {"requester": {"phone": "016 00 00 00"}}
    unreachable = RECEIVE | {"requester": {"name": "Wim Vermeulen"}}

    assert dpo.post("/api/v1/requests", json=nameless).status_code == 201
    refused = dpo.post("/api/v1/requests", json=unreachable)
    assert refused.status_code == 422
    assert "means of contact" in refused.json()["detail"]


def test_what_is_personal_is_shown_to_who_reveals_it_and_to_nobody_else(dpo: TestClient) -> None:
    place = tell(dpo)
    dpo.post(f"{place}/documents", files={"file": b"Adelaide"}, data={"name": "Adelaide.pdf"})

    plain = [
        dpo.get(address).text
        for address in (
            place,
            f"{place}?version=1",
            f"{place}?at=2026-03-20T10:00:00Z",
            f"{place}/events",
            "/api/v1/requests",
            "/api/v1/dashboards/deadlines",
            "/api/v1/audit/events",
            "/metrics",
        )
    ]
    plain.append(dpo.post("/api/v1/requests/search", json={"name": PERSONAL["name"]}).text)

    for word in (*PERSONAL.values(), "Abbeele", "Adelaide", "Adélaïde", "Corneel"):
        assert not any(word in text for text in plain)
    revealed = dpo.get(f"{place}?reveal=true").json()
    assert revealed["message"] == PERSONAL["message"]
    assert revealed["requester"] == {"name": PERSONAL["name"], "email": PERSONAL["email"]}
    events = dpo.get(f"{place}/events?reveal=true").json()["items"]
    opened = [word for event in events for word in event["revealed"].values()]
    assert all(word in opened for word in PERSONAL.values())


def test_a_look_is_recorded_before_anything_is_shown(store: Store, dpo: TestClient) -> None:
    place = receive(dpo)
    trail = dpo.get("/api/v1/audit/events").text.splitlines()

    dpo.get(f"{place}?reveal=true")
    dpo.get(f"{place}/events?reveal=true")
    dpo.get(place)

    looks = dpo.get("/api/v1/audit/events").text.splitlines()[len(trail) :]
    assert len(looks) == 2
    assert all('"type":"PersonalDataRevealed"' in look for look in looks)
    assert all(place.rpartition("/")[2] in look for look in looks)


def test_an_auditor_states_a_reason_which_is_kept_sealed(store: Store, dpo: TestClient) -> None:
    place, auditor = receive(dpo), signed_in(store, Role.AUDITOR)
    size = store.history.newest()

    refused = auditor.get(f"{place}?reveal=true")
    assert refused.status_code == 403
    assert "Reveal-Reason" in refused.json()["detail"]
    assert store.history.newest() == size + 1  # that they were refused

    reason = {"Reveal-Reason": "Steekproef bij dossiers van Adelaide"}
    answer = auditor.get(f"{place}?reveal=true", headers=reason)
    assert answer.json()["message"] == PERSONAL["message"]
    trail = dpo.get("/api/v1/audit/events").text
    assert trail.count("PersonalDataRevealed") == 1
    assert "Steekproef" not in trail


def test_intake_sees_what_it_entered_and_its_personal_data_for_a_day(
    store: Store, clock: Clock, dpo: TestClient
) -> None:
    intake = signed_in(store, Role.INTAKE)
    own, other = receive(intake), receive(dpo)

    assert intake.get(own).json()["requester_hint"] == "A. A…e"
    assert intake.get(f"{own}?reveal=true").json()["message"] == PERSONAL["message"]
    assert intake.get(other).status_code == 404
    assert intake.get(f"{other}?reveal=true").status_code == 404
    assert intake.get(f"{other}/events").status_code == 404
    assert intake.post(f"{other}/documents", files={"file": b"x"}).status_code == 404
    assert [item["id"] in own for item in intake.get("/api/v1/requests").json()["items"]] == [True]

    clock.at += timedelta(hours=24)
    assert intake.get(f"{own}?reveal=true").status_code == 200
    clock.at += timedelta(seconds=1)
    assert intake.get(f"{own}?reveal=true").status_code == 403
    assert intake.get(own).status_code == 200


def test_only_who_handles_requests_gets_a_hint_of_who_asked(store: Store, dpo: TestClient) -> None:
    place = receive(dpo)
    hints = {
        role: signed_in(store, role).get(place).json()["requester_hint"]
        for role in (Role.HANDLER, Role.DPO, Role.AUDITOR, Role.REPORTER, Role.ADMIN)
    }

    assert hints == {"handler": "A. A…e", "dpo": "A. A…e"} | dict.fromkeys(
        ("auditor", "reporter", "admin")
    )


def test_what_was_erased_is_shown_in_no_version(store: Store, dpo: TestClient) -> None:
    place = tell(dpo)
    words = {"ground": "test_data", "explanation": "Een proef."}
    assert dpo.post(f"{place}/erase-personal-data", json=words).json()["personal_data"] == "erased"
    size = store.history.newest()
    reason = {"Reveal-Reason": "Een vraag van de betrokkene"}

    for query in ("reveal=true", "reveal=true&version=1"):
        for headers in ({}, reason):
            shown = dpo.get(f"{place}?{query}", headers=headers).json()
            assert (shown["requester"], shown["message"]) == (None, None)
            assert shown["requester_hint"] is None
    assert store.history.newest() == size


def test_a_document_is_sealed_and_named_by_its_digest(dpo: TestClient) -> None:
    place = receive(dpo)

    answer = dpo.post(
        f"{place}/documents",
        files={"file": ("paspoort Adelaide.png", b"\x89PNG", "image/png")},
        data={"kind": "identity_evidence", "name": "paspoort.png", "media_type": "image/png"},
    )

    assert answer.status_code == 201
    assert answer.headers["ETag"] == '"2"'
    assert answer.json()["documents"] == [answer.json()["document"]]
    assert "paspoort" not in answer.text
