"""Who is not the processor, or is one that misbehaves, changes nothing of what is recorded."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from griffie.api.composition.opendsr import handing_of
from griffie.application.opendsr.handed_on import LOOK_EVERY
from griffie.application.sending.outbox import OutboxState
from tests.opendsr.handing import Case
from tests.opendsr.partner import certificate
from tests.opendsr.processor import DOMAIN, Processor, file_of, standing

WAITING, SENT, PERHAPS = OutboxState.WAITING, OutboxState.SENT, OutboxState.PERHAPS
ANSWERED = OutboxState.ANSWERED


def test_a_callback_is_believed_by_its_signature_alone(handed_on: Case) -> None:
    case = handed_on
    body, headers = case.processor.callback(str(case.row.mail), request_status="completed")
    strangers = [
        {},
        case.processor.signs(body + b" "),
        case.processor.signs(body, certificate("opendsr.host.example", days=20)),
        headers | {"X-OpenDSR-Processor-Domain": "evil.example"},
        headers | {"X-OpenDSR-Signature": "no base64"},
    ]

    assert [case.post_callback(body, one) for one in strangers] == [400] * len(strangers)
    assert case.post_callback(body, headers, at="nobody") == 404
    assert (case.last, case.open_tasks) == ("pending", ["host-1"])
    assert case.post_callback(body, headers) == 202
    assert (case.last, case.open_tasks) == ("completed", [])
    assert case.row.state is ANSWERED


def test_an_old_callback_that_is_sent_again_changes_nothing(handed_on: Case) -> None:
    case = handed_on
    old = case.processor.callback(str(case.row.mail), request_status="in_progress")
    assert case.post_callback(*old) == 202
    assert case.call_back(request_status="completed") == 202
    before = case.topics

    assert case.post_callback(*old) == 202
    assert case.call_back(request_status="cancelled") == 202
    assert (case.topics, case.last) == (before, "completed")


def test_a_callback_about_what_was_not_handed_on_to_it_is_refused(handed_on: Case) -> None:
    case = handed_on
    ours = str(UUID(int=7))
    letter = case.store.engine.outbox
    body, headers = case.processor.callback(ours, request_status="completed")
    assert case.post_callback(body, headers) == 400
    body, headers = case.processor.callback(
        str(case.row.mail), request_status="completed", controller_id="somebody-else"
    )
    assert case.post_callback(body, headers) == 400
    body = b'{"controller_id": 7'
    assert case.post_callback(body, case.processor.signs(body)) == 400
    assert letter.counts() == {SENT: 1}
    assert case.last == "pending"


def test_a_callback_after_the_erasure_of_the_file_records_nothing(handed_on: Case) -> None:
    case = handed_on
    for step, said in (
        ("withdraw", {"rights": ["erasure", "access"], "on": "2026-03-20", "words": "Laat maar."}),
        ("close", {}),
        ("erase-personal-data", {"ground": "test_data", "explanation": "Een proef."}),
    ):
        answer = case.office.post(f"/api/v1/requests/{case.id}/{step}", json=said)
        assert answer.status_code == 200, answer.text

    assert case.call_back(request_status="completed") == 202
    assert "ProcessorReported" not in case.topics[-1:]
    assert case.round(LOOK_EVERY) is OutboxState.ERASED


@pytest.mark.parametrize(
    "receipt",
    [
        {"subject_request_id": str(UUID(int=7))},
        {"controller_id": "somebody-else"},
        {"subject_request_id": None},
    ],
)
def test_a_receipt_for_something_else_proves_nothing(case: Case, receipt: dict[str, Any]) -> None:
    case.processor.receipt = receipt
    case.hand_on()

    assert case.round() is PERHAPS
    assert "ProcessorReported" not in case.topics


def test_an_answer_with_another_signature_proves_nothing(case: Case) -> None:
    case.hand_on()
    mine, case.processor.made = case.processor.made, certificate(DOMAIN, days=20)

    assert case.round() is PERHAPS
    assert case.round(timedelta(minutes=2)) is PERHAPS
    assert case.row.said == "signature"
    assert len(case.processor.bodies) == 1
    case.processor.made = mine
    assert case.round(timedelta(hours=2)) is SENT


def test_no_redirect_is_followed(case: Case) -> None:
    with standing() as other:
        case.processor.answers, case.processor.location = 307, f"{other.address}/requests"
        case.hand_on()

        assert case.round() is WAITING
        assert case.row.said == "status 307"
        assert other.bodies == []


def test_of_a_long_answer_no_more_is_read_than_is_allowed(case: Case) -> None:
    case.processor.is_large = True
    case.hand_on()

    assert case.round() is PERHAPS
    assert case.round(timedelta(minutes=2)) is SENT


def test_a_processor_whose_key_is_another_is_not_believed_any_more(
    case: Case, tmp_path: Path, processor: Processor
) -> None:
    case.hand_on()
    processor.made = certificate(DOMAIN, days=20)
    handing = handing_of(tmp_path / "opendsr.toml")  # as the next day, or a new process
    assert handing
    case.handing = handing

    assert case.round() is WAITING
    assert case.row.said == "signature"
    assert processor.bodies == []
    assert handing.line("host-1").offer is None


def test_it_goes_to_no_private_address_unless_that_is_allowed(
    case: Case, tmp_path: Path, processor: Processor
) -> None:
    at = file_of(tmp_path, processor, address='"https://127.0.0.1:9/v2"', allow_private="")
    handing = handing_of(at)
    assert handing
    handing.line("host-1").discover()

    assert handing.line("host-1").trouble == "a private address"


def test_a_crash_while_it_is_sent_is_seen_to_by_asking(case: Case) -> None:
    case.hand_on()
    case.store.engine.outbox.handing_over(case.row.mail, case.clock.at)

    assert case.round() is PERHAPS
    assert case.round(timedelta(minutes=2)) is SENT
    assert len(case.processor.bodies) == 1
