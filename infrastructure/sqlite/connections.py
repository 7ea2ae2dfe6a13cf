"""The connections we open to a database file: durable writes, and statements that are begun anew.

SQLite prepares a statement again by itself when the tables changed after it was prepared: a view
was swapped. When they change once more meanwhile it gives up with SQLITE_SCHEMA, before it has
done anything. So the cursors here begin such a statement anew.
"""

import sqlite3
from typing import Any

from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool, SQLiteCursor

from griffie.infrastructure.patience import PATIENCE

PRAGMAS = (
    "PRAGMA synchronous = FULL",  # what was answered survives a power cut
    "PRAGMA secure_delete = ON",  # what was erased is overwritten
    "PRAGMA wal_autocheckpoint = 4000",  # pages: views touch many, and each is copied back once
)

_TRIES = 20
"""Of one statement. A swap changes the tables twice; nothing changes them twenty times in a row."""


class PatientCursor(sqlite3.Cursor):
    """A cursor that begins a statement anew when the tables changed while it was prepared."""

    def execute(self, statement: str, parameters: Any = ()) -> "PatientCursor":
        """Raises as `sqlite3.Cursor.execute`."""
        for _ in range(_TRIES - 1):
            try:
                super().execute(statement, parameters)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_SCHEMA:
                    raise
            else:
                return self
        super().execute(statement, parameters)
        return self


class _PatientConnection(SQLiteConnection):
    def cursor(self) -> SQLiteCursor:
        return SQLiteCursor(self._sqlite_conn.cursor(PatientCursor))


class Pool(SQLiteConnectionPool):
    """The library's pool, of connections as they are described above."""

    def _create_connection(self) -> SQLiteConnection:
        made = super()._create_connection()
        connection = _PatientConnection(made._sqlite_conn, self.max_age)  # noqa: SLF001
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        return connection


def connect(db_name: str) -> sqlite3.Connection:
    """A connection beside the pool, whose statements stay prepared. Raises sqlite3's errors."""
    connection = sqlite3.connect(
        db_name, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection
