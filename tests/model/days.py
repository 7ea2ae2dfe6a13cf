"""Dates by hand: Easter, the ten Belgian holidays, months, working days, terms.

All are civil dates in Brussels. Nothing here is quick, and nothing is taken from the engine.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
DECEMBER = 12
SATURDAY = 5
PROMPT_DAYS = 3
AT_ONCE_DAYS = 2


class Question(NamedTuple):
    """Something asked of the requester, and the day of a sufficient answer."""

    asked_on: date
    answered_on: date | None
    large_quantity: bool = False


class Term(NamedTuple):
    due_on: date
    strict_due_on: date
    first_month_ends_on: date
    extended: bool
    suspended_days: int


def in_brussels(at: datetime) -> date:
    return at.astimezone(ZoneInfo("Europe/Brussels")).date()


def easter(year: int) -> date:
    """Easter Sunday, by Gauss's rule with its two exceptions."""
    century = year // 100
    shift = (15 - (13 + 8 * century) // 25 + century - century // 4) % 30
    moon = (19 * (year % 19) + shift) % 30
    week = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + (4 + century - century // 4) % 7) % 7
    sunday = date(year, 3, 22) + (moon + week) * DAY
    late = moon == 29 and week == 6
    latish = moon == 28 and week == 6 and year % 19 > 10
    return sunday - 7 * DAY if late or latish else sunday


@cache
def holidays(year: int, calendar: str) -> set[date]:
    """Act of 4 January 1974; the Official Journal's list of 2026 has 2 November besides."""
    sunday = easter(year)
    moving = {sunday + DAY, sunday + 39 * DAY, sunday + 50 * DAY}
    fixed = [(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)]
    found = moving | {date(year, month, day) for month, day in fixed}
    if calendar.startswith("BE-OJ") and year == 2026:
        found.add(date(2026, 11, 2))
    return found


def is_off(day: date, calendar: str) -> bool:
    return day.weekday() >= SATURDAY or day in holidays(day.year, calendar)


def rolled(day: date, calendar: str) -> date:
    """Regulation 1182/71, Article 3(4): to the next working day."""
    while is_off(day, calendar):
        day += DAY
    return day


def working_days_later(day: date, count: int, calendar: str) -> date:
    for _ in range(count):
        day = rolled(day + DAY, calendar)
    return day


def months_later(day: date, months: int) -> date:
    """Regulation 1182/71, Article 3(2)(c): the same date, or the month's last day."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == DECEMBER else (year, month + 1)
    same = day.day
    while True:
        try:
            return date(year, month, same)
        except ValueError:
            same -= 1


def at_once(received_on: date, calendar: str) -> Term:
    """[P] Two working days for Articles 7(3) and 21(3)."""
    due_on = working_days_later(received_on, AT_ONCE_DAYS, calendar)
    return Term(due_on, due_on, due_on, extended=False, suspended_days=0)


def answer_term(
    received_on: date, calendar: str, policy: str, questions: Iterable[Question], *, extended: bool
) -> Term:
    """Article 12(3), and [P] what waiting for the requester does to it (decision 3)."""
    months = 3 if extended else 1
    strict = rolled(months_later(received_on, months), calendar)
    first = rolled(months_later(received_on, 1), calendar)
    waited: set[date] = set()
    counted: list[date] = []
    due_on = strict
    for asked, answered, _ in sorted(questions, key=lambda one: one.asked_on):
        asked_on = max(asked, received_on)
        if policy == "none" or asked_on > due_on or answered is None:
            continue
        if policy == "pause-if-prompt" and asked_on > working_days_later(
            received_on, PROMPT_DAYS, calendar
        ):
            continue
        days = range(max((answered - asked_on).days, 0))
        waited |= {asked_on + ahead * DAY for ahead in days}
        counted.append(answered)
        if policy == "restart":
            again = rolled(months_later(answered, months), calendar)
            due_on = max(due_on, again)
        else:
            nominal = months_later(received_on, months) + len(waited) * DAY
            due_on = max(strict, rolled(nominal, calendar))
    if policy == "restart":
        moved = [months_later(heard, months) for heard in counted]
        nominal = months_later(received_on, months)
        suspended = max([nominal, *moved]) - nominal
        return Term(due_on, strict, first, extended, suspended.days)
    return Term(due_on, strict, first, extended, len(waited))


def promptly(asked_on: date, received_on: date, calendar: str) -> bool:
    """[P] Before the fourth working day begins."""
    return asked_on < working_days_later(received_on, PROMPT_DAYS + 1, calendar)


def in_the_gap(one: Question, received_on: date, calendar: str) -> bool:
    """Asked after the third working day and before the fourth: on a weekend or a holiday."""
    third = working_days_later(received_on, PROMPT_DAYS, calendar)
    return third < one.asked_on < working_days_later(third, 1, calendar)
