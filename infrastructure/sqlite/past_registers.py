"""The register as it was at a position of the log, rebuilt in memory and kept for the next look.

A request without events since then stands today as it stood: its row is taken over. The others are
replayed up to their version of then. So a past costs what happened since, not the whole history.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from uuid import UUID, uuid4

from griffie.application.ports import History, Row
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.register_view import SQLiteRegister

_KEPT_ROWS = 100_000
"""So many rows of pasts are kept in memory, all together; the one asked for last always is."""
_BATCH = 2_000

RowAt = Callable[[UUID, int], Row | None]


class _CachedPast:
    """A past register with its size, and the number of its readers at the moment."""

    def __init__(self) -> None:
        self.datastore = Datastore(f"file:{uuid4()}?mode=memory&cache=shared")
        self.view = SQLiteRegister(self.datastore)
        self.rows = self.readers = 0
        self.dropped = False


class PastRegisters:
    """The past registers in memory. For any thread."""

    def __init__(
        self, history: History, current: Callable[[], SQLiteRegister], row_at: RowAt
    ) -> None:
        """`current` brings the register up to date; `row_at` replays a request up to a version."""
        self._history, self._current, self._row_at = history, current, row_at
        self._kept: OrderedDict[int, _CachedPast] = OrderedDict()
        self._departures = 0
        self._turn, self._counting = Lock(), Lock()

    @contextmanager
    def at(self, position: int) -> Iterator[SQLiteRegister]:
        """The register as it was at a position of the log."""
        kept = self._taken(position)
        try:
            yield kept.view
        finally:
            with self._counting:
                kept.readers -= 1
            self._let_go(kept)

    def close(self) -> None:
        with self._turn:
            self._drop_all()

    def _taken(self, position: int) -> _CachedPast:
        with self._turn:  # one past is built at a time, and whoever waits for it finds it
            if (gone := self._history.departures()) != self._departures:
                self._drop_all()  # what has left since is on no board any more
            self._departures = gone
            if position not in self._kept:
                self._kept[position] = self._built(position)
            self._kept.move_to_end(position)
            kept = self._kept[position]
            with self._counting:
                kept.readers += 1
            while len(self._kept) > 1 and sum(one.rows for one in self._kept.values()) > _KEPT_ROWS:
                self._drop(self._kept.popitem(last=False)[1])
            return kept

    def _built(self, position: int) -> _CachedPast:
        while True:
            departures = self._history.departures()
            kept = _CachedPast()
            self._fill(kept, position)
            if self._history.departures() == departures:
                return kept
            self._drop(kept)  # a history left in this very moment

    def _fill(self, kept: _CachedPast, position: int) -> None:
        current, place = self._current(), ""
        names: set[str] = set()
        while rows := current.page(place, _BATCH):
            place = rows[-1]["request_id"]
            names |= {row["request_id"] for row in rows}
            kept.view.merge(rows, [], 0, after=0)
        # Read after the rows: whatever moved meanwhile has stirred since that position, too.
        stirred = self._history.stirred_since(position)
        known = [(stream, version) for stream, version in stirred.items() if stream.hex in names]
        then = [
            row for stream, version in known if version and (row := self._row_at(stream, version))
        ]
        kept.view.merge(
            then, [stream.hex for stream, version in known if not version], position, after=0
        )
        kept.rows = len(names)

    def _drop_all(self) -> None:
        while self._kept:
            self._drop(self._kept.popitem()[1])

    def _drop(self, kept: _CachedPast) -> None:
        kept.dropped = True
        self._let_go(kept)

    def _let_go(self, kept: _CachedPast) -> None:
        """Closed once it is kept no more, and nobody reads it."""
        with self._counting:
            if kept.dropped and not kept.readers:
                kept.datastore.close()
