"""The last version of each stream that an audit met: those of lately in memory, others on disk.

However many streams there are, so many are in memory and no more. The others lie in a temporary
database of SQLite, which has no name and is gone with the process.
"""

import sqlite3
from collections.abc import Collection, Iterator
from itertools import islice

_IN_MEMORY = 20_000


class VersionsSeen(dict[str, int]):
    """Versions by stream. `get` and `[]` know those in memory only: see `last`."""

    def __init__(self) -> None:
        super().__init__()
        self._older = sqlite3.connect("", isolation_level=None)
        self._older.execute(
            "CREATE TABLE older (stream TEXT PRIMARY KEY, version INTEGER) WITHOUT ROWID"
        )

    def last(self, stream: str) -> int:
        """The last version of a stream; nought where none was met."""
        if (known := self.get(stream)) is not None:
            return known
        try:
            found = self._older.execute("SELECT version FROM older WHERE stream = ?", (stream,))
            return int((found.fetchone() or (0,))[0])
        except (TypeError, UnicodeError, sqlite3.Error):  # what is no text was never put there
            return 0

    def make_room(self) -> None:
        """Where too many are in memory, put those that came first on disk."""
        if len(self) > _IN_MEMORY:
            going = list(islice(self, len(self) - _IN_MEMORY // 2))
            self._older.execute("BEGIN")
            self._older.executemany(
                "INSERT OR REPLACE INTO older VALUES (?, ?)",
                [(stream, self[stream]) for stream in going],
            )
            self._older.execute("COMMIT")
            for stream in going:
                del self[stream]

    def each(self) -> Iterator[tuple[str, int]]:
        """Every stream that was met with its last version."""
        yield from list(self.items())
        for stream, version in self._older.execute("SELECT stream, version FROM older"):
            if stream not in self:
                yield stream, version

    def among(self, streams: Collection[str]) -> set[str]:
        """Those of these streams that were met."""
        return {stream for stream in streams if self.last(stream)}
