"""A table as Parquet, for who computes with it: a column has one type, said by who gives the rows.

Parquet is written by pyarrow, which is larger than all the rest of what is installed: it comes with
`pip install griffie[parquet]` and is imported when a file is asked for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import RawIOBase
from itertools import islice
from typing import Any

from griffie.domain.errors import OperatorNeededError

Cell = str | int | float | bool | None
_ROWS = 10_000
"""Rows in a group: what is in memory at once."""


class ParquetMissingError(OperatorNeededError):
    """The package that writes Parquet is not installed."""

    code = "no-parquet"
    sentence = "The package that writes Parquet is not installed"
    remedy = "install it with pip install griffie[parquet], or choose .csv"


class _Outlet(RawIOBase):
    """What was written and not yet taken. Parquet is written from front to back."""

    def __init__(self) -> None:
        super().__init__()
        self._written, self._at = bytearray(), 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, octets: Any, /) -> int:
        found = bytes(octets)
        self._written += found
        self._at += len(found)
        return len(found)

    def taken(self) -> bytes:
        found = bytes(self._written)
        self._written.clear()
        return found


def parquet_file(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], types: Mapping[str, type]
) -> Iterator[bytes]:
    """The file, in pieces: `types` says which columns hold `int` or `bool`; the others hold text.

    A cell of a text column that is no text is written as JSON writes it. Raises
    ParquetMissingError, before anything else is done.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - large, and seldom asked for
        from pyarrow import parquet as pq  # noqa: PLC0415
    except ImportError:
        raise ParquetMissingError from None
    return _write(pa, pq, head, iter(rows), types)


def _write(
    pa: Any, pq: Any, head: Sequence[str], rows: Iterator[Sequence[Cell]], types: Mapping[str, type]
) -> Iterator[bytes]:
    kinds = {int: pa.int64(), bool: pa.bool_()}
    schema = pa.schema([(name, kinds.get(types.get(name, str), pa.string())) for name in head])
    outlet = _Outlet()
    with pq.ParquetWriter(outlet, schema, compression="zstd") as file:
        while group := list(islice(rows, _ROWS)):
            columns = [
                [cell if name in types else _text(cell) for cell in column]
                for name, column in zip(head, zip(*group, strict=True), strict=True)
            ]
            file.write_table(pa.table(columns, schema=schema))
            yield outlet.taken()
    yield outlet.taken()


def _text(cell: Cell) -> str | None:
    if isinstance(cell, bool):
        return str(cell).lower()
    return None if cell is None else str(cell)
