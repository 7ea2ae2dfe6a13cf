"""Tables added up part by part: the requests of a large office are never in memory together.

What holds here: the sum over any parts has the cells, and their order, that the tables of all
requests at once have. It can, because every table of `figure_tables` adds up.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

from griffie.application.reports.figure_tables import FigureTable, in_order, request_tables
from griffie.application.reports.request_figures import RequestFigures

T = TypeVar("T")
PART = 1_000
"""So many requests are in memory together [P]."""


class Sums:
    """The tables of requests that are added part by part, judged on a civil day in Brussels."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._empty = request_tables((), on)
        self._cells: dict[str, Counter[str]]
        self._cells = {
            name: Counter(dict.fromkeys(one.cells, 0)) for name, one in self._empty.items()
        }

    def add(self, part: Sequence[RequestFigures]) -> None:
        """Count these as well."""
        for name, table in request_tables(part, self._on).items():
            for cell, number in table.cells.items():
                self._cells[name][cell] += int(number or 0)

    def tables(self) -> dict[str, FigureTable]:
        """As `request_tables` gives them for all at once."""
        return {
            name: FigureTable(in_order(name, self._cells[name], empty.cells), empty.parts)
            for name, empty in self._empty.items()
        }


def parts(found: Iterable[T]) -> Iterator[list[T]]:
    """What is found, `PART` at a time."""
    rest = iter(found)
    while some := list(islice(rest, PART)):
        yield some
