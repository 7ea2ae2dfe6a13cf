"""The annual figures: what came in during a year, what became of it, and whether it was in time.

Counted are the requests received in the year, as they stand on a day. In the published form small
cells are hidden, so that no table tells of a few people.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from griffie.application.reports.figure_tables import (
    CLOCKS,
    ELSEWHERE,
    REPORTED,
    STOPPING,
    FigureTable,
    Value,
    answers,
    durations,
    outcomes_elsewhere,
    request_tables,
    spread,
    stops,
)
from griffie.application.reports.kept_figures import LEAST, NUMBER, WEEK, Gone, round_to_weeks
from griffie.application.reports.request_figures import RequestFigures
from griffie.domain import events

SMALL = 5
"""A cell with a smaller number is hidden in the published form: our policy [P]."""

NEVER_TOLD = {
    "fines and damages": "they are imposed elsewhere, and no step records them",
    "requests that came by a detour": "no step records who held a request before it was received",
    "causes of lateness": "an answer that is late has a date, and no recorded cause",
    "corrective actions": "they concern the controller, and no single request",
}


class Annual(NamedTuple):
    """The figures of a year: tables of cells, and which figures are not available and why."""

    year: int
    on: date
    published: bool
    tables: Mapping[str, Mapping[str, Value]]
    not_available: Mapping[str, str]


class FiguresView(Protocol):
    """The port to the figures of single requests."""

    def received_in(self, year: int) -> list[RequestFigures]:
        """The figures of each request received in a year."""

    def gone_from(self, year: int) -> Gone:
        """What was kept of the requests of a year whose histories left."""


def annual(view: FiguresView, year: int, on: date, *, published: bool = False) -> Annual:
    """The figures of a year, judged on a civil day in Brussels; `published` hides small cells."""
    found = view.received_in(year)
    now, earlier = (_requests(one) for one in (found, view.received_in(year - 1)))
    gone = view.gone_from(year)
    tables = _count_tables(now, earlier, on, gone, view.gone_from(year - 1))
    tables[ELSEWHERE] = outcomes_elsewhere(found)
    shown = {
        name: hide_small_cells(table) if published else table.cells
        for name, table in tables.items()
    }
    shown["share in time"] = {name: share(shown[name]) for name in CLOCKS}
    return Annual(year, on, published, shown, not_available() | _lost_precision(gone))


def _requests(found: Iterable[RequestFigures]) -> list[RequestFigures]:
    """Those of this register: a reminder counts under the first, a finished import apart."""
    return [one for one in found if not (one.is_reminder or one.finished_elsewhere)]


def not_available() -> dict[str, str]:
    """The figures that cannot be given: name to reason."""
    known = set(events.__all__)
    missing = {
        name: f"no event {topic} is recorded yet"
        for topic, name in REPORTED.items()
        if topic not in known
    }
    return missing | NEVER_TOLD


def _lost_precision(gone: Gone) -> dict[str, str]:
    """What the report no longer knows exactly, because histories lawfully left."""
    said = {}
    if gone.requests - gone.without_figures:
        said["exact days"] = (
            f"the histories of {gone.requests - gone.without_figures} requests went at the end of"
            " their retention: their days are rounded up to whole weeks"
        )
    if gone.without_figures:
        said["requests without figures"] = (
            f"the histories of {gone.without_figures} requests went, too few at a time to keep"
            " more than their number"
        )
    return said


def _count_tables(
    now: Sequence[RequestFigures],
    earlier: Sequence[RequestFigures],
    on: date,
    gone: Gone = Gone(),  # noqa: B008 - never changed
    gone_earlier: Gone = Gone(),  # noqa: B008
) -> dict[str, FigureTable]:
    """Every table of a year: from the requests that are there, and from what was kept."""
    tables = request_tables(now, on)
    claims = [claim for one in now for claim in one.claims]
    for name, days in (("days to an answer", durations), (STOPPING, stops)):
        every = [*days(claims), *gone.days(name)]
        tables[name] = FigureTable(spread(every), parts=False)
    before = {
        "received the year before": FigureTable({"requests": len(earlier)}, parts=False),
        "answers the year before": FigureTable(answers(earlier, on, "due_on")),
    }
    kept_before = {
        "received the year before": {"requests": gone_earlier.requests},
        "answers the year before": gone_earlier.of("answers"),
    }
    return {
        name: _plus(table, kept_before.get(name, {} if name in WEEK else gone.of(name)))
        for name, table in (tables | before).items()
    }


def _plus(table: FigureTable, kept: Mapping[str, int]) -> FigureTable:
    cells = dict(table.cells)
    for name, number in kept.items():
        cells[name] = (cells.get(name) or 0) + number
    return FigureTable(cells, table.parts)


def figures_to_keep(together: Sequence[RequestFigures]) -> dict[str, dict[str, int]]:
    """The sums to keep of requests of one year whose histories leave together.

    See `kept_figures`: of fewer than five, only their number.
    """
    claims = [claim for one in together for claim in one.claims]
    if len(together) < LEAST:
        return {NUMBER: {"requests": len(together), "claims": len(claims)}}
    tables = {
        name: {cell: value for cell, value in table.cells.items() if isinstance(value, int)}
        for name, table in request_tables(together, date.max).items()
    }
    tables["days to an answer"] = round_to_weeks("days to an answer", durations(claims))
    tables[STOPPING] = round_to_weeks(STOPPING, stops(claims))
    found = {name: {cell: n for cell, n in cells.items() if n} for name, cells in tables.items()}
    return {name: cells for name, cells in found.items() if cells}


def share(cells: Mapping[str, Value]) -> Value:
    """The share (0 to 1) that was in time; none where a part is hidden or nothing was due."""
    in_time, too_late = cells["in time"], cells["too late"]
    if in_time is None or too_late is None or not in_time + too_late:
        return None
    return round(in_time / (in_time + too_late), 3)


def hide_small_cells(table: FigureTable) -> dict[str, Value]:
    """The cells that may be published; a hidden one is none.

    Cells below five are hidden. Where cells are parts of a whole, the smallest others are hidden
    too, until the hidden ones add up to five: else the total would reveal them. A spread over fewer
    than five is hidden whole.
    """
    numbers = {name: value for name, value in table.cells.items() if isinstance(value, int)}
    if "median" in table.cells:
        few = (table.cells["number"] or 0) < SMALL
        return dict.fromkeys(table.cells) if few else dict(table.cells)
    gone = {name for name, value in numbers.items() if value < SMALL}
    if table.parts:
        for name in sorted(numbers, key=lambda name: numbers[name]):
            if not 0 < sum(numbers[one] for one in gone) < SMALL:
                break
            gone.add(name)
    return {name: None if name in gone else value for name, value in table.cells.items()}
