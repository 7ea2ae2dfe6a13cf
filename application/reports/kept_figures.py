"""What stays of histories that left: sums in which no person can be found again.

Kept are the tables of the annual report, each apart: a channel is not combined with a right, nor
either with a day. They are summed over all histories of a year of receipt that leave in one
transaction. Of fewer than five, only their number is kept, because a sum over one is that one.
Numbers of days are rounded up to whole weeks. All this is our policy [P]; data that describe nobody
are no personal data: recital 26 GDPR.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from types import MappingProxyType
from typing import NamedTuple

LEAST = 5
"""From so many histories that leave together, more is kept than their number: our policy [P]."""

WEEK = {"days to an answer": 7, "working days to stop direct marketing": 5}
"""The tables that count days, and how many days make a week in each."""

NUMBER = "received"
"""The one table that is always kept."""

KEY = "kept-"
"""The beginning of the key of a row that stands for many; no request has such an id."""

Tables = Mapping[str, Mapping[str, int]]
"""Table to cell to number."""


class Gone(NamedTuple):
    """What is known of the requests of a year whose histories left."""

    tables: Tables = MappingProxyType({})
    requests: int = 0
    without_figures: int = 0
    """How many of them are known by their number only."""

    def of(self, table: str) -> Mapping[str, int]:
        """The cells of a table; empty where nothing was kept."""
        return self.tables.get(table, {})

    def days(self, table: str) -> Iterator[int]:
        """Each number of days, rounded up to whole weeks."""
        for days, times in self.of(table).items():
            yield from (int(days) for _ in range(times))


def round_to_weeks(table: str, days: Iterable[int]) -> dict[str, int]:
    """How often each number of days occurs, when rounded up to whole weeks."""
    week = WEEK[table]
    weeks = Counter(ceil(number / week) * week for number in days)
    return {str(last): times for last, times in sorted(weeks.items())}


def sum_figures(kept: Iterable[tuple[int, Tables]]) -> Gone:
    """Add up what was kept of a year: pairs of a number of requests and their tables."""
    sums: dict[str, Counter[str]] = {}
    requests = without = 0
    for number, tables in kept:
        requests += number
        without += number if number < LEAST else 0
        for name, cells in tables.items():
            sums.setdefault(name, Counter()).update(cells)
    return Gone({name: dict(cells) for name, cells in sums.items()}, requests, without)


def together(found: Iterable[Gone]) -> Gone:
    """What is known of several years together."""
    every = list(found)
    kept = sum_figures((one.requests, one.tables) for one in every)
    return kept._replace(without_figures=sum(one.without_figures for one in every))
