"""A table as a file: CSV (RFC 4180), JSON lines or a workbook (`workbook.py`), piece by piece.

Nothing is kept in memory but a piece, and nothing is written to a disk. In CSV and in a workbook a
text that a spreadsheet would compute is marked as text: people type names such as `=1+1` into forms
of ours, and who opens the file must not run them.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from io import StringIO
from itertools import chain, islice

from griffie.api.papers.table.workbook import workbook

Cell = str | int | float | bool | None
Row = Sequence[Cell]
_ROWS = 500
"""Rows in a piece."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class TableForm(StrEnum):
    """The forms in which a table can be had."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"


MEDIA_TYPES = {
    TableForm.CSV: "text/csv; charset=utf-8",
    TableForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TableForm.JSONL: "application/jsonl",
}


def table_file(form: TableForm, head: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """The file, in pieces: the names of the columns, then the rows.

    JSON lines hold what was said, a workbook and CSV hold it marked as text.
    """
    if form is TableForm.JSONL:
        return _json_lines(head, rows)
    harmless = (tuple(map(harmless_cell, row)) for row in rows)
    if form is TableForm.XLSX:
        return workbook(chain([head], harmless))
    return _csv(chain([head], harmless))


def harmless_cell(cell: Cell) -> Cell:
    """The cell; a text that a spreadsheet would compute gets a `'` before it."""
    return escape_formula(cell) if isinstance(cell, str) else cell


def escape_formula(text: str) -> str:
    """The text of a cell, marked as text where a spreadsheet would compute it (`=1+1`)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(rows: Iterable[Row]) -> Iterator[bytes]:
    every = iter(rows)
    while piece := list(islice(every, _ROWS)):
        written = StringIO(newline="")
        csv.writer(written).writerows([tuple(map(_plain, row)) for row in piece])
        yield written.getvalue().encode()


def _plain(cell: Cell) -> Cell:
    """`true` and `false` as programs write them."""
    return str(cell).lower() if isinstance(cell, bool) else cell


def _json_lines(head: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    every = iter(rows)
    while piece := list(islice(every, _ROWS)):
        lines = (json.dumps(dict(zip(head, row, strict=True)), ensure_ascii=False) for row in piece)
        yield "".join(f"{line}\n" for line in lines).encode()
