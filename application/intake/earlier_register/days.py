"""A day as registers write it. In which order 03/04/2026 is read is said once, never guessed."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache

from babel import Locale

from griffie.domain.law import Language


class DayOrder(StrEnum):
    """In which order the numbers of a day stand, where they do not begin with the year."""

    DAY_FIRST, MONTH_FIRST = "day-month-year", "month-day-year"


_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_IN_WORDS = re.compile(r"(\d{1,2})\.?(?:er)?[- ]([^\W\d_]+)\.?[- ](\d{4})")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_CENTURY = 2000


def read_day(text: str, order: DayOrder | None) -> date:
    """The day that a text names; a time behind it is left out.

    2026-03-05, 5/3/2026, 05.03.26, 5 maart 2026. Raises ValueError with a sentence.
    """
    text = _TIME.sub("", text.strip())
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            year, month, day = map(int, found.groups())
            return date(year, month, day)
        if (found := _IN_WORDS.fullmatch(text)) and found[2].casefold() in _months():
            return date(int(found[3]), _months()[found[2].casefold()], int(found[1]))
        if (found := _NUMBERS.fullmatch(text)) and order is not None:
            one, other, year = int(found[1]), int(found[2]), int(found[3])
            year += _CENTURY if len(found[3]) < len("2026") else 0
            day, month = (one, other) if order is DayOrder.DAY_FIRST else (other, one)
            return date(year, month, day)
    except ValueError:
        raise ValueError("there is no such day") from None
    if text.isdecimal():
        raise ValueError("this is a number and no day: a spreadsheet must show it as a date")
    unsaid = "the mapping does not say in which order the numbers of a day stand"
    raise ValueError(unsaid if found else "this is no day")


def orders_possible(text: str) -> frozenset[DayOrder]:
    """In which orders a text can be read: both, one or none; both where it has no such numbers."""
    found = _NUMBERS.fullmatch(_TIME.sub("", text.strip()))
    if not found:
        return frozenset(DayOrder)
    possible = set()
    for order in DayOrder:
        try:
            read_day(text, order)
        except ValueError:
            continue
        possible.add(order)
    return frozenset(possible)


@cache
def _months() -> Mapping[str, int]:
    """Names of months in our four languages, whole and short, to their number."""
    found: dict[str, int] = {}
    for language in Language:
        names = Locale(language.value).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names[form][width].items():
                    found[str(name).rstrip(".").casefold()] = number
    return found
