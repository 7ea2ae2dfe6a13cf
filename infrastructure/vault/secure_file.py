"""A small SQLite file beside the store for what must be erasable: keys, tokens, sessions.

Every change is on disk before the call returns, and what is deleted is overwritten.
"""

import errno
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from eventsourcing.persistence import PersistenceError

from griffie.infrastructure.disk import why_not_written

PATIENCE = 10.0
"""Seconds to wait for another process that writes."""

SECURE_DELETE = "ON"
_PRIMARY = 0xFF
"""The bits of an error code of SQLite that say of which kind it is."""


class SmallDatabase(Protocol):
    """What is asked of such a file, or of a database on a server in its place.

    Each statement is durable by itself, but between `begin` and `commit`. Raises one of `FAILED`.
    """

    def execute(self, statement: str, parameters: Any = ..., /) -> Any: ...
    def executemany(self, statement: str, parameters: Any, /) -> Any: ...
    def begin(self) -> None:
        """Begin a transaction that keeps out every other that would write."""

    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def changes(self) -> object:
        """Differs from what it was as soon as another connection has written."""

    def leave_no_copy(self) -> bool:
        """Leave no copy of what was overwritten. False: a reader is in the way."""

    def close(self) -> None: ...


OnServer = Callable[[], tuple[SmallDatabase, SmallDatabase]]
"""Opens the same tables on a server, twice: for who writes, and for who reads."""
FAILED = (sqlite3.Error, PersistenceError)
"""What a small database raises when it does not answer."""


class SecureFile(sqlite3.Connection):
    """A small database in a file. See `SmallDatabase`."""

    def begin(self) -> None:
        self.execute("BEGIN IMMEDIATE")

    def changes(self) -> object:
        return self.execute("PRAGMA data_version").fetchone()

    def leave_no_copy(self) -> bool:
        return truncate_wal(self.cursor())


def make_private(path: Path) -> None:
    """Make the file of a database, mode 0600, where it is missing. Raises OSError.

    One that is there is never opened here. Who closes a file lets go of every lock that this
    process has on it (POSIX), also of those of SQLite: the next process that ends would take the
    write-ahead log away, with all that is written there later.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path)) from None


def open_secure_file(path: Path, tables: str) -> SecureFile:
    """Open or make the file, mode 0600, with its tables. Any thread, one at a time.

    The connection is in autocommit. Raises OSError, sqlite3.Error.
    """
    make_private(path)
    connection = sqlite3.connect(
        path, timeout=PATIENCE, isolation_level=None, check_same_thread=False, factory=SecureFile
    )
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    overwrite_what_is_deleted(connection.cursor())
    connection.executescript(tables)
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turning to WAL does not wait for a second process that turns too; so we do."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as trouble:
            if not _is_busy(trouble) or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def why_elsewhere(path: Path, trouble: Exception) -> str | None:
    """A sentence with the step to take where the file is sound and something else is in the way.

    None where it may be the file. Raises OSError.
    """
    if _is_busy(trouble):
        return (
            f"Another process holds {path} and writes, or hangs. See which one it is (fuser on that"
            " file), let it end or stop it, and try again. Nothing was changed."
        )
    return why_not_written(path.parent)


def _is_busy(trouble: Exception) -> bool:
    code = getattr(trouble, "sqlite_errorcode", None)
    return code is not None and code & _PRIMARY == sqlite3.SQLITE_BUSY


class Cursor(Protocol):
    """What is used of a cursor, which may be sqlite3's or the library's."""

    def execute(self, statement: str, /) -> Any: ...
    def fetchone(self) -> Any: ...


def overwrite_what_is_deleted(cursor: Cursor) -> None:
    """Turn `secure_delete` on for this connection; some builds do so by default."""
    cursor.execute(f"PRAGMA secure_delete = {SECURE_DELETE}")
    cursor.fetchone()


def truncate_wal(cursor: Cursor) -> bool:
    """Move all changes into the file and empty its WAL. False: a reader is in the way."""
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy, *_ = cursor.fetchone()
    return not busy
