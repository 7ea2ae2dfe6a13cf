"""Why a step of counting a deadline moved a date: an English template and the values that fill it.

`str(reason)` is the English sentence, as the command line's trace and the API give it. Pages
translate the template, and write the values as their language does.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

_ONE_MONTH = "one month from receipt"
_THREE_MONTHS = "three months from receipt"
_ONE_SHORT_MONTH = "one month from receipt (no {day}: the last day of the month)"
_THREE_SHORT_MONTHS = "three months from receipt (no {day}: the last day of the month)"
TOLD_TOO_LATE = "not extended: told on {on}, after the first month"
_WAITED = (
    "waited {n} day, {since} to {until} (our policy: {policy})",
    "waited {n} days, {since} to {until} (our policy: {policy})",
)
ANEW = "anew from the answer of {on} (our policy: restart)"
_NATIONAL_DAYS = (
    "{n} day from receipt, under another act",
    "{n} days from receipt, under another act",
)
_NATIONAL_MONTHS = (
    "{n} month from receipt, under another act",
    "{n} months from receipt, under another act",
)
TWO_WORKING_DAYS = "two working days from receipt (our policy)"
DAYS_OFF = "{days}"
"""Nothing but the names of days off, which the law's own catalogue has in every language."""

TEMPLATES = (
    _ONE_MONTH,
    _THREE_MONTHS,
    _ONE_SHORT_MONTH,
    _THREE_SHORT_MONTHS,
    TOLD_TOO_LATE,
    _WAITED,
    ANEW,
    TWO_WORKING_DAYS,
    _NATIONAL_DAYS,
    _NATIONAL_MONTHS,
)
"""The templates that have to be translated; a pair where the form depends on the number `n`."""


class DayOfMonth(int):
    """The number of a day of the month; as text an English ordinal: `31st`."""

    def __str__(self) -> str:
        return f"{int(self)}{'st' if self == 31 else 'th'}"  # noqa: PLR2004 - only 29 to 31 occur


class DaysOff(tuple[str, ...]):
    """Names of days off as `Calendar.day_off` gives them; as text `Sunday; Easter Monday`."""

    __slots__ = ()

    def __str__(self) -> str:
        return "; ".join(self)


Value = date | str | DayOfMonth | int | DaysOff


class Reason(NamedTuple):
    """Why a date moved. Its text is the English sentence."""

    template: str | tuple[str, str]
    values: Mapping[str, Value]

    def __hash__(self) -> int:
        return hash((self.template, frozenset(self.values.items())))

    def __str__(self) -> str:
        template = self.template
        sentence = template if isinstance(template, str) else template[self.values["n"] != 1]
        return sentence.format(**self.values)


def reason_of_months(months: int, received_on: date, end: date) -> Reason:
    """Why one month or three end on a day: the same date, or else the month's last day.

    Regulation 1182/71, Art. 3(2)(c).
    """
    if end.day == received_on.day:
        return Reason(_ONE_MONTH if months == 1 else _THREE_MONTHS, {})
    template = _ONE_SHORT_MONTH if months == 1 else _THREE_SHORT_MONTHS
    return Reason(template, {"day": DayOfMonth(received_on.day)})


def reason_of_waiting(since: date, until: date, policy: str) -> Reason:
    """[P] Why waiting moved a date: the clock stood from a question to its answer."""
    days = (until - since).days
    return Reason(_WAITED, {"n": days, "since": since, "until": until, "policy": policy})


def reason_of_national_term(n: int, *, months: bool) -> Reason:
    """Why a term of another act than the GDPR ends on a day."""
    return Reason(_NATIONAL_MONTHS if months else _NATIONAL_DAYS, {"n": n})
