"""The figures: what came in during a year or another period, what became of it, and when.

Counted are the requests received in the period, as they stand on a day. In the published form small
cells are hidden, so that no table tells of a few people.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from griffie.application.reports.figure_tables import (
    CLOCKS,
    ELSEWHERE,
    REPORTED,
    STOPPING,
    FigureTable,
    Value,
    answered_how,
    durations,
    in_time_or_not,
    outcomes_elsewhere,
    request_tables,
    spread,
    stops,
)
from griffie.application.reports.kept_figures import (
    LEAST,
    NUMBER,
    WEEK,
    Gone,
    round_to_weeks,
    together,
)
from griffie.application.reports.period import Period
from griffie.application.reports.published import publish
from griffie.application.reports.request_figures import RequestFigures
from griffie.application.reports.sums import Sums, parts
from griffie.domain import events
from griffie.domain.model.errors import BadInputError

NEVER_TOLD = {
    "fines and damages": "they are imposed elsewhere, and no step records them",
    "requests that came by a detour": "no step records who held a request before it was received",
    "causes of lateness": "an answer that is late has a date, and no recorded cause",
    "corrective actions": "they concern the controller, and no single request",
}


class Figures(NamedTuple):
    """The figures of a period: tables of cells, and which figures are not available and why."""

    period: Period
    on: date
    published: bool
    tables: Mapping[str, Mapping[str, Value]]
    not_available: Mapping[str, str]


class FiguresView(Protocol):
    """The port to the figures of single requests."""

    def received_in(self, year: int) -> Iterable[RequestFigures]:
        """The figures of each request received in a year, read a page at a time."""

    def gone_from(self, year: int) -> Gone:
        """What was kept of the requests of a year whose histories left."""


def annual(view: FiguresView, year: int, on: date, *, published: bool = False) -> Figures:
    """The figures of a year, judged on a civil day in Brussels; `published` hides small cells."""
    return figures(view, Period.of_year(year), on, published=published)


def figures(view: FiguresView, period: Period, on: date, *, published: bool = False) -> Figures:
    """The figures of what was received in a period, judged on a civil day in Brussels.

    `published` hides small cells, and is for whole calendar years only: of two periods that overlap
    each difference would be a table that nobody looked at. Raises BadInputError.
    """
    if published and not period.is_a_year:
        raise BadInputError("published", "only the figures of a whole calendar year are published")
    before = period.year_before()
    gone = _gone_from(view, period)
    tables = _count_tables(
        _Counted(on, received_within(view, period)),
        _counted_before(on, counted(received_within(view, before))),
        gone,
        _gone_from(view, before),
    )
    shown = {name: dict(table.cells) for name, table in tables.items()}
    if published:
        shown = publish(tables)
    shown["share in time"] = {name: share(shown[name]) for name in CLOCKS}
    return Figures(period, on, published, shown, not_available() | _lost_precision(gone, period))


def received_within(view: FiguresView, period: Period) -> Iterator[RequestFigures]:
    """The figures of each request that was received in a period."""
    every = (one for year in period.years for one in view.received_in(year))
    return (one for one in every if one.received_on in period)


def _gone_from(view: FiguresView, period: Period) -> Gone:
    """What was kept of histories that left; it is known for whole years only."""
    return together(view.gone_from(year) for year in period.whole_years)


def counted(found: Iterable[RequestFigures]) -> Iterator[RequestFigures]:
    """Those of this register: a reminder counts under the first, a finished import apart."""
    return (one for one in found if not (one.is_reminder or one.finished_elsewhere))


def not_available() -> dict[str, str]:
    """The figures that cannot be given: name to reason."""
    known = set(events.__all__)
    missing = {
        name: f"no event {topic} is recorded yet"
        for topic, name in REPORTED.items()
        if topic not in known
    }
    return missing | NEVER_TOLD


def _lost_precision(gone: Gone, period: Period) -> dict[str, str]:
    """What the report no longer knows exactly, because histories lawfully left."""
    said = {}
    if len(list(period.whole_years)) < len(period.years):
        said["requests whose histories left"] = (
            "they are known by their year of receipt, and counted in whole calendar years only"
        )
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


class _Counted:
    """What is counted of the requests of a period, read part by part."""

    def __init__(self, on: date, found: Iterable[RequestFigures]) -> None:
        self._sums, self._elsewhere = Sums(on), Counter[str]()
        self._days: dict[str, list[int]] = {name: [] for name in _DAYS}
        for part in parts(found):
            now = [*counted(part)]
            self._sums.add(now)
            for name, days in _DAYS.items():
                self._days[name] += days(claim for one in now for claim in one.claims)
            self._elsewhere.update(outcomes_elsewhere(part))

    def tables(self, gone: Gone) -> dict[str, FigureTable]:
        """Its tables; in those of days also the days of what left."""
        of_days = {
            name: FigureTable(spread([*days, *gone.days(name)]), parts=False)
            for name, days in self._days.items()
        }
        return self._sums.tables() | of_days

    def elsewhere(self) -> FigureTable:
        """How the requests ended that another register finished."""
        return FigureTable(dict(sorted(self._elsewhere.items())))


_DAYS = {"days to an answer": durations, STOPPING: stops}
"""The tables of days, and which days of a claim each counts."""


def _counted_before(on: date, found: Iterable[RequestFigures]) -> dict[str, FigureTable]:
    """What is told of the year before."""
    requests, told = 0, Counter[str]()
    for part in parts(found):
        requests += len(part)
        told.update(answered_how(part, on, "due_on"))
    return {
        "received the year before": FigureTable({"requests": requests}, parts=False),
        "answers the year before": FigureTable(in_time_or_not(told)),
    }


def _count_tables(
    now: _Counted, before: dict[str, FigureTable], gone: Gone, gone_earlier: Gone
) -> dict[str, FigureTable]:
    """Every table of a period: from the requests that are there, and from what was kept."""
    kept_before = {
        "received the year before": {"requests": gone_earlier.requests},
        "answers the year before": gone_earlier.of("answers"),
    }
    tables = {
        name: _plus(table, kept_before.get(name, {} if name in WEEK else gone.of(name)))
        for name, table in (now.tables(gone) | before).items()
    }
    return tables | {ELSEWHERE: now.elsewhere()}


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
