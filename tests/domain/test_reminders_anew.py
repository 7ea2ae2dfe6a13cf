"""What makes a reminder anew, and what a reminder is to the rest of the request."""

from datetime import date

import pytest

from griffie.domain.events import (
    ClaimReclassified,
    PersonalDataErased,
    ReceiptDateCorrected,
    SearchAsked,
)
from griffie.domain.law import Right
from griffie.domain.request.reminders import Reminder, due, misses, wakes_on
from griffie.domain.request.values import Missed
from griffie.domain.request.vocabulary import FileErasure, Identity, Limit, Status
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    closed,
    extended,
    fulfilled,
    given,
    informed,
    not_applicable,
    received,
    revoked,
)
from tests.given.reminders import (
    ACKNOWLEDGED,
    DAY,
    DUE_ON,
    EXTENDED_ON,
    KIND,
    LEADS,
    ONE,
    at,
    kinds,
    ticked,
)

ACCESS, ERASURE, MARKETING = Right.ACCESS, Right.ERASURE, Right.DIRECT_MARKETING_OBJECTION


@pytest.mark.law("gdpr/12/3")
def test_another_date_of_receipt_makes_another_reminder_and_another_miss() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)
    ticked(request, ONE)
    ticked(request, DUE_ON + DAY)
    corrected = ReceiptDateCorrected(
        received_on=RECEIVED_ON - 7 * DAY, evidence=WORDS, reason=WORDS
    )

    request.record(corrected, NOW)

    assert misses(request, DUE_ON + DAY) == (Missed(Limit.ANSWER, ACCESS, date(2026, 3, 26)),)


@pytest.mark.law("gdpr/12/3")
def test_an_extension_after_the_reminders_makes_new_ones_for_the_new_date() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)
    ticked(request, ONE)

    request.record(extended(ACCESS), NOW)

    said = due(request, EXTENDED_ON, LEADS)
    assert Reminder(KIND.ANSWER, EXTENDED_ON, None, (ACCESS,)) in said


@pytest.mark.law("gdpr/12/3")
def test_a_claim_that_counts_anew_may_be_missed_anew() -> None:
    again = revoked(ACCESS, counted_from=DUE_ON)
    request = given(received(ACCESS), not_applicable(ACCESS), informed(ACCESS), again)

    assert misses(request, date(2026, 5, 8)) == (Missed(Limit.ANSWER, ACCESS, date(2026, 5, 7)),)


def test_a_right_that_is_read_differently_was_missed_once() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)
    ticked(request, DUE_ON + DAY)

    request.record(ClaimReclassified(from_right=ACCESS, to_right=ERASURE, reason=WORDS), NOW)

    assert misses(request, DUE_ON + DAY) == ()


def test_what_the_clock_says_is_nobody_s_act() -> None:
    request = given(received(ACCESS))

    ticked(request, ONE)
    ticked(request, DUE_ON + DAY)

    assert request.version > 1
    assert request.status is Status.RECEIVED
    assert request.first_act_on is None
    assert request.identity is Identity.NOT_QUESTIONED
    assert request.correct_receipt(
        at(DUE_ON + DAY), received_on=NOW.today, evidence=WORDS, reason=WORDS
    )


def test_an_act_after_the_clock_s_counts_as_one() -> None:
    request = given(received(ACCESS))
    ticked(request, ONE)

    request.record(ACKNOWLEDGED, NOW)

    assert request.status is Status.ASSESSING
    assert KIND.UNTOUCHED not in kinds(request, ONE + 20 * DAY)


def test_of_an_erased_file_nobody_is_reminded() -> None:
    gone = PersonalDataErased(ground=FileErasure.ORDER, explanation=WORDS)
    search = SearchAsked(system="crm", due_on=DUE_ON)
    late = informed(ACCESS, sent_on=DUE_ON + DAY)
    request = given(received(ACCESS), search, fulfilled(ACCESS), late, closed(), gone)

    assert due(request, EXTENDED_ON, LEADS) == ()
    assert misses(request, EXTENDED_ON) == ()
    assert wakes_on(request) is None
