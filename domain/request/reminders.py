"""What somebody must be reminded of by a day, and what was missed: functions of the request.

A day is a civil day in Brussels. What was reminded already stands in the request, so asking again
gives nothing. The days before a date are our policy [P]; the dates are the law's, or set by
somebody who may set one.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from griffie.domain.law import Right
from griffie.domain.law.calendar import DAY, Calendar
from griffie.domain.law.deadlines import nth_working_day
from griffie.domain.model.lead_times import Leads
from griffie.domain.model.values import in_order
from griffie.domain.request import readings
from griffie.domain.request.claim import PROMISED, Claim
from griffie.domain.request.elsewhere import known_since, rests
from griffie.domain.request.readings import NEWEST, Due
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import DOUBT, Missed, Reminded
from griffie.domain.request.vocabulary import (
    ClaimStatus,
    DutyKind,
    FeeStatus,
    Limit,
    Mandate,
    ReminderKind,
    Status,
    TaskKind,
)

_OF_TASKS = {
    TaskKind.SEARCH: ReminderKind.SEARCH,
    TaskKind.PROCESSOR: ReminderKind.PROCESSOR,
    TaskKind.BREACH_CHECK: ReminderKind.BREACH_CHECK,
}
_OF_DUTIES = {
    DutyKind.INQUIRY: ReminderKind.INQUIRY,
    DutyKind.ORDER: ReminderKind.ORDER,
    DutyKind.BREACH: ReminderKind.BREACH,
    DutyKind.BREACH_PERSONS: ReminderKind.BREACH_PERSONS,
}
_NOES = {ClaimStatus.REFUSED, ClaimStatus.REFUSAL_PROPOSED, ClaimStatus.NOT_APPLICABLE}
MARGIN = timedelta(weeks=6)
"""More days than the working days of `MOST_AHEAD` can ever take."""


class Reminder(NamedTuple):
    """What somebody must do by a day; `about` names a system, a processor or a dossier."""

    kind: ReminderKind
    due_on: date
    about: str | None = None
    rights: tuple[Right, ...] = ()


class _ReminderDays(NamedTuple):
    """A reminder, and the days on which it is raised. If several passed, the last counts."""

    reminder: Reminder
    days: tuple[date, ...]
    last_on: date = date.max
    """From then on there is nothing to remind of: at most something was missed."""


def due(request: RequestState, on: date, leads: Leads) -> tuple[Reminder, ...]:
    """The reminders that are to be raised on a day, and were not yet."""
    found = []
    for reminder, days, last_on in _moments(request, leads):
        reached = [day for day in days if known_since(request) <= day <= on]
        if reached and on <= last_on and not is_raised(request, reminder, max(reached)):
            found.append(reminder)
    return tuple(found)


def misses(request: RequestState, on: date) -> tuple[Missed, ...]:
    """What was missed by a day and is not recorded; also where the answer came too late."""
    if request.erased or rests(request):
        return ()
    since, found = known_since(request), readings.misses(request, on, request.reading)
    return tuple(one for one in found if one.due_on >= since and not _is_recorded(request, one))


def next_day(request: RequestState, on: date, leads: Leads) -> date | None:
    """The first day after `on` on which a reminder or a missed date may come, as things stand.

    None where no such day is known.
    """
    days = [
        day for _, days, last_on in _moments(request, leads) for day in days if on < day <= last_on
    ]
    ends = [
        end
        for _, due in _waiting_answers(request)
        for end in (due.term.due_on, due.term.first_month_ends_on)
    ]
    return min([*days, *(end + DAY for end in ends if end >= on)], default=None)


def wakes_on(request: RequestState) -> date | None:
    """The day before which there is nothing to remind of, whatever the lead times; or None.

    For a register, in which most requests are closed.
    """
    if request.erased:
        return None
    if request.outcome is None or misses(request, request.received_on):
        return request.received_on
    days = [due.term.due_on + DAY for _, due in _waiting_answers(request) if not due.term.waiting]
    for reminder, said_on, _ in (*_tasks(request, Leads()), *_exceptions(request)):
        if not is_raised(request, reminder, max(said_on)):
            ended = reminder.kind is ReminderKind.EXCEPTION_ENDED
            ahead = max(reminder.due_on, date.min + MARGIN) - MARGIN
            days.append(reminder.due_on if ended else ahead)
    return min(days, default=None)


def newest_unsettled(request: RequestState, leads: Leads) -> Reminded | None:
    """The newest reminder that is not settled; of several on one day the first raised."""
    open_ = {moment.reminder[:3] for moment in _moments(request, leads)}
    raised = [one for one in request.reminded if one[:3] in open_]
    return max(raised, key=lambda one: one.raised_on, default=None)


def is_raised(request: RequestState, reminder: Reminder, since: date) -> bool:
    """Whether a reminder of this kind, date and matter was raised on a day or later."""
    return any(
        (one.kind, one.due_on, one.about) == reminder[:3] and one.raised_on >= since
        for one in request.reminded
    )


def _is_recorded(request: RequestState, missed: Missed) -> bool:
    """Whether a missed date is recorded, for this right or before any right was recognised."""
    return missed in request.missed or missed._replace(right=None) in request.missed


def _moments(request: RequestState, leads: Leads) -> Iterator[_ReminderDays]:
    if request.erased:
        return
    if request.outcome is None and (waiting := _waiting_answers(request)):
        yield from _answers(request, waiting, leads)
        yield from _silences(request, leads)
    if request.outcome is None:
        yield from _unread(request)
        yield from _promises(request, leads)
        if (ready := request.ready) and not request.answered:  # [P] nobody collected it
            due_on = ready.until
            past = min(due_on, date.max - DAY) + DAY
            yield _ReminderDays(Reminder(ReminderKind.UNCOLLECTED, due_on), (past,))
    yield from _tasks(request, leads)
    yield from _exceptions(request)


def _waiting_answers(request: RequestState) -> list[tuple[Claim | None, Due]]:
    """What is left to do and to tell, by its days; None instead of a claim before any right."""
    if rests(request):
        return []
    if not request.claims:
        due = Due(Limit.ANSWER, request.deadline.term, None)
        return [] if request.answered or request.ready else [(None, due)]
    return [
        (claim, due)
        for claim in request.claims.values()
        for due in readings.open_dues(request, claim, request.reading)
    ]


def _answers(
    request: RequestState, waiting: list[tuple[Claim | None, Due]], leads: Leads
) -> Iterator[_ReminderDays]:
    """The dates of Article 12(3) and (4); rights with the same date are reminded of together."""
    together: dict[tuple[ReminderKind, date], list[Right]] = {}
    for claim, due in waiting:
        for kind, due_on in _dates(request, claim, due):
            together.setdefault((kind, due_on), []).extend([claim.right] if claim else [])
    for (kind, due_on), rights in together.items():
        days = before(due_on, leads.before, request.calendar)
        yield _ReminderDays(Reminder(kind, due_on, None, in_order(tuple(rights))), days, due_on)


def _dates(
    request: RequestState, claim: Claim | None, due: Due
) -> Iterator[tuple[ReminderKind, date]]:
    """The dates of one claim. If two fall on one day, the more important is named."""
    term = due.term
    if due.limit is Limit.AT_ONCE:
        yield ReminderKind.AT_ONCE, term.due_on
        return
    if due.limit is Limit.REFUSAL_NOTICE:
        yield ReminderKind.REFUSAL_NOTICE, term.due_on
        return
    named = set()
    if not term.waiting:  # while the clock stands still, the date is not known
        named.add(term.due_on)
        yield ReminderKind.ANSWER, term.due_on
    if claim and readings.own_notice(term) and _may_say_no(request, claim):
        named.add(term.first_month_ends_on)
        yield ReminderKind.REFUSAL_NOTICE, term.first_month_ends_on
    if term.strict_due_on not in named:
        yield ReminderKind.STRICT, term.strict_due_on
    if term.target_on not in {*named, term.strict_due_on}:
        yield ReminderKind.TARGET, term.target_on


def _may_say_no(request: RequestState, claim: Claim) -> bool:
    """Whether the first month matters: for a no that is untold, or that may still come."""
    of_a_part = request.reading < NEWEST and bool(claim.noes)
    no = of_a_part or claim.status in _NOES
    return claim.informed_on is None and (no or claim.status is ClaimStatus.OPEN)


def _unread(request: RequestState) -> Iterator[_ReminderDays]:
    """[P] A message in which nobody saw a right has the clock of the fastest one: read it."""
    if not request.claims and not request.dismissed:
        due_on = nth_working_day(request.received_on, 1, request.calendar)
        yield _ReminderDays(Reminder(ReminderKind.READ, due_on), (due_on,))


def _silences(request: RequestState, leads: Leads) -> Iterator[_ReminderDays]:
    """[P] Nothing was done since receipt, or a question to the requester has no answer."""
    for kind, since, rights in _silent_since(request):
        due_on = since + timedelta(days=leads.silence)
        yield _ReminderDays(Reminder(kind, due_on, None, rights), (due_on,))


def _silent_since(request: RequestState) -> Iterator[tuple[ReminderKind, date, tuple[Right, ...]]]:
    """What nobody did or answered, since which day, for which rights."""
    if request.status is Status.RECEIVED:
        yield ReminderKind.UNTOUCHED, request.received_on, ()
    for pause in request.pauses:
        if pause.answered_on is None:
            of_identity = pause.because == DOUBT
            kind = ReminderKind.IDENTITY_UNANSWERED
            yield (
                kind if of_identity else ReminderKind.CLARIFICATION_UNANSWERED,
                pause.asked_on,
                (),
            )
    if request.mandate is Mandate.ASKED and request.mandate_asked_on:
        yield ReminderKind.MANDATE_UNANSWERED, request.mandate_asked_on, ()
    priced: dict[date, list[Right]] = {}
    for claim in request.untold:
        if claim.fee and claim.fee.standing is FeeStatus.PROPOSED:
            priced.setdefault(claim.fee.notified_on, []).append(claim.right)
    for notified_on, rights in priced.items():
        yield ReminderKind.FEE_UNANSWERED, notified_on, in_order(tuple(rights))


def _promises(request: RequestState, leads: Leads) -> Iterator[_ReminderDays]:
    """[P] The requester was told that it will be done, and it is not yet done."""
    told: dict[date, list[Right]] = {}
    for claim in request.claims.values():
        if claim.status in PROMISED and claim.informed_on:
            told.setdefault(claim.informed_on, []).append(claim.right)
    for told_on, rights in told.items():
        due_on = told_on + timedelta(days=leads.silence)
        yield _ReminderDays(
            Reminder(ReminderKind.PROMISE, due_on, None, in_order(tuple(rights))), (due_on,)
        )


def _tasks(request: RequestState, leads: Leads) -> Iterator[_ReminderDays]:
    """Tasks of others and demands of an authority: reminded before, on the day, and after it."""
    asked = [(_OF_TASKS[one.kind], one.due_on, one.whom, leads.tasks) for one in request.tasks]
    asked += [
        (_OF_DUTIES[duty.kind], duty.due_on, duty.dossier, leads.before) for duty in request.duties
    ]
    for kind, due_on, about, ahead in asked:
        past = min(due_on, date.max - DAY) + DAY  # somebody may name any day there is
        days = (*before(due_on, ahead, request.calendar), due_on, past)
        yield _ReminderDays(Reminder(kind, due_on, about), days)


def _exceptions(request: RequestState) -> Iterator[_ReminderDays]:
    """Exceptions that end on a day (Article 17(3) and the like): then the data are looked at."""
    ended: dict[date, set[Right]] = {}
    for claim in request.claims.values():
        for exempted in claim.exceptions:
            if exempted.until and claim.status is not ClaimStatus.WITHDRAWN:
                ended.setdefault(exempted.until, set()).add(claim.right)
    for until, rights in ended.items():
        reminder = Reminder(ReminderKind.EXCEPTION_ENDED, until, None, in_order(tuple(rights)))
        yield _ReminderDays(reminder, (until,))


def before(due_on: date, ahead: tuple[int, ...], calendar: Calendar) -> tuple[date, ...]:
    """So many working days before a date. Beyond the calendar nobody knows which days those are."""
    if not calendar.first_on + MARGIN <= due_on <= calendar.last_on:
        return (due_on,)
    return tuple(nth_working_day(due_on, -days, calendar) for days in ahead)
