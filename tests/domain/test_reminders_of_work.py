"""Reminders of work that is left to do: nobody acted, a question, a promise, a task, a date."""

from datetime import date

import pytest

from griffie.domain.events import (
    ExceptionApplied,
    InquiryRecorded,
    OrderRecorded,
    ProcessorAsked,
    ReminderRaised,
    SearchAsked,
)
from griffie.domain.law import ExceptionGround, Right
from griffie.domain.model.event import Event
from griffie.domain.request.reminders import Reminder, due, wakes_on
from griffie.domain.request.vocabulary import Authority, ReminderKind
from tests.given.mandates import mandate_asked, mandate_verified
from tests.given.past import (
    RECEIVED_ON,
    WORDS,
    asked,
    clarified,
    closed,
    doubted,
    fee_declined,
    fee_proposed,
    fulfilled,
    given,
    granted,
    informed,
    received,
    verified,
)
from tests.given.reminders import ACKNOWLEDGED, DAY, DUE_ON, FIVE, KIND, LEADS, kinds, ticked

ACCESS, ERASURE, MARKETING = Right.ACCESS, Right.ERASURE, Right.DIRECT_MARKETING_OBJECTION


def test_fourteen_days_in_which_nobody_did_anything_are_said() -> None:
    request = given(received(ACCESS))
    silent = RECEIVED_ON + 14 * DAY

    before, then = kinds(request, silent - DAY), ticked(request, silent)

    assert before == []
    assert then == [ReminderRaised(kind=KIND.UNTOUCHED, due_on=silent)]
    assert ticked(request, silent + DAY) == []


def test_what_was_acknowledged_is_not_untouched() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    assert kinds(request, RECEIVED_ON + 20 * DAY) == []


@pytest.mark.law("gdpr/12/6")
@pytest.mark.law("gdpr/recital/63")
@pytest.mark.parametrize(
    ("question", "answer", "kind"),
    [
        (doubted(), verified(RECEIVED_ON + DAY), KIND.IDENTITY_UNANSWERED),
        (asked(), clarified(RECEIVED_ON + DAY), KIND.CLARIFICATION_UNANSWERED),
        (mandate_asked(), mandate_verified(), KIND.MANDATE_UNANSWERED),
        (fee_proposed(ACCESS), fee_declined(ACCESS), KIND.FEE_UNANSWERED),
    ],
    ids=["identity", "clarification", "mandate", "fee"],
)
def test_a_question_without_an_answer_for_fourteen_days_is_said(
    question: Event, answer: Event, kind: ReminderKind
) -> None:
    silent = given(received(ACCESS), question)
    heard = given(received(ACCESS), question, answer)
    day = RECEIVED_ON + 14 * DAY

    assert kinds(silent, day - DAY) == []
    assert kinds(silent, day) == [kind]
    assert kinds(heard, day) == []


@pytest.mark.law("gdpr/12/3")
def test_a_promise_that_is_not_kept_for_fourteen_days_is_said_until_it_is() -> None:
    promised = given(received(ERASURE, ACCESS), granted(ERASURE), informed(ERASURE))
    kept = given(received(ERASURE), granted(ERASURE), informed(ERASURE), fulfilled(ERASURE))
    untold = given(received(ERASURE), granted(ERASURE), ACKNOWLEDGED)
    day = RECEIVED_ON + 14 * DAY

    assert kinds(promised, day - DAY) == []
    assert ticked(promised, day) == [
        ReminderRaised(kind=KIND.PROMISE, due_on=day, rights=(ERASURE,))
    ]
    assert kinds(kept, day) == []
    assert kinds(untold, day) == [], "what nobody was told is an answer that is due"


@pytest.mark.law("gdpr/28/3/e")
@pytest.mark.law("gdpr/15/1")
def test_a_task_is_reminded_of_before_on_and_after_its_day_also_when_the_file_is_closed() -> None:
    friday, monday = date(2026, 3, 27), date(2026, 3, 30)
    search = SearchAsked(system="crm", due_on=monday)
    help_ = ProcessorAsked(processor="host-1", question=WORDS, due_on=monday)
    request = given(received(ACCESS), search, help_, fulfilled(ACCESS), informed(ACCESS), closed())

    said = {
        day: [(e.kind, e.about) for e in ticked(request, day)]  # type: ignore[attr-defined]
        for day in (friday - DAY, friday, friday + DAY, monday, monday + DAY, monday + 9 * DAY)
    }

    both = [(KIND.SEARCH, "crm"), (KIND.PROCESSOR, "host-1")]
    assert list(said.values()) == [[], both, [], both, both, []]


@pytest.mark.law("gdpr/58/2")
@pytest.mark.law("gdpr/31")
def test_what_an_authority_waits_for_is_reminded_of_as_the_law_s_own_dates_are() -> None:
    inquiry = InquiryRecorded(
        authority=Authority.GBA, dossier="dos-1", received_on=RECEIVED_ON, due_on=DUE_ON
    )
    order = OrderRecorded(
        authority=Authority.GBA,
        dossier="dos-2",
        content=WORDS,
        received_on=RECEIVED_ON,
        due_on=DUE_ON,
    )
    request = given(received(ACCESS), inquiry, order, fulfilled(ACCESS), informed(ACCESS), closed())

    assert due(request, FIVE - DAY, LEADS) == ()
    assert due(request, FIVE, LEADS) == (
        Reminder(KIND.INQUIRY, DUE_ON, "dos-1"),
        Reminder(KIND.ORDER, DUE_ON, "dos-2"),
    )
    assert len(due(request, DUE_ON + 100 * DAY, LEADS)) == 2


@pytest.mark.law("gdpr/5/1/e")
@pytest.mark.law("gdpr/17/3/b")
def test_what_an_exception_kept_is_reminded_of_when_its_day_has_come() -> None:
    until = date(2036, 12, 31)
    kept = ExceptionApplied(
        right=ERASURE,
        ground=ExceptionGround.LEGAL_OBLIGATION,
        categories=("invoices",),
        necessity=WORDS,
        until=until,
    )
    request = given(received(ERASURE), kept, fulfilled(ERASURE), informed(ERASURE), closed())

    assert due(request, until - DAY, LEADS) == ()
    assert wakes_on(request) == until
    assert ticked(request, until + 5 * DAY) == [
        ReminderRaised(kind=KIND.EXCEPTION_ENDED, due_on=until, rights=(ERASURE,))
    ]
    assert wakes_on(request) is None
