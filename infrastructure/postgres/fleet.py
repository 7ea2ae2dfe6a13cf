"""The processes that serve one store together, on one machine or on many.

Each has one connection for its locks. That it serves is a lock that all of them share; so is its
release, for another release would fold the projections otherwise and drop the rows of this one.
Who leads a piece of work holds a lock alone. The locks end with the connection: of a process that
was killed at once, of a machine that was cut off after seconds, which the server finds out by
itself (`tcp_keepalives_…`).

Anybody who may connect to the database can take such a lock. Who does so holds up the work beside
serving, and changes nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from time import monotonic, sleep
from typing import Any

import psycopg
from eventsourcing.persistence import PersistenceError

from griffie.application.errors import AlreadyServingError, StoreError
from griffie.infrastructure.postgres.address import connected
from griffie.infrastructure.postgres.dialect import STORE
from griffie.infrastructure.postgres.errors import translated_errors

TABLE = """CREATE TABLE IF NOT EXISTS leaders (work TEXT PRIMARY KEY, term INTEGER NOT NULL,
    seen_at TEXT NOT NULL)"""
"""How often the lead of a piece of work changed hands, and when its leader last showed itself."""
_SERVES, _FOLDS = 0x6772_6967, 0x6772_696B
"""The numbers of the lock that each serving process shares (an older release held it alone), and of
that of who folds projections anew."""
_RELEASE, _LEADS = 0x6772_6969, 0x6772_696A
"""The first numbers of the other locks; the second one is made of what is locked."""
_OTHERS = """SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid = %s AND objid <> %s"""
_PATIENCE = 2.0
"""Seconds that a start waits for processes that are ending."""
_FIND_OUT = """SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2;
    SET tcp_keepalives_count = 3"""
_TAKES_OVER = """INSERT INTO leaders VALUES (%s, 1, %s) ON CONFLICT (work) DO UPDATE
    SET term = leaders.term + 1, seen_at = excluded.seen_at RETURNING term"""
_STILL_LEADS = "UPDATE leaders SET seen_at = %s WHERE work = %s AND term = %s RETURNING 1"


class Fleet:
    """The place of this process among those that serve a store; for any thread."""

    def __init__(self, url: str, release: str) -> None:
        """`release` differs between two releases that fold projections differently."""
        self._url, self._release = url, _number(release)
        self._connection: psycopg.Connection[Any] | None = None
        self._serves = False
        self._terms: dict[str, int] = {}
        self._turn = Lock()

    def refuse_other_release(self) -> None:
        """Raises StoreError where processes of another release serve the store."""
        with self._turn, translated_errors():
            self._refuse_other_release(self._connected())

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Be one of those that serve the store, for the block.

        Raises AlreadyServingError where an older release serves it alone, StoreError where another
        release does, OperationalError.
        """
        with self._turn:
            self._serves = True
            try:
                self._drop()
                self._connected()
            except BaseException:
                self._serves = False
                self._drop()
                raise
        try:
            yield
        finally:
            self._serves = False
            self.close()

    def leads(self, work: str) -> bool:
        """See `application.leading.Leading`."""
        with self._turn:
            try:
                with translated_errors():
                    return self._leads(self._connected(), work)
            except (PersistenceError, StoreError, AlreadyServingError):
                self._drop()
                return False

    def seen(self, work: str) -> datetime | None:
        """See `application.leading.Leading`."""
        with self._turn, suppress(PersistenceError, StoreError, AlreadyServingError):
            with translated_errors():
                select = "SELECT seen_at FROM leaders WHERE work = %s"
                found = self._connected().execute(select, (work,)).fetchone()
            return datetime.fromisoformat(found[0]) if found else None
        return None

    def close(self) -> None:
        """Let go of every lock."""
        with self._turn:
            if self._connection:  # at once: a connection that is closed ends a moment later
                with suppress(psycopg.Error):
                    self._connection.execute("SELECT pg_advisory_unlock_all()")
            self._drop()

    def _leads(self, connection: psycopg.Connection[Any], work: str) -> bool:
        now = datetime.now(UTC).isoformat()
        if work in self._terms:
            asked = (now, work, self._terms[work])
            if connection.execute(_STILL_LEADS, asked).fetchone():
                return True
            del self._terms[work]  # somebody took over: this lock is not what it seemed
            connection.execute("SELECT pg_advisory_unlock(%s, %s)", (_LEADS, _number(work)))
            return False
        got = connection.execute("SELECT pg_try_advisory_lock(%s, %s)", (_LEADS, _number(work)))
        if not _one(got):
            return False
        self._terms[work] = _one(connection.execute(_TAKES_OVER, (work, now)))
        return True

    def _connected(self) -> psycopg.Connection[Any]:
        """The connection of the locks, made anew after the server was away."""
        if self._connection is None or self._connection.closed:
            self._drop()
            self._connection = connected(self._url, "griffie serve")
            with translated_errors():
                self._connection.execute(f"SET search_path = {STORE}, pg_temp".encode())
                self._connection.execute(_FIND_OUT)
                if self._serves:
                    self._join(self._connection)
        return self._connection

    def _join(self, connection: psycopg.Connection[Any]) -> None:
        asked = "SELECT pg_try_advisory_lock_shared(%s)"
        if not _before_long(lambda: _one(connection.execute(asked, (_SERVES,)))):
            raise AlreadyServingError(_BEING_SERVED)
        connection.execute("SELECT pg_advisory_lock_shared(%s, %s)", (_RELEASE, self._release))
        self._refuse_other_release(connection)

    def _refuse_other_release(self, connection: psycopg.Connection[Any]) -> None:
        asked = (_RELEASE, self._release % 2**32)  # as the server shows it, without a sign
        if not _before_long(lambda: not _one(connection.execute(_OTHERS, asked))):
            raise StoreError(
                "A process of another release serves this store: stop every serving process (see"
                " pg_stat_activity, griffie serve), then start them all with one release. Nothing"
                " was changed."
            )

    def _drop(self) -> None:
        self._terms.clear()
        if self._connection:
            self._connection.close()
            self._connection = None


@contextmanager
def folding(url: str) -> Iterator[None]:
    """Fold projections anew, alone among all processes; who comes second waits.

    Raises OperationalError.
    """
    with translated_errors(), closing(connected(url, "griffie rebuild")) as held:
        held.execute("SELECT pg_advisory_lock(%s)", (_FOLDS,))
        yield


_BEING_SERVED = (
    "An older release serves the store, alone: see which machine it is (pg_stat_activity,"
    " griffie serve), and stop that process first."
)


def _before_long(is_so: Callable[[], Any]) -> bool:
    """Whether it is so within seconds: what has just ended holds its locks a moment longer."""
    until = monotonic() + _PATIENCE
    while not is_so():
        if monotonic() > until:
            return False
        sleep(_PATIENCE / 20)
    return True


def _number(text: str) -> int:
    """A text as the second number of a lock: 32 bits with a sign."""
    return int.from_bytes(sha256(text.encode()).digest()[:4], signed=True)


def _one(cursor: psycopg.Cursor[Any]) -> Any:
    row = cursor.fetchone()
    return row and row[0]
