"""The keys of the lines that were seen in a file: in a temporary database of this process."""

import sqlite3
from collections.abc import Collection
from contextlib import closing


class SeenOnDisk:
    """See `application.intake.earlier_register.importing.SeenKeys`. It goes with the object."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)  # on disk once it is large
        self._file.execute("CREATE TABLE seen (key TEXT PRIMARY KEY) WITHOUT ROWID")

    def add(self, keys: Collection[str]) -> Collection[str]:
        """Remember these keys; gives those that were seen before."""
        marks = ", ".join("?" * len(keys))
        found = f"SELECT key FROM seen WHERE key IN ({marks})"
        with closing(self._file.execute(found, tuple(keys))) as rows:
            before = [key for (key,) in rows]
        rows_to_add = [(key,) for key in keys]
        self._file.execute("BEGIN")
        self._file.executemany("INSERT OR IGNORE INTO seen VALUES (?)", rows_to_add)
        self._file.execute("COMMIT")
        return before
