"""The register as it was at a position of the log, rebuilt apart and kept for the next look.

A request without events since then stands today as it stood: its row is taken over. The others are
replayed up to their version of then. So a past costs what happened since, not the whole history.
A small one lies in memory, a large one in a temporary file: it holds no personal data.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from uuid import UUID, uuid4

from griffie.application.ports import History, Row
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.register_view import SQLiteRegister

_KEPT_ROWS = 100_000
"""So many rows of pasts are kept, all together; the one asked for last always is."""
_IN_MEMORY = 20_000
"""Rows of a past that lies in memory, at most."""
_BATCH = 2_000

RowAt = Callable[[UUID, int], Row | None]


class _CachedPast:
    """A past register with its size, and the number of its readers at the moment."""

    def __init__(self, *, in_memory: bool) -> None:
        self._folder = None if in_memory else TemporaryDirectory()
        memory = f"file:{uuid4()}?mode=memory&cache=shared"
        named = str(Path(self._folder.name) / "past.db") if self._folder else memory
        self.datastore = Datastore(named)
        self.view = SQLiteRegister(self.datastore)
        self.rows = self.readers = 0
        self.dropped = False

    def close(self) -> None:
        self.datastore.close()
        if self._folder:
            self._folder.cleanup()


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
            current = self._current()
            kept = _CachedPast(in_memory=current.count() <= _IN_MEMORY)
            self._fill(kept, position)
            if self._history.departures() == departures:
                return kept
            self._drop(kept)  # a history left in this very moment

    def _fill(self, kept: _CachedPast, position: int) -> None:
        self._copy(self._current(), kept.view)
        kept.rows = kept.view.count()
        # Read after the rows: whatever moved meanwhile has stirred since that position, too.
        stirred = self._history.stirred_since(position)
        while some := list(islice(stirred, _BATCH)):
            names = kept.view.among([stream.hex for stream, _ in some])
            known = [(stream, version) for stream, version in some if stream.hex in names]
            then = [
                row
                for stream, version in known
                if version and (row := self._row_at(stream, version))
            ]
            later = [stream.hex for stream, version in known if not version]
            kept.view.merge(then, later, 0, after=0)
        kept.view.merge((), (), position, after=0)

    @staticmethod
    def _copy(current: SQLiteRegister, past: SQLiteRegister) -> None:
        """Take over the rows of today; the position of the past is nought for now."""
        home = current.datastore
        if isinstance(home, Datastore) and not home.pool.is_sqlite_memory_mode:
            past.fill_from(home)
            past.set_back()
            return
        place = ""
        while rows := current.page(place, _BATCH):
            place = rows[-1]["request_id"]
            past.merge(rows, (), 0, after=0)

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
                kept.close()
