"""The strip of deadlines: the working days around a day, and how much is due on each."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from griffie.api.words.speech import Speech, first_up
from griffie.application.views.dashboard import WEEKS_AHEAD
from griffie.domain.law.calendar import DAY, Calendar, day_key
from griffie.domain.law.deadlines import nth_working_day

_BACK = 2
_SOON = 2
_MANY = 3


class Cell(NamedTuple):
    """One day of the strip."""

    on: date
    weekday: str
    day: int
    long: str
    due: int
    shade: str
    """past, soon, many, few, none or off."""
    holiday: str
    today: bool
    monday: bool


class Strip(NamedTuple):
    """The months above the strip with their number of days, and the days."""

    months: list[tuple[str, int]]
    cells: list[Cell]
    earlier: int
    """How many were due before the first day of the strip, and are not answered."""


def strip(
    due: Mapping[date, int], late: Mapping[date, int], on: date, calendar: Calendar, speech: Speech
) -> Strip:
    """Five weeks of days.

    `late` counts by last day what is past its limit, `due` all that is open.
    """
    first = nth_working_day(on, -_BACK, calendar)
    days = (first + n * DAY for n in range((on + timedelta(weeks=WEEKS_AHEAD) - first).days + 1))
    cells = [
        _cell(day, (late if day < on else due).get(day, 0), on, calendar, speech)
        for day in days
        if day.weekday() < 5 or day in due  # noqa: PLR2004 - Monday to Friday
    ]
    months = [
        (first_up(speech.month(month)), len(list(group)))
        for month, group in groupby(cells, key=lambda one: one.on.replace(day=1))
    ]
    return Strip(months, cells, sum(n for day, n in late.items() if day < first))


def _cell(day: date, due: int, on: date, calendar: Calendar, speech: Speech) -> Cell:
    off = calendar.day_off(day)
    if due:
        near = on <= day <= nth_working_day(on, _SOON, calendar)
        shade = "past" if day < on else "soon" if near else "many" if due >= _MANY else "few"
    else:
        shade = "off" if off else "none"
    return Cell(
        on=day,
        weekday=speech.weekday(day),
        day=day.day,
        long=speech.long_day(day),
        due=due,
        shade=shade,
        holiday=speech.law(day_key(off)) if off else "",
        today=day == on,
        monday=day.weekday() == 0,
    )


def month_cells(
    due: Mapping[date, int], first: date, on: date, calendar: Calendar, speech: Speech
) -> list[list[Cell | None]]:
    """The weeks of a month, from Monday to Sunday; none where a day is of another month."""
    last = (first + 31 * DAY).replace(day=1) - DAY
    monday = first - first.weekday() * DAY
    weeks = ((last - monday).days // 7) + 1
    days = [[monday + (7 * week + n) * DAY for n in range(7)] for week in range(weeks)]
    return [
        [
            _cell(day, due.get(day, 0), on, calendar, speech) if first <= day <= last else None
            for day in week
        ]
        for week in days
    ]
