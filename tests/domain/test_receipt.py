"""The day from which the law counts, corrected: with evidence, and not past what was done."""

from datetime import date
from typing import Any

import pytest

from domain.events import (
    ComplaintRecorded,
    ReceiptAcknowledged,
    ReceiptDateCorrected,
    RecipientNotified,
)
from domain.kernel import Event, Meaningless
from domain.law import Right
from domain.vocabulary import Authority, Channel, Status
from tests.given import (
    NOW,
    WORDS,
    asked,
    closed,
    doubted,
    extended,
    fulfilled,
    given,
    informed,
    objection,
    on,
    received,
    verified,
)

ACCESS, ERASURE, OBJECTION = Right.ACCESS, Right.ERASURE, Right.OBJECTION
MARCH_3, MARCH_10 = date(2026, 3, 3), date(2026, 3, 10)


@pytest.mark.law("gdpr/5/2")
def test_receipt_is_corrected_with_evidence_and_the_clock_with_it() -> None:
    request = given(received(ACCESS))

    happened = request.correct_receipt(NOW, received_on=MARCH_3, evidence=WORDS, reason=WORDS)

    assert happened == ReceiptDateCorrected(received_on=MARCH_3, evidence=WORDS, reason=WORDS)
    assert request.deadline.term.due_on == date(2026, 4, 3)


ACTS: list[Event] = [
    ReceiptAcknowledged(sent_on=MARCH_10, channel=Channel.EMAIL),
    doubted(MARCH_10),
    verified(MARCH_10),
    asked(MARCH_10),
    extended(ACCESS, notified_on=MARCH_10),
    informed(ACCESS, sent_on=MARCH_10),
    RecipientNotified(recipient="mailer", right=ACCESS, notified_on=MARCH_10),
    ComplaintRecorded(authority=Authority.GBA, reference=WORDS, received_on=MARCH_10),
]


@pytest.mark.law("gdpr/5/2")
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.TOPIC)
def test_receipt_is_not_corrected_past_what_was_done_about_it(act: Event) -> None:
    request = given(received(ACCESS), act)
    said: dict[str, Any] = {"evidence": WORDS, "reason": WORDS}

    why = objection(request, "correct_receipt", received_on=date(2026, 3, 11), **said)
    request.correct_receipt(NOW, received_on=MARCH_10, **said)

    assert isinstance(why, Meaningless)
    assert str(why) == "after something was done about the request"
    assert request.received_on == MARCH_10


@pytest.mark.parametrize(
    ("received_on", "reason"),
    [
        (date(2026, 3, 19), "after it was entered"),
        (date(2026, 3, 21), "in the future"),
        (date(2018, 5, 24), "before 25 May 2018, when the GDPR began to apply"),
    ],
)
def test_receipt_is_not_corrected_into_the_impossible(received_on: date, reason: str) -> None:
    request = given(received(ACCESS), now=on(2026, 3, 18))

    why = objection(
        request, "correct_receipt", received_on=received_on, evidence=WORDS, reason=WORDS
    )

    assert isinstance(why, Meaningless)
    assert (why.word, str(why)) == ("received_on", reason)


def test_the_receipt_of_a_closed_request_can_still_be_corrected() -> None:
    request = given(received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed())

    request.correct_receipt(NOW, received_on=MARCH_3, evidence=WORDS, reason=WORDS)

    assert request.received_on == MARCH_3
    assert request.status is Status.CLOSED
