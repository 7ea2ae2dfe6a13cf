"""How we use SQLite: one writer at a time, the write lock taken first, readers who never wait."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from eventsourcing.persistence import DatabaseError, IntegrityError, OperationalError
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteFactory,
    SQLiteTransaction,
)
from eventsourcing.utils import Environment

from griffie.infrastructure.database import AnchorFile, Cursor, ReplicaRows
from griffie.infrastructure.patience import PATIENCE, current_patience, unless_at_once
from griffie.infrastructure.sqlite.connections import PatientCursor, Pool, connect
from griffie.infrastructure.sqlite.lock import folding
from griffie.infrastructure.sqlite.lost_rows import guard
from griffie.infrastructure.vault.secure_file import overwrite_what_is_deleted, truncate_wal

T = TypeVar("T")

_CONNECTIONS = 16
"""That are kept open. Each thread that reads at the same moment uses one."""


@contextmanager
def translated_errors() -> Iterator[None]:
    """Raise SQLite's errors as the library's, where it does not do so itself: transactions do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OperationalError(error) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseError(error) from error


class _WriteTransaction(SQLiteTransaction):
    """A write takes the lock first: a snapshot that must be upgraded may be refused."""

    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(1000 * current_patience())}")
        cursor.fetchone()
        cursor.execute("BEGIN IMMEDIATE")
        return cursor


class Datastore(SQLiteDatastore):
    """The connections to one database file, and the transactions on it."""

    older: str | None = None
    """Why no event is recorded any more: the store is older than what is kept beside it."""
    anchor: AnchorFile | None = None
    """Where it is said, after each commit, how far the log goes."""
    on_server = False
    replica: ReplicaRows | None = None

    def folding(self) -> AbstractContextManager[None]:
        """Within the block this process alone folds projections anew; others wait."""
        return folding(self.pool.db_name)

    def __init__(self, db_name: str, *, lock_timeout: int | None = None) -> None:
        super().__init__(db_name, lock_timeout=lock_timeout)
        self.pool.close()
        self.address = db_name
        self.pool = Pool(db_name=db_name, lock_timeout=lock_timeout, pool_size=_CONNECTIONS)
        self._writing, self._turn_of_rows = Lock(), Lock()
        self._own: sqlite3.Connection | None = None
        """Writes for `recorded`, under the lock of writers."""
        self._own_patience = PATIENCE
        self._reading: sqlite3.Connection | None = None
        """Reads for `rows`, one thread at a time."""

    @contextmanager
    def get_connection(self, *, commit: bool) -> Iterator[SQLiteConnection]:
        """A connection; of those that write, one at a time. Who reads never waits for who writes.

        The library's own turn of writers would make readers wait behind the second of them.
        """
        if self.pool.is_sqlite_memory_mode:  # there a reader does disturb a writer
            with super().get_connection(commit=commit) as connection:
                yield connection
        elif commit:
            if not self._writing.acquire(timeout=current_patience()):
                raise OperationalError("database is locked by another writer of this process")
            try:
                with self._connection() as connection:
                    yield connection
            finally:
                self._writing.release()
        else:
            with self._connection() as connection:
                yield connection

    @contextmanager
    def _connection(self) -> Iterator[SQLiteConnection]:
        connection = self.pool.get_connection(unless_at_once(self.pool.pool_timeout))
        try:
            yield connection
        finally:
            self.pool.put_connection(connection)

    @contextmanager
    def derived(self) -> Iterator[SQLiteCursor]:
        """A transaction for what can be made again from the events; not flushed.

        A power cut may lose the last of it, with its position. What was recorded before is durable
        already: it was flushed by its own transaction.
        """
        with translated_errors(), self.get_connection(commit=True) as connection:
            pragma = connection.cursor()
            pragma.execute("PRAGMA synchronous")
            (usual,) = pragma.fetchone()
            pragma.execute("PRAGMA synchronous = NORMAL")
            try:
                with _WriteTransaction(connection, commit=True) as cursor, cursor:
                    yield cursor
            finally:
                pragma.execute(f"PRAGMA synchronous = {usual}")

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """A transaction: all or nothing. Raises the library's persistence errors only."""
        with translated_errors(), self.get_connection(commit=commit) as connection:
            kind = _WriteTransaction if commit else SQLiteTransaction
            with kind(connection, commit=commit) as cursor, cursor:
                yield cursor

    def recorded(self, work: Callable[[sqlite3.Cursor], T]) -> T:
        """What `work` gives, in a durable transaction that waits its turn as every writer does.

        It has a connection of its own, whose statements stay prepared: half the time of
        `transaction`. Raises the library's persistence errors only.
        """
        patience = current_patience()
        if not self._writing.acquire(timeout=patience):
            raise OperationalError("database is locked by another writer of this process")
        try:
            return self._recorded(work, patience)
        except sqlite3.IntegrityError as error:
            raise IntegrityError(error) from error
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error
        except sqlite3.DatabaseError as error:
            raise DatabaseError(error) from error
        finally:
            self._writing.release()

    def _recorded(self, work: Callable[[sqlite3.Cursor], T], patience: float) -> T:
        if self._own is None:
            self._own = connect(self.pool.db_name)
            self._own.row_factory = sqlite3.Row
        cursor = self._own.cursor(PatientCursor)
        if patience != self._own_patience:
            cursor.execute(f"PRAGMA busy_timeout = {int(1000 * patience)}")
            self._own_patience = patience
        cursor.execute("BEGIN IMMEDIATE")
        try:
            done = work(cursor)
            cursor.execute("COMMIT")
        except BaseException:
            if self._own.in_transaction:
                self._own.rollback()
            raise
        return done

    def close(self) -> None:
        """Close every connection."""
        super().close()
        own, self._own = getattr(self, "_own", None), None
        reading, self._reading = getattr(self, "_reading", None), None
        for connection in (own, reading):
            if connection:
                connection.close()

    def rows(self, statement: str, parameters: Any = ()) -> list[Any]:
        """The rows of one SELECT, which is a transaction by itself.

        Mostly over a connection whose statements stay prepared: a third of the time of the pool's.
        While another thread reads over it, the pool gives another one. Raises the library's
        persistence errors only.
        """
        with translated_errors():
            if self.pool.is_sqlite_memory_mode or not self._turn_of_rows.acquire(blocking=False):
                return self._rows_of_pool(statement, parameters)
            try:
                if self._reading is None:
                    self._reading = connect(self.pool.db_name)
                    self._reading.row_factory = sqlite3.Row
                cursor = self._reading.cursor(PatientCursor)
                return cursor.execute(statement, parameters).fetchall()
            finally:
                self._turn_of_rows.release()

    def _rows_of_pool(self, statement: str, parameters: Any) -> list[Any]:
        with self.get_connection(commit=False) as connection:
            cursor = connection.cursor()
            cursor.execute(statement, parameters)
            found: list[Any] = cursor.fetchall()
            return found

    def tuples(self, statement: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
        """The rows of one SELECT as plain tuples, for pages of many rows."""
        with translated_errors(), self.get_connection(commit=False) as connection:
            cursor = connection._sqlite_conn.cursor(PatientCursor)  # noqa: SLF001 - the library's
            cursor.row_factory = None
            return cursor.execute(statement, parameters).fetchall()

    def make(self, *statements: str) -> None:
        """Make tables, indexes and triggers that are missing: statements with `IF NOT EXISTS`.

        Where nothing is missing it waits for no lock: so a store can be read while another process
        writes. Raises OperationalError where something is and the lock cannot be had.
        """
        try:
            with (
                translated_errors(),
                self.get_connection(commit=True) as connection,
                SQLiteTransaction(connection, commit=True) as c,
                c,
            ):
                for statement in statements:
                    c.execute(statement)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            with self.transaction(commit=True) as c:  # its turn is waited for from the start
                for statement in statements:
                    c.execute(statement)

    def tell_lost_rows(self, view: str) -> None:
        """Make the trigger on a view where it is missing: see `lost_rows`."""
        self.make(guard(view))

    def overwrite_what_is_deleted(self, c: Cursor) -> None:
        """Turn `secure_delete` on for the connection of a cursor; some builds do so by default."""
        overwrite_what_is_deleted(c)

    def forget(self) -> bool:
        """Leave no copy of deleted rows in the write-ahead log. False: a reader is in the way.

        Raises as `transaction` does.
        """
        with translated_errors(), self.get_connection(commit=True) as connection:
            return truncate_wal(connection.cursor())


class Factory(SQLiteFactory):
    """The library's factory, with our datastore."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        name = self.datastore.pool.db_name
        timeout = self.datastore.pool.lock_timeout
        self.datastore.close()
        self.datastore: Datastore = Datastore(name, lock_timeout=timeout)


def flush_folder(folder: Path) -> None:
    """Make the names of files in a folder survive a power cut. Raises OSError.

    A file that was flushed survives; its name does only once its folder is flushed.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def find_damage(path: Path) -> str | None:
    """What SQLite finds wrong with a file, in its own words; None for a healthy one."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        connection.close()
    return None if found == "ok" else str(found)
