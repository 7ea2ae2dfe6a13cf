"""`griffie export`: the register, the trail, the figures or the calendar leave as a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from griffie.api.cli.dossier import write
from griffie.api.cli.options import (
    FOLDER,
    Data,
    Database,
    Kek,
    errors_as_sentences,
    failure,
    open_for_command,
    progress_bar,
)
from griffie.api.papers.table.forms import Row, TableForm, table_file
from griffie.api.papers.table.ics import calendar_file
from griffie.api.papers.table.parquet import parquet_file
from griffie.api.papers.table.workbook import MOST_ROWS
from griffie.application.access.roles import OPERATOR
from griffie.application.engine import Engine
from griffie.application.past import at_moment as looking_back
from griffie.application.past.moments import When
from griffie.application.register.every_item import every_item
from griffie.application.register.list_rows import MASKED, masked_rows
from griffie.application.register.view import Query
from griffie.application.reports.figure_rows import FIGURE_COLUMNS, figure_rows
from griffie.application.reports.figures import annual
from griffie.application.views.trail_rows import TRAIL_COLUMNS, trail_rows
from griffie.domain.housekeeping import Export

_EVERY = 200
"""Rows between two movements of the bar."""


class What(StrEnum):
    """What can leave as a file."""

    REGISTER = "register"
    TRAIL = "trail"
    FIGURES = "figures"
    CALENDAR = "calendar"


class _Table(NamedTuple):
    """Rows to be written; in all at most `most` of them, which is what the bar goes by."""

    recorded: Export
    head: Sequence[str]
    rows: Iterable[Row]
    most: int


_TRUTHS = ("extended", "suspended", "met_strictly", "legal_hold", "recorded_late", "erased")
_NUMBERS = ("version", "entry_index", "schema")
_TYPES: Mapping[str, type] = dict.fromkeys(_TRUTHS, bool) | dict.fromkeys(_NUMBERS, int)
_PARQUET, _ICS = "parquet", "ics"


def export(
    what: Annotated[What, typer.Argument(help="register, trail, figures or calendar.")],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="The file; its ending says how: .csv, .xlsx, .jsonl or .parquet; a calendar .ics.",
        ),
    ],
    year: Annotated[
        int | None, typer.Option(min=2018, max=2099, help="Of figures: the year of receipt.")
    ] = None,
    published: Annotated[
        bool, typer.Option("--published", help="Of figures: hide what tells of fewer than five.")
    ] = False,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Write the register, the trail, the figures or the calendar of deadlines into a file."""
    form = _form(what, output)
    if (what is What.FIGURES) is (year is None) or (published and year is None):
        raise failure("--year, and --published with it, go with figures and with nothing else")
    with open_for_command(data, database, kek) as store, progress_bar("export") as progress:
        engine = store.engine
        table = _figures(engine, year, published=published) if year else _TABLES[what](engine)
        if form == TableForm.XLSX and table.most >= MOST_ROWS:
            raise failure("a workbook holds 1,048,575 rows at most: choose .csv or .parquet")
        engine.access_trail.record_export(None, table.recorded, engine.now(OPERATOR))
        rows = _Counted(table.rows, lambda done: progress(done, max(done, table.most)))
        with errors_as_sentences():
            octets = write(output, _pieces(engine, form, table.head, rows), lambda *_: None)
        progress(rows.done, rows.done)
    typer.echo(f"{output}: {rows.done} rows, {octets} octets")


def _form(what: What, output: Path) -> str:
    fit = [_ICS] if what is What.CALENDAR else [*TableForm, _PARQUET]
    form = output.suffix.lower().removeprefix(".")
    if form not in fit:
        raise failure(f"{what} is written as {', '.join(f'.{one}' for one in fit)}")
    return form


def _pieces(engine: Engine, form: str, head: Sequence[str], rows: Iterable[Row]) -> Iterable[bytes]:
    match form:
        case "ics":
            days = ((str(name), date.fromisoformat(str(due_on))) for name, due_on in rows)
            return [calendar_file(days, engine.clock()).encode()]
        case "parquet":
            return parquet_file(head, rows, _TYPES)
    return table_file(TableForm(form), head, rows)


def _register(engine: Engine) -> _Table:
    items = looking_back.listed(engine, Query(), When())
    rows = masked_rows(engine, items, OPERATOR)
    return _Table(Export.REGISTER, MASKED, rows, engine.history.newest())


def _calendar(engine: Engine) -> _Table:
    items = every_item(engine.current(), Query(still_open=True), engine.today())
    rows = ((item.reference, item.deadline["due_on"].isoformat()) for item in items)
    return _Table(Export.REGISTER, ("reference", "due_on"), rows, engine.history.newest())


def _trail(engine: Engine) -> _Table:
    rows = trail_rows(engine.history)
    return _Table(Export.AUDIT_TRAIL, TRAIL_COLUMNS, rows, engine.history.newest() + 1)


def _figures(engine: Engine, year: int, *, published: bool) -> _Table:
    rows = list(figure_rows(annual(engine.figures(), year, engine.today(), published=published)))
    return _Table(Export.REPORT, FIGURE_COLUMNS, rows, len(rows))


_TABLES = {What.REGISTER: _register, What.TRAIL: _trail, What.CALENDAR: _calendar}


class _Counted:
    """Rows that are counted while they are read; `told` hears of it now and then."""

    def __init__(self, rows: Iterable[Row], told: Callable[[int], None]) -> None:
        self._rows, self._told, self.done = rows, told, 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.done += 1
            if not self.done % _EVERY:
                self._told(self.done)
            yield row
