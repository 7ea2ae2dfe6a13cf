"""Histories folded one after another: all of them, or those of a range of streams."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from griffie.application.ports import History, Recorded, Row

WHOLE_HISTORIES = 5_000
"""Events in a batch that is read history by history."""
FIRST, BEYOND = "", "g"
"""Before the name of every stream, which is written in hexadecimal digits, and after it."""


class Projection(Protocol):
    """A fold: turns a batch of events into rows to write and keys of rows to delete."""

    def fold(self, batch: Sequence[Recorded]) -> tuple[Sequence[Row], Sequence[str]]:
        """The rows to write and the keys to delete after these events, in log order."""


class Folded(NamedTuple):
    """What came of a batch: rows to write, keys to delete, and how many events it had."""

    rows: Sequence[Row]
    gone: Sequence[str]
    events: int


def folded_histories(
    history: History, projection: Projection, upto: int, *, first: str = FIRST, beyond: str = BEYOND
) -> Iterator[Folded]:
    """Fold the streams from `first` on, before `beyond`, with their events up to a position."""
    place = (first, 0)
    while batch := history.stream_page(place, WHOLE_HISTORIES, upto, beyond=beyond):
        place = batch[-1].event.originator_id.hex, batch[-1].event.originator_version
        rows, gone = projection.fold(batch)
        yield Folded(rows, gone, len(batch))
