"""The days on which there is something to say: the next one, the first one, and none at all."""

from datetime import date, timedelta

import pytest

from griffie.domain.events import (
    Article17ExceptionApplied,
    DocumentAdded,
    ProcessorAsked,
    ReceiptAcknowledged,
    ReminderRaised,
)
from griffie.domain.law import ExceptionGround, Right
from griffie.domain.law.calendar import Calendar
from griffie.domain.model.event import Event
from griffie.domain.model.lead_times import Leads
from griffie.domain.request.reminders import (
    MARGIN,
    before,
    due,
    misses,
    newest_unsettled,
    next_day,
    wakes_on,
)
from griffie.domain.request.values import Missed
from griffie.domain.request.vocabulary import Channel, DocumentKind, Limit, Relation, ReminderKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import actions
from tests.given.past import (
    RECEIVED_ON,
    WORDS,
    closed,
    doubted,
    excepted,
    extended,
    fulfilled,
    given,
    granted,
    informed,
    linked,
    no_request,
    not_established,
    on,
    received,
    refused,
    verified,
    withdrawn,
)

ACCESS, ERASURE, MARKETING = Right.ACCESS, Right.ERASURE, Right.DIRECT_MARKETING_OBJECTION
KIND = ReminderKind
DAY = timedelta(days=1)
ACKNOWLEDGED = ReceiptAcknowledged(sent_on=RECEIVED_ON, channel=Channel.POST)
MONTH_ENDS = date(2026, 4, 7)
FIVE, ONE = date(2026, 3, 30), date(2026, 4, 3)
"""So many working days before the month ends."""
EVIDENCE = DocumentAdded(kind=DocumentKind.IDENTITY_EVIDENCE, document=WORDS, size=1)


def kinds(request: RightsRequest, day: date) -> set[ReminderKind]:
    return {reminder.kind for reminder in due(request, day, Leads())}


def help_by(due_on: date, processor: str = "host") -> ProcessorAsked:
    return ProcessorAsked(processor=processor, question=WORDS, due_on=due_on)


def ended(*then: Event, sent_on: date = RECEIVED_ON) -> RightsRequest:
    told = (fulfilled(ACCESS), informed(ACCESS, sent_on=sent_on))
    return given(received(ACCESS), *told, *then, closed(), now=on(2026, 4, 9))


def test_the_next_day_is_after_today_and_the_first_of_those_to_come() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    assert next_day(request, FIVE, Leads()) == FIVE + DAY
    assert next_day(request, MONTH_ENDS - DAY, Leads(before=(0,))) == MONTH_ENDS


def test_nothing_is_said_any_more_of_what_was_merged_or_is_closed() -> None:
    merged = given(received(ACCESS), linked(Relation.DUPLICATE))
    untold = given(received(ACCESS), fulfilled(ACCESS), closed())

    assert next_day(merged, FIVE, Leads()) is None
    assert kinds(merged, FIVE) == kinds(untold, FIVE) == set()


@pytest.mark.law("gdpr/12/3")
def test_what_was_closed_with_a_late_answer_still_has_that_to_say() -> None:
    assert wakes_on(ended(sent_on=MONTH_ENDS + DAY)) == RECEIVED_ON
    assert wakes_on(ended(sent_on=MONTH_ENDS)) is None


def test_of_two_that_are_asked_for_help_the_earlier_wakes() -> None:
    later, earlier = date(2026, 9, 1), date(2026, 8, 3)

    request = ended(help_by(later, "host"), help_by(earlier, "mailer"))

    assert wakes_on(request) == earlier - MARGIN


def test_a_reminder_before_the_day_leaves_that_of_the_day_after() -> None:
    asked = help_by(date(2026, 4, 9))
    reminder = ReminderRaised(kind=KIND.PROCESSOR, due_on=asked.due_on, about="host")

    assert wakes_on(ended(asked, reminder)) is not None


def test_of_two_that_stand_the_newest_is_shown() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)
    for day in (FIVE - DAY, FIVE):
        for reminder in due(request, day, Leads()):
            request.raise_reminder(on(day.year, day.month, day.day), **reminder._asdict())

    found = newest_unsettled(request, Leads())

    assert found is not None
    assert found.raised_on == FIVE


@pytest.mark.law("gdpr/12/3")
def test_a_message_in_which_no_right_was_found_has_a_day_until_its_sender_is_told() -> None:
    waiting, told = given(received()), given(received(), no_request(), informed())

    assert KIND.ANSWER in kinds(waiting, ONE)
    assert kinds(told, ONE) == set()


@pytest.mark.law("gdpr/12/4")
def test_a_message_in_which_no_right_was_found_is_no_refusal() -> None:
    assert KIND.REFUSAL_NOTICE not in kinds(given(received(), doubted()), ONE)


@pytest.mark.law("gdpr/12/4")
def test_of_the_notice_and_the_strict_date_on_one_day_the_notice_is_named() -> None:
    said = kinds(given(received(ACCESS), doubted()), ONE)

    assert KIND.REFUSAL_NOTICE in said
    assert KIND.STRICT not in said


@pytest.mark.law("gdpr/12/4")
def test_what_an_exception_takes_out_wants_its_notice_in_the_first_month() -> None:
    partly = excepted(ERASURE, ExceptionGround.LEGAL_CLAIMS, "invoices")
    asked = (received(ERASURE), extended(ERASURE))

    assert KIND.REFUSAL_NOTICE in kinds(given(*asked, partly, granted(ERASURE)), ONE)
    assert KIND.REFUSAL_NOTICE not in kinds(given(*asked, granted(ERASURE)), ONE)


@pytest.mark.law("gdpr/12/4")
def test_a_refusal_told_on_the_last_day_of_the_first_month_is_in_time() -> None:
    no = (received(ERASURE), extended(ERASURE), refused(ERASURE))
    june = date(2026, 6, 1)

    in_time = misses(given(*no, informed(ERASURE, sent_on=MONTH_ENDS)), june)
    late = misses(given(*no, informed(ERASURE, sent_on=MONTH_ENDS + DAY)), june)

    assert in_time == ()
    assert late == (Missed(Limit.REFUSAL_NOTICE, ERASURE, MONTH_ENDS),)


@pytest.mark.law("gdpr/17/3/e")
def test_an_exception_ends_where_it_has_an_end_and_the_right_is_still_asked() -> None:
    endless = excepted(ERASURE, ExceptionGround.LEGAL_CLAIMS)
    assert isinstance(endless, Article17ExceptionApplied)
    until = endless.model_copy(update={"until": FIVE})

    assert KIND.EXCEPTION_ENDED in kinds(given(received(ERASURE), until), FIVE)
    assert KIND.EXCEPTION_ENDED not in kinds(given(received(ERASURE), endless), FIVE)
    gone = given(received(ERASURE), until, withdrawn(ERASURE))
    assert KIND.EXCEPTION_ENDED not in kinds(gone, FIVE)


def test_outside_its_calendar_a_date_is_named_itself() -> None:
    year = Calendar("of 2026", {}, date(2026, 1, 1), date(2026, 12, 31))
    first, last = year.first_on + MARGIN, year.last_on

    assert before(first - DAY, (1,), year) == (first - DAY,)
    assert before(first, (1,), year) == (first - DAY,)
    assert before(last, (1,), year) == (last - DAY,)
    assert before(last + DAY, (1,), year) == (last + DAY,)


@pytest.mark.law("gdpr/12/6")
def test_a_failed_proof_does_not_hold_up_an_objection_to_marketing() -> None:
    request = given(received(ACCESS, MARKETING), doubted(), not_established(ACCESS))

    listed = {one.command: one for one in actions(request)}

    assert listed["fail_identity"].forbidden is not None


@pytest.mark.law("gdpr/12/3")
def test_what_takes_effect_at_once_does_not_shorten_the_notice_of_the_rest() -> None:
    hints = {one.command: one.hint for one in actions(given(received(ACCESS, MARKETING)))}

    assert str(hints["extend_deadline"]) == f"only if the notice was sent by {MONTH_ENDS}"


@pytest.mark.law("gdpr/5/1/e")
def test_evidence_of_identity_goes_when_it_is_settled_or_the_request_is_closed() -> None:
    past = (EVIDENCE, doubted(), refused(ERASURE, proposed=True), verified(RECEIVED_ON))
    unasked = (EVIDENCE, fulfilled(ACCESS), informed(ACCESS))

    assert given(received(ACCESS, ERASURE), *past).evidence_to_destroy
    assert not given(received(ACCESS), *unasked).evidence_may_go
    assert given(received(ACCESS), *unasked, closed()).evidence_may_go


def test_receipt_is_moved_to_a_day_before_it() -> None:
    request = given(received(ACCESS))

    event = request.correct_receipt(
        on(2026, 3, 20), received_on=date(2026, 3, 4), evidence=WORDS, reason=WORDS
    )

    assert request.received_on == event.received_on == date(2026, 3, 4)
