"""A workbook (.xlsx, ISO/IEC 29500), read line by line; nothing in it is computed or followed."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from griffie.application.errors import UnreadableRegisterError
from griffie.application.intake.earlier_register.rows import Cell, Formula, Row
from griffie.infrastructure.earlier_register.text import check_head

LARGEST_UNPACKED = 2 << 30
"""Octets: a workbook of a million lines has less; what has more is made to fill the memory."""
LARGEST_STRINGS = 256 << 20
"""Octets of the table of texts, which is held in memory."""
_STRINGS = "xl/sharedStrings.xml"
_BROKEN = (
    *(ArithmeticError, AttributeError, EOFError, InvalidFileException, LookupError, RuntimeError),
    *(SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error),
)
"""What the reader of workbooks raises for one that is damaged, enciphered or made to mislead."""


class WorkbookRows:
    """See `application.intake.earlier_register.rows.Rows`."""

    def __init__(self, path: Path, sheet: str | None) -> None:
        self._path = path
        _check_archive(path)
        with closing(self._opened()) as book:
            self.sheets = tuple(one.title for one in book.worksheets)
            if sheet and sheet not in self.sheets:
                raise UnreadableRegisterError(f"sheet: there are {', '.join(self.sheets)}")
            self.sheet = sheet or next(iter(self.sheets), "")
        if not self.sheet:
            raise UnreadableRegisterError("this workbook has no sheet with cells")
        head = next(self._cells(), None)
        names = [] if head is None else ["" if one is None else str(one) for one in head[1]]
        self.columns = check_head(names)

    def _opened(self) -> Any:
        try:
            return load_workbook(self._path, read_only=True, data_only=False, keep_links=False)
        except _BROKEN:
            raise UnreadableRegisterError("this is no workbook that can be read") from None

    def _cells(self) -> Iterator[tuple[int, list[Any]]]:
        with closing(self._opened()) as book:
            sheet = book[self.sheet]
            sheet.reset_dimensions()  # what the file says of its own size is not believed
            try:
                for line, cells in enumerate(_silent(sheet.iter_rows()), 1):
                    yield line, [_value(one) for one in cells]
            except _BROKEN:
                raise UnreadableRegisterError("a sheet of this workbook is damaged") from None

    def __iter__(self) -> Iterator[Row]:
        cells = self._cells()
        next(cells, None)
        wide = len(self.columns)
        for line, values in cells:
            texts = [_text(one) for one in values]
            if not any(texts):
                continue
            if any(texts[wide:]):
                yield Row(line, {}, f"it has more cells than the head, which has {wide}")
                continue
            padded = texts + [""] * (wide - len(texts))
            yield Row(line, dict(zip(self.columns, padded, strict=False)))


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {one.filename: one.file_size for one in archive.infolist()}
    except zipfile.BadZipFile:
        raise UnreadableRegisterError(
            "this is no workbook (.xlsx); an older one (.xls), or one with a password, must be"
            " saved anew"
        ) from None
    if sum(sizes.values()) > LARGEST_UNPACKED or sizes.get(_STRINGS, 0) > LARGEST_STRINGS:
        raise UnreadableRegisterError("this workbook is too large: save it as CSV")


def _silent(rows: Iterator[Any]) -> Iterator[Any]:
    """The same rows, without a word on the screen about a cell that cannot be a day."""
    while True:
        with catch_warnings():
            simplefilter("ignore")
            row = next(rows, None)
        if row is None:
            return
        yield row


def _value(cell: Any) -> Any:
    return Formula(cell.value) if cell.data_type in {"f", "e"} else cell.value


def _text(value: Any) -> Cell:
    match value:
        case None:
            return ""
        case Formula():
            return value
        case datetime():
            return value.date()
        case date():
            return value
        case float() if value.is_integer():
            return str(int(value))
    return str(value).strip()
