"""The rows of an earlier register, whatever file they stand in, and the port that reads them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol


class FileFormat(StrEnum):
    """What kind of file it is."""

    CSV, XLSX, JSONL = "csv", "xlsx", "jsonl"


class Formula(str):
    """A cell that a spreadsheet computes, or an error (`#N/A`) in its place."""

    __slots__ = ()


Cell = str | date
"""A text (perhaps a formula), or a day where the file itself says that it is one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its place in the file (from 1) and its cells by the name of their column.

    Its `repr` shows no personal data.
    """

    line: int
    cells: Mapping[str, Cell] = field(repr=False)
    fault: str = ""
    """Why the line cannot be read; empty where it can."""


class Rows(Protocol):
    """A file, opened. It may be read several times; each time it is read from its beginning."""

    columns: tuple[str, ...]
    """The names of the columns, in their order."""

    def __iter__(self) -> Iterator[Row]:
        """Each line that is not empty. Raises UnreadableRegisterError."""


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What is said about a file; what is left out is found out, and can be asked of the reader."""

    format: FileFormat | None = None
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
