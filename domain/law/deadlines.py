"""How long the law gives us: pure functions from dates to dates, with the rules that they used.

All dates are civil dates in Europe/Brussels. What the law leaves open and we chose is marked [P].
"""

from calendar import monthrange
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from griffie.domain.law.calendar import DAY, Calendar
from griffie.domain.law.provision import GDPR, REG_1182, NamedAct, Provision
from griffie.domain.law.reasons import (
    ANEW,
    DAYS_OFF,
    TOLD_TOO_LATE,
    TWO_WORKING_DAYS,
    DaysOff,
    Reason,
    reason_of_months,
    reason_of_waiting,
)

BRUSSELS = ZoneInfo("Europe/Brussels")
PROMPT, SOON, AT_ONCE = 3, 5, 2  # [P] working days
_NO_DELAY = GDPR(21, 3)  # "shall no longer be processed"
_REMEMBERED = 16_384  # terms kept in memory: a register asks for the same ones all day


class Suspension(StrEnum):
    """[P] What waiting for the requester does to the clock. Article 12(3) GDPR is silent."""

    NONE = "none"
    PAUSE = "pause"
    RESTART = "restart"
    PAUSE_IF_PROMPT = "pause-if-prompt"


class Pause(NamedTuple):
    """A question to the requester, and the day on which a sufficient answer came."""

    asked_on: date
    answered_on: date | None = None
    because: Provision = GDPR(12, 6)
    large_quantity: bool = False
    """Recital 63: a person recorded that a large quantity of data is processed."""


class Reckoned(NamedTuple):
    """One step of counting a deadline: which rule moved which date to which, and why."""

    rule: Provision | NamedAct
    start: date
    end: date
    because: Reason


class Term(NamedTuple):
    """The dates that follow from one receipt, and how they were counted. Civil days, Brussels."""

    received_on: date
    nominal_on: date  # where the months end: before any waiting, before any roll
    due_on: date
    strict_due_on: date  # as if no waiting ever counted
    first_month_ends_on: date  # nor any extension
    target_on: date  # [P] the last working day not after nominal_on
    soon_on: date  # [P] from this day on it is due soon
    extended: bool
    suspended_days: int  # by which waiting moved the end, before the roll
    waiting: bool  # a question is open and, under the policy, stops the clock
    trace: tuple[Reckoned, ...]
    act: str | None = None  # the act of a shorter term, where that is what counts


class Standing(StrEnum):
    # How a deadline stands on a day.
    ON_TRACK, DUE_SOON, DUE_TODAY, OVERDUE = "on_track", "due_soon", "due_today", "overdue"
    SUSPENDED, MET, MISSED = "suspended", "met", "missed"
    NOT_JUDGED = "not_judged"


def answer_term(
    received_on: date,
    calendar: Calendar,
    *,
    policy: Suspension = Suspension.PAUSE_IF_PROMPT,
    extended: bool = False,
    told_on: date | None = None,
    pauses: tuple[Pause, ...] = (),
) -> Term:
    """Art. 12(3) GDPR: "within one month of receipt", extended "by two further months".

    `told_on` is the day of the notice of the extension: after the first month it extends nothing.
    Takes pauses in any order. Raises OutsideCalendarError where the calendar says nothing of the
    days.
    """
    told_on = told_on if extended else None
    return _answer_term(received_on, calendar, policy, extended, told_on, pauses)


def at_once_term(received_on: date, calendar: Calendar, *, rule: Provision = _NO_DELAY) -> Term:
    """[P] Two working days, for Articles 7(3) and 21(3) GDPR: no extension, no suspension.

    `rule` is the provision that knows no delay. Raises OutsideCalendarError.
    """
    return _at_once_term(received_on, calendar, rule)


def standing(term: Term, on: date, informed_on: date | None) -> Standing:
    """How a deadline stands on a day. Asked, never stored: tomorrow the answer differs."""
    if informed_on is not None:
        return Standing.MET if informed_on <= term.due_on else Standing.MISSED
    if term.waiting:
        return Standing.SUSPENDED
    if on >= term.due_on:
        return Standing.DUE_TODAY if on == term.due_on else Standing.OVERDUE
    return Standing.DUE_SOON if on >= term.soon_on else Standing.ON_TRACK


def months_later(day: date, months: int) -> date:
    """Regulation 1182/71, Art. 3(2)(c): the same date, or failing that the month's last day."""
    # Receipt does not count (Art. 3(1)): from 5 March the month runs *through* 5 April.
    # Adding the month to 6 March instead would give one day too many.
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def working_days(after: date, until: date, calendar: Calendar) -> int:
    """How many working days lie after `after`, up to and including `until`; 0 backwards."""
    days = (after + n * DAY for n in range(1, (until - after).days + 1))
    return sum(calendar.day_off(day) is None for day in days)


def nth_working_day(day: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after a day, or before it where n is negative."""
    step = DAY if n > 0 else -DAY
    for _ in range(abs(n)):
        day += step
        while calendar.day_off(day):
            day += step
    return day


def civil_date(instant: datetime) -> date:
    """The date in Brussels at an instant. Raises ValueError if the instant has no time zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant carries its zone")
    return instant.astimezone(BRUSSELS).date()


def end_of_day(day: date) -> datetime:
    """The instant, in UTC, at which a period that ends on this day is over.

    Regulation 1182/71, Art. 3(2): "the expiry of the last hour" of that day.
    """
    return datetime.combine(day + DAY, datetime.min.time(), BRUSSELS).astimezone(UTC)


@lru_cache(_REMEMBERED)
def _answer_term(  # noqa: PLR0917 - the cache wants places, not names
    received_on: date,
    calendar: Calendar,
    policy: Suspension,
    extended: bool,  # noqa: FBT001
    told_on: date | None,
    pauses: tuple[Pause, ...],
) -> Term:
    for day in (received_on, *(day for pause in pauses for day in pause[:2] if day)):
        calendar.day_off(day)  # refuses what lies outside, before any arithmetic
    first_month_ends_on = calendar.working_day_from(months_later(received_on, 1))
    late = told_on is not None and told_on > first_month_ends_on  # receipt was moved since
    told_late_on = told_on if late else None
    extended = extended and told_late_on is None
    months = 3 if extended else 1
    nominal = months_later(received_on, months)
    because = reason_of_months(months, received_on, nominal)
    trace = [Reckoned(REG_1182(3, 2, "c"), received_on, nominal, because)]
    if told_late_on is not None:
        because = Reason(TOLD_TOO_LATE, {"on": told_late_on})
        trace.append(Reckoned(GDPR(12, 3), nominal, nominal, because))
    if policy is Suspension.RESTART:
        steps, waiting = _restarted(received_on, nominal, calendar, months, pauses)
    else:
        steps, waiting = _paused(received_on, nominal, calendar, policy, pauses)
    trace += steps
    waited = trace[-1].end
    due = calendar.working_day_from(waited)
    if due != waited:
        days = (waited + n * DAY for n in range((due - waited).days))
        names = DaysOff(filter(None, map(calendar.day_off, days)))
        because = Reason(DAYS_OFF, {"days": names})
        trace.append(Reckoned(REG_1182(3, 4), waited, due, because))
    return Term(
        received_on=received_on,
        nominal_on=nominal,
        due_on=due,
        strict_due_on=calendar.working_day_from(nominal),
        first_month_ends_on=first_month_ends_on,
        target_on=calendar.working_day_until(nominal),
        soon_on=nth_working_day(due, -SOON, calendar),
        extended=extended,
        suspended_days=(waited - nominal).days,
        waiting=waiting,
        trace=tuple(trace),
    )


def _paused(
    received_on: date,
    nominal: date,
    calendar: Calendar,
    policy: Suspension,
    pauses: tuple[Pause, ...],
) -> tuple[list[Reckoned], bool]:
    """[P] The clock stands from question to answer; two questions at once stop it once."""
    steps: list[Reckoned] = []
    end, covered_until, waiting = nominal, received_on, False
    for asked_on, answered_on, rule, _ in sorted(pauses, key=_in_order):
        late = asked_on > max(calendar.working_day_from(end), covered_until) and not waiting
        if late or not _stops_the_clock(policy, received_on, asked_on, calendar):
            continue
        if answered_on is None:
            waiting = True
            continue
        since = max(asked_on, covered_until)  # never before receipt, no day counted twice
        if answered_on > since:
            days = (answered_on - since).days
            because = reason_of_waiting(since, answered_on, policy)
            steps.append(Reckoned(rule, end, end + days * DAY, because))
            end, covered_until = end + days * DAY, answered_on
    return steps, waiting


def _restarted(
    received_on: date, nominal: date, calendar: Calendar, months: int, pauses: tuple[Pause, ...]
) -> tuple[list[Reckoned], bool]:
    """[P] The whole period runs anew from the last sufficient answer. Not recommended."""
    steps: list[Reckoned] = []
    end, answered_last, waiting = nominal, received_on, False
    for asked_on, answered_on, rule, _ in sorted(pauses, key=_in_order):
        if asked_on > max(calendar.working_day_from(end), answered_last) and not waiting:
            continue
        if answered_on is None:
            waiting = True
            continue
        if (anew := months_later(answered_on, months)) > end:
            steps.append(Reckoned(rule, end, anew, Reason(ANEW, {"on": answered_on})))
            end, answered_last = anew, answered_on
    return steps, waiting


def _in_order(pause: Pause) -> tuple[date, date]:
    return pause.asked_on, pause.answered_on or date.max


def asked_promptly(received_on: date, asked_on: date, calendar: Calendar) -> bool:
    """[P] Whether a question was asked without undue delay; else the delay was ours."""
    return working_days(received_on, asked_on, calendar) <= PROMPT


def _stops_the_clock(
    policy: Suspension, received_on: date, asked_on: date, calendar: Calendar
) -> bool:
    if policy is Suspension.PAUSE_IF_PROMPT:
        return asked_promptly(received_on, asked_on, calendar)
    return policy is not Suspension.NONE


@lru_cache(_REMEMBERED)
def _at_once_term(received_on: date, calendar: Calendar, rule: Provision) -> Term:
    due = nth_working_day(received_on, AT_ONCE, calendar)
    because = Reason(TWO_WORKING_DAYS, {})
    return Term(
        received_on=received_on,
        nominal_on=due,
        due_on=due,
        strict_due_on=due,
        first_month_ends_on=due,
        target_on=due,
        soon_on=nth_working_day(due, -SOON, calendar),
        extended=False,
        suspended_days=0,
        waiting=False,
        trace=(Reckoned(rule, received_on, due, because),),
    )
