"""The day from which the law counts, corrected: with evidence, and not past what was done."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import (
    ComplaintRecorded,
    ReceiptAcknowledged,
    ReceiptDateCorrected,
    RecipientNotified,
)
from griffie.domain.law import Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import Authority, Channel, Status
from griffie.domain.steps.action import actions
from tests.given.past import (
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


@pytest.mark.law("gdpr/12/3")
def test_receipt_that_is_moved_to_before_the_notice_of_an_extension_in_time_undoes_it() -> None:
    told_on = date(2026, 4, 2)  # received on 5 March: within the first month
    request = given(received(ACCESS), extended(ACCESS, notified_on=told_on), now=on(2026, 4, 2))
    before = request.deadline.term

    request.correct_receipt(
        on(2026, 4, 20), received_on=date(2026, 2, 26), evidence=WORDS, reason=WORDS
    )
    late = request.deadline.term
    request.correct_receipt(on(2026, 4, 20), received_on=MARCH_3, evidence=WORDS, reason=WORDS)
    in_time = request.deadline.term

    assert (before.due_on, before.extended) == (date(2026, 6, 5), True)
    assert (late.due_on, late.extended) == (date(2026, 3, 26), False)
    assert [str(one.rule) for one in late.trace if str(one.because).startswith("not extended")] == [
        "gdpr/12/3"
    ]
    assert (in_time.due_on, in_time.extended) == (date(2026, 6, 3), True)


def test_what_moving_receipt_may_undo_is_said_beforehand() -> None:
    untouched, acted = given(received(ACCESS)), given(received(ACCESS), asked())
    waiting = given(received(ACCESS), extended(ACCESS))

    hints = [
        str({one.command: one for one in actions(request)}["correct_receipt"].hint)
        for request in (untouched, acted, waiting)
    ]

    assert hints[:2] == [
        "not in the future",
        "not after 2026-03-05, when something was done about it",
    ]
    assert hints[2].endswith("counted anew, extends nothing")


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

    assert isinstance(why, BadInputError)
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

    assert isinstance(why, BadInputError)
    assert (why.word, str(why)) == ("received_on", reason)


def test_the_receipt_of_a_closed_request_can_still_be_corrected() -> None:
    request = given(received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed())

    request.correct_receipt(NOW, received_on=MARCH_3, evidence=WORDS, reason=WORDS)

    assert request.received_on == MARCH_3
    assert request.status is Status.CLOSED
