"""What the calendar says of a request: of what somebody is reminded, and what was missed."""

from datetime import date, timedelta
from typing import Any

import pytest

from griffie.domain.events import (
    ClaimReclassified,
    DeadlineMissed,
    ExceptionApplied,
    InquiryRecorded,
    Missed,
    OrderRecorded,
    PersonalDataErased,
    ProcessorAsked,
    ReceiptAcknowledged,
    ReceiptDateCorrected,
    ReminderRaised,
    SearchAsked,
)
from griffie.domain.law import GDPR, ExceptionGround, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.model.lead_times import Leads
from griffie.domain.model.setting import Controller, Occasion
from griffie.domain.request.reminder_purposes import LIMITS, PROVISIONS
from griffie.domain.request.reminders import Reminder, due, misses, next_day, still, wakes_on
from griffie.domain.request.vocabulary import (
    Authority,
    Channel,
    FileErasure,
    Identity,
    Limit,
    Relation,
    ReminderKind,
    Status,
)
from griffie.domain.rights_request import RightsRequest
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    asked,
    clarified,
    closed,
    doubted,
    excepted,
    extended,
    fee_declined,
    fee_proposed,
    fulfilled,
    given,
    granted,
    informed,
    linked,
    mandate_asked,
    mandate_verified,
    no_request,
    not_applicable,
    objection,
    on,
    received,
    refused,
    revoked,
    verified,
    withdrawn,
)

ACCESS, ERASURE, MARKETING = Right.ACCESS, Right.ERASURE, Right.DIRECT_MARKETING_OBJECTION
DAY = timedelta(days=1)
LEADS = Leads()
KIND = ReminderKind
# Received on 5 March 2026: the month ends on 5 April, Easter Sunday; the answer is due on the 7th.
DUE_ON, TARGET_ON = date(2026, 4, 7), date(2026, 4, 3)
FIVE, THREE, ONE = date(2026, 3, 30), date(2026, 4, 1), date(2026, 4, 3)
"""So many working days before the answer is due: Good Friday is one."""
EXTENDED_ON = date(2026, 6, 5)
ACKNOWLEDGED = ReceiptAcknowledged(sent_on=RECEIVED_ON, channel=Channel.POST)


def kinds(request: RightsRequest, day: date) -> list[ReminderKind]:
    return [reminder.kind for reminder in due(request, day, LEADS)]


def at(day: date) -> Occasion:
    return on(day.year, day.month, day.day, actor="system")


def ticked(request: RightsRequest, day: date) -> list[Event]:
    """What the calendar says on a day, recorded."""
    now = at(day)
    missed = [request.miss_deadline(now, **one._asdict()) for one in misses(request, day)]
    raised = [request.raise_reminder(now, **one._asdict()) for one in due(request, day, LEADS)]
    return [*missed, *raised]


@pytest.mark.law("gdpr/12/3")
def test_somebody_is_reminded_five_three_and_one_working_day_before_the_answer_is_due() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    said = {day: kinds(request, day) for day in (FIVE - DAY, FIVE, THREE, ONE, DUE_ON)}
    raised = ticked(request, FIVE)

    assert KIND.ANSWER not in said[FIVE - DAY]
    assert all(KIND.ANSWER in said[day] for day in (FIVE, THREE, ONE, DUE_ON))
    assert ReminderRaised(kind=KIND.ANSWER, due_on=DUE_ON, rights=(ACCESS,)) in raised


@pytest.mark.law("gdpr/12/3")
def test_each_reminder_is_raised_once_and_the_next_when_its_day_comes() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)
    days = [RECEIVED_ON + n * DAY for n in range((DUE_ON - RECEIVED_ON).days + 1)]

    raised = [(day, event) for day in days for event in ticked(request, day)]

    answers = [day for day, event in raised if event.kind is KIND.ANSWER]  # type: ignore[attr-defined]
    assert answers == [FIVE, THREE, ONE]


@pytest.mark.law("gdpr/12/3")
def test_after_days_without_a_clock_one_reminder_stands_for_those_that_were_not_raised() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    ticked(request, ONE)
    again = ticked(request, ONE)

    said = [event for event in request.pending_events if isinstance(event, ReminderRaised)]
    assert [event.kind for event in said].count(KIND.ANSWER) == 1
    assert again == []


@pytest.mark.law("gdpr/12/3")
def test_what_is_past_is_missed_and_no_longer_due_soon() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    said = ticked(request, DUE_ON + DAY)

    assert said == [DeadlineMissed(limit=Limit.ANSWER, right=ACCESS, due_on=DUE_ON)]
    assert ticked(request, DUE_ON + 30 * DAY) == []


@pytest.mark.law("reg/1182-71/3/4")
def test_our_own_target_is_the_last_working_day_of_the_month_that_has_one() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    said = due(request, TARGET_ON - 4 * DAY, LEADS)

    assert Reminder(KIND.TARGET, TARGET_ON, None, (ACCESS,)) in said
    assert PROVISIONS[KIND.TARGET] is None, "our policy is not cited as law"


@pytest.mark.law("gdpr/12/3")
def test_while_the_clock_stands_still_the_strict_date_still_comes_near() -> None:
    request = given(received(ACCESS), doubted())

    said = kinds(request, ONE)

    assert KIND.ANSWER not in said
    assert KIND.REFUSAL_NOTICE in said  # on the same day the notice of Article 12(4)
    assert misses(request, DUE_ON + DAY) == ()


@pytest.mark.law("gdpr/12/3")
def test_of_a_date_that_waiting_moved_the_strict_date_stays_one_to_be_reminded_of() -> None:
    request = given(received(ACCESS), doubted(), verified(RECEIVED_ON + 7 * DAY), fulfilled(ACCESS))
    strict = due(request, ONE, LEADS)
    later = due(request, date(2026, 4, 10), LEADS)

    assert Reminder(KIND.STRICT, DUE_ON, None, (ACCESS,)) in strict
    assert Reminder(KIND.ANSWER, date(2026, 4, 13), None, (ACCESS,)) in later


@pytest.mark.law("gdpr/12/3")
def test_rights_with_the_same_date_are_one_reminder_and_each_is_missed() -> None:
    request = given(received(ACCESS, ERASURE), ACKNOWLEDGED)

    reminded = due(request, FIVE, LEADS)
    missed = misses(request, DUE_ON + DAY)

    assert Reminder(KIND.ANSWER, DUE_ON, None, (ACCESS, ERASURE)) in reminded
    assert missed == (Missed(Limit.ANSWER, ACCESS, DUE_ON), Missed(Limit.ANSWER, ERASURE, DUE_ON))


@pytest.mark.law("gdpr/21/3")
@pytest.mark.law("gdpr/7/3")
@pytest.mark.parametrize("right", [MARKETING, Right.CONSENT_WITHDRAWAL])
def test_what_takes_effect_at_once_is_reminded_of_at_once_and_missed_in_two_days(
    right: Right,
) -> None:
    request = given(received(right))
    due_on = date(2026, 3, 9)

    said = [ticked(request, RECEIVED_ON + n * DAY) for n in range(6)]

    assert [event for day in said for event in day] == [
        ReminderRaised(kind=KIND.AT_ONCE, due_on=due_on, rights=(right,)),
        ReminderRaised(kind=KIND.AT_ONCE, due_on=due_on, rights=(right,)),
        DeadlineMissed(limit=Limit.AT_ONCE, right=right, due_on=due_on),
    ]


@pytest.mark.law("gdpr/12/3")
def test_an_answer_that_came_too_late_was_missed_also_where_nobody_looked_in_between() -> None:
    late = informed(ACCESS, sent_on=DUE_ON + 2 * DAY)
    request = given(received(ACCESS), fulfilled(ACCESS), late, closed())

    assert ticked(request, DUE_ON + 9 * DAY) == [
        DeadlineMissed(limit=Limit.ANSWER, right=ACCESS, due_on=DUE_ON)
    ]
    assert wakes_on(request) is None


@pytest.mark.law("gdpr/12/3")
def test_an_answer_in_time_a_withdrawal_and_a_duplicate_miss_nothing() -> None:
    answered = given(received(ACCESS), fulfilled(ACCESS), informed(ACCESS, sent_on=DUE_ON))
    over = given(received(ACCESS), withdrawn(ACCESS))
    merged = given(received(ACCESS), linked(Relation.DUPLICATE))

    for request in (answered, over, merged):
        assert misses(request, date(2027, 1, 1)) == ()
        assert due(request, ONE, LEADS) == ()


@pytest.mark.law("gdpr/12/3")
def test_a_withdrawal_undoes_no_miss() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    request.withdraw(at(DUE_ON + 3 * DAY), rights=(ACCESS,))

    assert misses(request, DUE_ON + 9 * DAY) == (Missed(Limit.ANSWER, ACCESS, DUE_ON),)


@pytest.mark.law("gdpr/12/3")
def test_mail_in_which_nobody_recognised_a_right_has_a_deadline_to_miss() -> None:
    request = given(received(), ACKNOWLEDGED)
    missed = ticked(request, DUE_ON + DAY)

    request.add_claim(NOW, right=ACCESS, purposes=(), categories=())

    assert missed == [DeadlineMissed(limit=Limit.ANSWER, right=None, due_on=DUE_ON)]
    assert misses(request, DUE_ON + DAY) == (), "it was missed once, whatever it was"


@pytest.mark.law("gdpr/12/3")
def test_what_was_found_to_be_no_request_and_told_in_time_is_no_miss() -> None:
    request = given(received(), no_request(), informed(sent_on=RECEIVED_ON))

    assert misses(request, date(2027, 1, 1)) == ()


@pytest.mark.law("gdpr/12/4")
def test_a_refusal_is_to_be_told_in_the_first_month_although_the_answer_has_three() -> None:
    request = given(received(ACCESS), extended(ACCESS), refused(ACCESS))

    before, after = kinds(request, FIVE), misses(request, DUE_ON + DAY)

    assert KIND.REFUSAL_NOTICE in before
    assert after == (Missed(Limit.REFUSAL_NOTICE, ACCESS, DUE_ON),)
    assert LIMITS[Limit.REFUSAL_NOTICE] == GDPR(12, 4)


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(
    "no",
    [
        refused(ACCESS),
        not_applicable(ACCESS),
        excepted(ACCESS, ExceptionGround.COPY_HARMS_OTHERS, "photos"),
    ],
    ids=["refused", "not applicable", "in part"],
)
def test_a_no_that_is_told_after_the_first_month_is_recorded_as_late(no: Event) -> None:
    told = informed(ACCESS, sent_on=DUE_ON + DAY)
    request = given(received(ACCESS), extended(ACCESS), no, told)

    assert misses(request, EXTENDED_ON) == (Missed(Limit.REFUSAL_NOTICE, ACCESS, DUE_ON),)


@pytest.mark.law("gdpr/12/4")
def test_an_extended_request_that_nobody_decided_is_reminded_of_the_last_day_for_a_no() -> None:
    request = given(received(ACCESS), extended(ACCESS))

    assert KIND.REFUSAL_NOTICE in kinds(request, FIVE)
    assert misses(request, EXTENDED_ON) == (), "what may still be a yes is not late"


@pytest.mark.law("gdpr/12/4")
def test_a_refusal_that_is_only_proposed_is_not_yet_told_late() -> None:
    request = given(received(ACCESS), extended(ACCESS), refused(ACCESS, proposed=True))

    assert KIND.REFUSAL_NOTICE in kinds(request, FIVE)
    assert misses(request, EXTENDED_ON) == ()


@pytest.mark.law("gdpr/12/4")
def test_without_extension_one_miss_says_it_all() -> None:
    request = given(received(ACCESS), refused(ACCESS))

    assert misses(request, DUE_ON + DAY) == (Missed(Limit.ANSWER, ACCESS, DUE_ON),)


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


def test_what_is_not_due_is_not_recorded() -> None:
    request = given(received(ACCESS))
    answer: dict[str, Any] = {"due_on": DUE_ON, "about": None, "rights": (ACCESS,)}

    too_early = objection(request, "raise_reminder", kind=KIND.ANSWER, **answer)
    not_ours = objection(
        request, "raise_reminder", kind=KIND.SEARCH, due_on=NOW.today, about="crm", rights=()
    )
    not_yet = objection(request, "miss_deadline", limit=Limit.ANSWER, right=ACCESS, due_on=DUE_ON)
    nobody_s = objection(request, "miss_deadline", limit=Limit.ANSWER, right=ERASURE, due_on=DUE_ON)

    assert all(isinstance(one, OutOfOrderError) for one in (too_early, not_ours, not_yet))
    assert isinstance(nobody_s, BadInputError)


def test_a_tier_of_the_file_is_reminded_of_once_and_not_before_its_day() -> None:
    request = given(received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed())
    tier: dict[str, Any] = {"kind": KIND.RETENTION, "about": "t2", "rights": ()}

    raised = request.raise_reminder(NOW, due_on=NOW.today, **tier)

    assert raised == ReminderRaised(kind=KIND.RETENTION, due_on=NOW.today, about="t2")
    for due_on in (NOW.today, NOW.today + DAY):
        with pytest.raises(OutOfOrderError):
            request.raise_reminder(NOW, due_on=due_on, **tier)


def test_a_controller_chooses_when_it_is_reminded() -> None:
    request = given(received(ACCESS))
    leads = Leads(before=(10,), tasks=(), silence=3)
    now = on(2026, 3, 23, controller=Controller(leads=leads))

    said = due(request, now.today, leads)
    raised = request.raise_reminder(now, **said[0]._asdict())

    assert [one.kind for one in said] == [KIND.ANSWER, KIND.TARGET, KIND.UNTOUCHED]
    assert raised.due_on == DUE_ON


def test_a_day_beyond_the_calendar_is_reminded_of_on_the_day_itself() -> None:
    far = date(2060, 1, 1)
    request = given(received(ACCESS), SearchAsked(system="crm", due_on=far))

    assert due(request, far - DAY, LEADS) == ()
    assert due(request, far, LEADS)[-1] == Reminder(KIND.SEARCH, far, "crm")


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_there_is_can_be_named(day: date) -> None:
    over = (fulfilled(ACCESS), informed(ACCESS), closed())
    request = given(received(ACCESS), SearchAsked(system="crm", due_on=day), *over)

    assert due(request, NOW.today, LEADS) == (() if day == date.max else (search_by(day),))
    assert wakes_on(request) == max(day, date.min + timedelta(weeks=6)) - timedelta(weeks=6)


def search_by(day: date) -> Reminder:
    return Reminder(KIND.SEARCH, day, "crm")


def test_the_newest_reminder_stands_until_it_is_settled() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)
    ticked(request, FIVE)
    open_ = still(request, LEADS)

    request.record(fulfilled(ACCESS), NOW)
    request.record(informed(ACCESS), NOW)

    assert open_
    assert (open_.kind, open_.due_on) == (KIND.ANSWER, DUE_ON)
    assert still(request, LEADS) is None


def test_the_next_day_on_which_there_is_something_to_say_is_known() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    assert next_day(request, DUE_ON, LEADS) == DUE_ON + DAY
    assert next_day(request, DUE_ON + DAY, LEADS) is None


def test_a_register_wakes_what_is_open_and_of_what_is_closed_only_what_still_waits() -> None:
    search = SearchAsked(system="crm", due_on=DUE_ON)
    over = (fulfilled(ACCESS), informed(ACCESS), closed())

    assert wakes_on(given(received(ACCESS))) == RECEIVED_ON
    assert wakes_on(given(received(ACCESS), *over)) is None
    assert wakes_on(given(received(ACCESS), search, *over)) == DUE_ON - timedelta(weeks=6)
    assert wakes_on(given(received(ACCESS), linked(Relation.DUPLICATE))) is None
