"""What became of what was asked, a line for each right, channel or language: no personal data.

For readers inside: nothing is hidden here. What is published has no lines, only tables.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from griffie.application.reports.figure_tables import (
    Value,
    answered_how,
    durations,
    in_time_or_not,
    spread,
)
from griffie.application.reports.request_figures import ClaimFigures, RequestFigures
from griffie.domain.request.vocabulary import ClaimStatus

_DONE = {ClaimStatus.FULFILLED, ClaimStatus.GRANTED}
_IN_PART = {ClaimStatus.PARTLY_FULFILLED, ClaimStatus.PARTLY_GRANTED}
BANDS = ((0, 7), (8, 14), (15, 21), (22, 28), (29, 31), (32, None))
"""Calendar days from receipt to the answer; the last band has no end."""


class Line(NamedTuple):
    """The claims of one right, channel or language. Days are calendar days."""

    key: str
    asked: int
    granted: int
    in_part: int
    refused: int
    no_ground: int
    in_time: int
    too_late: int
    """By the legal date."""
    strictly_late: int
    """By the strict date: as if waiting never stopped the clock."""
    not_yet: int
    median: Value
    p90: Value


class Breakdown:
    """What became of what was asked: by right, channel, language, month of receipt, and days.

    The requests are read part by part, and none of them is kept.
    """

    def __init__(self, found: Iterable[RequestFigures] = (), on: date = date.max) -> None:
        """`on` is the civil day in Brussels as of which it is judged."""
        self._lines: dict[str, dict[str, _Sum]] = {kind: {} for kind in _KEYS}
        self._months: dict[date, Counter[str]] = {}
        self.by_days = [0] * len(BANDS)
        """How many claims were answered within each of `BANDS`."""
        for one in found:
            self._add(one, on)

    def lines(self, kind: str) -> list[Line]:
        """A line for each `right` that was invoked, `channel` or `language`; the largest first."""
        lines = [one.line(name) for name, one in self._lines[kind].items()]
        return sorted(lines, key=lambda line: (-line.asked, line.key))

    @property
    def by_month(self) -> Mapping[date, Mapping[str, Value]]:
        """By month of receipt: claims in time, too late and not yet answered, by the legal date."""
        return {month: in_time_or_not(told) for month, told in sorted(self._months.items())}

    def _add(self, one: RequestFigures, on: date) -> None:
        month = self._months.setdefault(one.received_on.replace(day=1), Counter())
        month.update(answered_how([one], on, "due_on"))
        for days in durations(one.claims):
            for n, (first, last) in enumerate(BANDS):
                self.by_days[n] += first <= days and (last is None or days <= last)
        for kind, key in _KEYS.items():
            for name in dict.fromkeys(key(one, claim) for claim in one.claims):
                claims = tuple(claim for claim in one.claims if key(one, claim) == name)
                of_it = one.model_copy(update={"claims": claims})
                self._lines[kind].setdefault(name, _Sum()).add(of_it, on)


_KEYS: Mapping[str, Callable[[RequestFigures, ClaimFigures], str]] = {
    "right": lambda _, claim: str(claim.right),
    "channel": lambda one, _: str(one.channel),
    "language": lambda one, _: str(one.language),
}
"""In which line a claim of a request counts."""


class _Sum:
    """What a line counts. A request counts in a line with its claims of that line."""

    def __init__(self) -> None:
        self._status, self._days = Counter[ClaimStatus](), list[int]()
        self._legal, self._strict = Counter[str](), Counter[str]()

    def add(self, one: RequestFigures, on: date) -> None:
        self._status.update(claim.status for claim in one.claims)
        self._days += durations(one.claims)
        self._legal.update(answered_how([one], on, "due_on"))
        self._strict.update(answered_how([one], on, "strict_due_on"))

    def line(self, key: str) -> Line:
        status, days = self._status, spread(self._days)
        return Line(
            key=key,
            asked=status.total(),
            granted=sum(status[one] for one in _DONE),
            in_part=sum(status[one] for one in _IN_PART),
            refused=status[ClaimStatus.REFUSED],
            no_ground=status[ClaimStatus.NOT_APPLICABLE],
            in_time=self._legal["in time"],
            too_late=self._legal["too late"],
            strictly_late=self._strict["too late"],
            not_yet=self._legal["not yet"],
            median=days["median"],
            p90=days["p90"],
        )
