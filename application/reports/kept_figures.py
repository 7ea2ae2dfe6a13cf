"""What stays of histories that went: sums in which nobody can be found again.

Kept are the tables of the annual report, each for itself: a channel is not told together with a
right, nor either with a day. They are summed over all histories of a year of receipt that go in
one transaction. Where those are fewer than five, only how many there were is kept: a sum over one
is that one. Numbers of days are rounded up to whole weeks. All this is our policy [P]; that what
describes nobody is no personal data is recital 26 GDPR.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from types import MappingProxyType
from typing import NamedTuple

LEAST = 5
"""As many histories must go together for more to be kept than their number: our policy [P]."""

WEEK = {"days to an answer": 7, "working days to stop direct marketing": 5}
"""The tables that are made of numbers of days, and in how many of them they are counted."""

NUMBER = "received"
"""The one table that is kept of however few."""

KEY = "kept-"
"""Begins the key of a row that stands for many; no request has such an id."""

Tables = Mapping[str, Mapping[str, int]]


class Gone(NamedTuple):
    """What is known of the requests of a year whose histories went."""

    tables: Tables = MappingProxyType({})
    requests: int = 0
    without_figures: int = 0
    """Those of them of which only their number was kept."""

    def of(self, table: str) -> Mapping[str, int]:
        return self.tables.get(table, {})

    def days(self, table: str) -> Iterator[int]:
        """The numbers of days, each rounded up to the end of its week."""
        for days, times in self.of(table).items():
            yield from (int(days) for _ in range(times))


def round_to_weeks(table: str, days: Iterable[int]) -> dict[str, int]:
    """How often each number of weeks occurs, by its last day."""
    week = WEEK[table]
    weeks = Counter(ceil(number / week) * week for number in days)
    return {str(last): times for last, times in sorted(weeks.items())}


def sum_figures(kept: Iterable[tuple[int, Tables]]) -> Gone:
    """Everything that was kept of a year: how many requests each time, and their tables."""
    sums: dict[str, Counter[str]] = {}
    requests = without = 0
    for number, tables in kept:
        requests += number
        without += number if number < LEAST else 0
        for name, cells in tables.items():
            sums.setdefault(name, Counter()).update(cells)
    return Gone({name: dict(cells) for name, cells in sums.items()}, requests, without)
