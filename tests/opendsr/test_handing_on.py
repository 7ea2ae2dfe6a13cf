"""Our own requests are handed on to a processor: once, or visibly not, or perhaps."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from griffie.api.composition import Store
from griffie.api.composition.opendsr import handing_of
from griffie.application.access.roles import OPERATOR
from griffie.application.opendsr.handed_on import GIVE_UP_AFTER, LOOK_EVERY
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.settle import Settlement, settle
from tests.conftest import Clock
from tests.opendsr.handing import Case
from tests.opendsr.partner import EMAIL
from tests.opendsr.processor import DOMAIN, Processor, file_of

WAITING, SENT, PERHAPS = OutboxState.WAITING, OutboxState.SENT, OutboxState.PERHAPS
STOPPED, ANSWERED = OutboxState.STOPPED, OutboxState.ANSWERED


@pytest.mark.law("gdpr/28/3/e")
def test_a_right_is_handed_on_and_its_answer_recorded(case: Case) -> None:
    answer = case.hand_on(customer="4711")
    assert answer.status_code == 200, answer.text
    assert case.open_tasks == ["host-1"]
    assert case.round() is SENT

    (body,) = case.processor.bodies
    said = json.loads(body)
    assert said["subject_request_id"] == str(case.row.mail)
    assert (said["subject_request_type"], said["regulation"]) == ("erasure", "gdpr")
    assert said["submitted_time"] == "2026-03-18T11:00:00Z"
    named = {one["identity_type"]: one["identity_value"] for one in said["subject_identities"]}
    assert named == {"email": EMAIL, "controller_customer_id": "4711"}
    assert case.topics[-4:] == ["ProcessorAsked", "MailQueued", "MailSent", "ProcessorReported"]
    case.processor.status = {"request_status": "in_progress"}
    assert case.round(LOOK_EVERY) is SENT
    assert case.last == "in_progress"
    case.processor.status = {"request_status": "completed"}
    assert case.round(LOOK_EVERY) is ANSWERED
    assert (case.last, case.open_tasks) == ("completed", [])
    asked = len(case.processor.asked)
    assert case.round(LOOK_EVERY) is ANSWERED
    assert len(case.processor.asked) == asked
    audited, _ = case.store.check([], lambda *_: None)
    assert not audited


def test_a_receipt_that_is_lost_sends_nothing_twice(case: Case) -> None:
    case.processor.loses_receipt = True
    case.hand_on()

    assert case.round() is PERHAPS
    assert case.round(timedelta(minutes=2)) is SENT
    assert len(case.processor.bodies) == 1
    assert case.topics[-3:] == ["MailDoubted", "MailSent", "ProcessorReported"]


def test_what_did_not_arrive_is_sent_again_under_the_same_id(case: Case) -> None:
    case.processor.loses_receipt = case.processor.forgets = True
    case.hand_on()
    assert case.round() is PERHAPS
    case.processor.loses_receipt = case.processor.forgets = False

    assert case.round(timedelta(minutes=2)) is SENT
    assert "MailRequeued" in case.topics
    first, second = (json.loads(one) for one in case.processor.bodies)
    assert first == second


def test_a_processor_that_is_away_is_tried_again_and_given_up_in_sight(case: Case) -> None:
    case.hand_on()
    case.processor.answers = 503
    assert case.round() is WAITING
    assert case.row.said == "status 503"
    assert case.round() is WAITING
    assert len(case.processor.bodies) == 1  # not before its time

    assert case.round(GIVE_UP_AFTER + timedelta(hours=1)) is STOPPED
    assert case.topics[-1] == "MailStopped"
    assert case.open_tasks == ["host-1"]


def test_what_it_refuses_for_good_is_not_tried_again_and_a_person_may(case: Case) -> None:
    case.hand_on()
    case.processor.answers = 400
    assert case.round() is STOPPED
    case.processor.answers = 201
    settle(case.store.engine, case.row.mail, Settlement.SEND_AGAIN, OPERATOR)

    assert case.round() is SENT


def test_what_waits_when_the_file_is_erased_is_not_sent(case: Case) -> None:
    case.hand_on()
    case.office.post(
        f"/api/v1/requests/{case.id}/withdraw",
        json={"rights": ["erasure", "access"], "on": "2026-03-20", "words": "Laat maar."},
    )
    case.office.post(f"/api/v1/requests/{case.id}/close", json={})
    said = {"ground": "test_data", "explanation": "Een proef."}
    gone = case.office.post(f"/api/v1/requests/{case.id}/erase-personal-data", json=said)
    assert gone.status_code == 200, gone.text

    assert case.round() is OutboxState.ERASED
    assert case.processor.bodies == []


@pytest.mark.law("gdpr/12/6")
def test_while_the_identity_is_in_doubt_nothing_is_handed_on(case: Case) -> None:
    doubt = {"grounds": "Ander adres.", "asked_on": "2026-03-20", "asked_for": "Klantnummer."}
    case.office.post(f"/api/v1/requests/{case.id}/doubt-identity", json=doubt)

    answer = case.hand_on()
    assert (answer.status_code, answer.json()["type"]) == (409, "/law/gdpr/12/6")


@pytest.mark.parametrize(
    ("other", "status"),
    [
        ({"right": "portability"}, 422),  # not invoked
        ({"processor": "nobody"}, 422),
        ({"due_on": "2020-01-01"}, 422),
        ({"right": "objection"}, 422),
    ],
)
def test_what_cannot_be_handed_on_is_refused(
    case: Case, other: dict[str, Any], status: int
) -> None:
    answer = case.hand_on(**other)

    assert answer.status_code == status, answer.text
    assert "MailQueued" not in case.topics


def test_an_erasure_that_was_not_granted_is_not_handed_on(case: Case) -> None:
    case.office.post(
        f"/api/v1/requests/{case.id}/revoke-decision",
        json={"right": "erasure", "reason": "Te vroeg beslist."},
    )

    answer = case.hand_on()
    assert answer.status_code == 409
    assert "grant the erasure first" in answer.json()["detail"]


def test_who_has_no_address_needs_the_number_of_a_customer(case: Case) -> None:
    case.id = case.received(requester={"name": "Ludmilla Wittebolle", "phone": "09 12"})

    assert case.hand_on().status_code == 422
    assert case.hand_on(customer="4711").status_code == 200


def test_a_right_that_its_discovery_does_not_name_is_not_offered(
    store: Store, clock: Clock, tmp_path: Path, processor: Processor
) -> None:
    processor.types = ["access"]
    handing = handing_of(file_of(tmp_path, processor))
    assert handing

    case = Case(store, clock, handing, processor)
    assert case.hand_on().status_code == 422
    assert case.hand_on(right="access").status_code == 200


def test_who_was_not_reached_yet_is_said_to_be_asked_again(
    store: Store, clock: Clock, tmp_path: Path, processor: Processor
) -> None:
    processor.types = [None]  # type: ignore[list-item]
    handing = handing_of(file_of(tmp_path, processor))
    assert handing

    answer = Case(store, clock, handing, processor).hand_on()
    assert answer.status_code == 422
    assert "asked again within five minutes" in answer.text


def test_no_file_of_the_store_holds_what_was_handed_on(case: Case) -> None:
    case.hand_on(customer="klant-4411-Peeters")
    case.round()

    for file in case.store.folder.parent.rglob("*"):
        if file.is_file() and "host-1" not in file.name:
            octets = file.read_bytes()
            assert b"klant-4411" not in octets, file
            assert EMAIL.encode() not in octets, file
            assert DOMAIN.encode() not in octets or file.name == "opendsr.toml", file
