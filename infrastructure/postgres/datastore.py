"""How we use PostgreSQL: durable writes, one writer at a time, errors in the library's words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any

import psycopg
from eventsourcing.persistence import OperationalError
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row
from psycopg.types.numeric import IntLoader

from griffie.domain.log.entry import leaf_hash
from griffie.infrastructure.database import AnchorFile, ReplicaRows
from griffie.infrastructure.patience import current_patience
from griffie.infrastructure.postgres import lost_rows
from griffie.infrastructure.postgres.connections import Connections
from griffie.infrastructure.postgres.dialect import STORE, VIEWS, spelled
from griffie.infrastructure.postgres.errors import LOCKED, translated_errors
from griffie.infrastructure.postgres.fleet import folding
from griffie.infrastructure.postgres.server_pool import Connection, ServerPool

_WRITERS = 2
"""Threads of a process that wait for their turn on the server at most: there is one turn."""


class Row(tuple[Any, ...]):
    """A row of which a value is had by its place or by its name."""

    __slots__ = ()
    names: tuple[str, ...] = ()

    def keys(self) -> tuple[str, ...]:
        return self.names

    def __getitem__(self, at: Any) -> Any:
        return super().__getitem__(self.names.index(at) if isinstance(at, str) else at)


def named_row(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Row]:
    """Makes rows of a result, of which a value is had by its place or by its name."""
    found = cursor.pgresult  # `description` makes an object of each column
    return _row_of(tuple(found.fname(n) for n in range(found.nfields)) if found else ())


@lru_cache(maxsize=512)  # the same statements are asked again and again
def _row_of(columns: tuple[bytes | None, ...]) -> type[Row]:
    names = tuple(one.decode() if one else "" for one in columns)
    return type("Row", (Row,), {"__slots__": (), "names": names})


class PostgresCursor:
    """A cursor that takes statements in SQLite's spelling."""

    def __init__(self, cursor: psycopg.Cursor[Any]) -> None:
        self._cursor = cursor

    def execute(self, statement: str, parameters: Any = (), /) -> "PostgresCursor":
        self._cursor.execute(spelled(statement), parameters)
        return self

    def executemany(self, statement: str, parameters: Iterable[Any], /) -> "PostgresCursor":
        self._cursor.executemany(spelled(statement), list(parameters))
        return self

    def call(self, statement: str, parameters: Any) -> Any:
        """The one value of a statement in PostgreSQL's own spelling."""
        return self._cursor.execute(statement, parameters).fetchone()[0]  # type: ignore[index]

    def fetchone(self) -> Any:
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount


class PostgresDatastore:
    """The transactions on one database of a server."""

    on_server = True

    def __init__(self, url: str, pool: ServerPool | None = None) -> None:
        """`pool` is that of the server. Raises OperationalError where it cannot be reached."""
        self._writers = BoundedSemaphore(_WRITERS)
        self.url = self.address = url
        self.older: str | None = None
        self.anchor: AnchorFile | None = None
        self.replica: ReplicaRows | None = None
        self._connections = Connections(url, self._configured, pool)

    def _configured(self, connection: psycopg.Connection[Any]) -> None:
        """Make a new connection ready; whoever answers it may be the server of after a fail-over.

        One that lacks what was acknowledged here is read, and nothing is recorded there.
        """
        configure(connection)
        mark = self.anchor.newest() if self.anchor and not self.older else None
        if mark and mark[0]:
            select = "SELECT entry FROM log WHERE position = %s"
            found = connection.execute(select, (mark[0],)).fetchone()
            if not found or leaf_hash(bytes(found[0])).hex() != mark[1]:
                self.older = _LACKS.format(mark[0])

    def rows(self, statement: str, parameters: Any = ()) -> Sequence[Any]:
        """The rows of one SELECT, which is a transaction by itself."""
        return self._selected(statement, parameters, named_row)

    def tuples(self, statement: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
        """The rows of one SELECT as plain tuples, for pages of many rows."""
        return self._selected(statement, parameters, tuple_row)

    def _selected(self, statement: str, parameters: Any, factory: Any) -> list[Any]:
        def asked(connection: Connection, _: ExitStack) -> list[Any]:
            cursor = connection.cursor(row_factory=factory)
            return cursor.execute(spelled(statement), parameters).fetchall()

        with ExitStack() as held:
            return self._connections.begin(held, asked)

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[PostgresCursor]:
        """A transaction: all or nothing. Who reads, reads one moment; of who writes there is one.

        Raises the library's persistence errors only.
        """
        if not commit:
            with self._begun("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY") as c:
                yield c
        else:
            with self._one_of_few(), self._begun(TURN) as c:
                yield c

    @contextmanager
    def derived(self) -> Iterator[PostgresCursor]:
        """A transaction for what can be made again from the events; not flushed.

        A crash may lose the last of it, with its position. It keeps nobody waiting but another that
        changes the same rows.
        """
        with self._begun("SET LOCAL synchronous_commit = off") as cursor:
            cursor.execute(PATIENCE, (patience(),))
            yield cursor

    @contextmanager
    def _begun(self, first: str) -> Iterator[PostgresCursor]:
        def begun(connection: Connection, held: ExitStack) -> PostgresCursor:
            held.enter_context(connection.transaction())
            cursor = PostgresCursor(connection.cursor(row_factory=named_row))
            return cursor.execute(first, (patience(),) if first == TURN else ())

        with translated_errors(), ExitStack() as held:
            yield self._connections.begin(held, begun)

    def appended(
        self, call: str, parameters: Sequence[Any], first: Callable[[PostgresCursor], None] | None
    ) -> Any:
        """What a call of a function gives that takes its turn itself, durably; after `first`.

        Raises the library's persistence errors, MessageOnFileError, MessageSettledError.
        """
        if first:
            with self.transaction(commit=True) as c:
                first(c)
                return c.call(call, parameters)
        with self._one_of_few(), self._connections.lent() as connection:
            # a transaction by itself
            return PostgresCursor(connection.cursor()).call(call, parameters)

    @contextmanager
    def _one_of_few(self) -> Iterator[None]:
        """One of those who may wait for their turn on a connection: others need some to read.

        Raises OperationalError.
        """
        with ExitStack() as held:
            for some in (self._writers, self._connections.waiting):
                if not some.acquire(timeout=current_patience()):
                    raise OperationalError(LOCKED)
                held.callback(some.release)
            yield

    def folding(self) -> AbstractContextManager[None]:
        """Within the block this process alone folds projections anew; others wait."""
        return folding(self.url)

    def make(self, *statements: str) -> None:
        """Make what is missing. Only views may be made by the role that serves.

        Raises DatabaseError where `griffie migrate` has to.
        """
        missing = [one for one in statements if not self._is_there(one)]
        if missing:
            with self.transaction(commit=True) as c:
                for statement in missing:
                    c.execute(statement)

    def _is_there(self, statement: str) -> bool:
        name = statement.partition("EXISTS ")[2].split()[0].partition("(")[0]
        return self.rows("SELECT to_regclass(CAST(? AS TEXT)) IS NOT NULL", (name,))[0][0] is True

    def tell_lost_rows(self, view: str) -> None:
        """Make the trigger on a view where it is missing: see `lost_rows`."""
        if not self.rows(lost_rows.IS_THERE, (view,))[0][0]:
            with self._connections.lent() as connection:
                for statement in lost_rows.guards(view):
                    connection.execute(statement.encode())

    def overwrite_what_is_deleted(self, c: Any) -> None:
        """PostgreSQL leaves a deleted row to its vacuum: see docs/postgresql.md."""

    def forget(self) -> bool:
        """Nothing is in the way: what was deleted is seen by nobody once it is committed."""
        return True

    def close(self) -> None:
        if self.replica:
            self.replica.close()
        self._connections.close()


_LACKS = (
    "This machine acknowledged {} entries of the log, and the server that answers now lacks the"
    " last of them, or has others: after a fail-over to a stand-by that lagged, what was recorded"
    " last is missing. Nothing is recorded from this machine any more. Look whether the former"
    ' server can be put back; if it is lost: griffie serve --accept-new-anchor "why".'
)
TURN = f"SELECT {STORE}.take_turn(CAST(? AS BIGINT))"
"""Waits its turn as every writer does, so many milliseconds, and holds it until the commit."""
PATIENCE = "SELECT set_config('lock_timeout', CAST(CAST(? AS BIGINT) AS TEXT), true)"


def patience() -> int:
    """Milliseconds that a write waits for other writers."""
    return max(1, int(1000 * current_patience()))


DURABLE = """SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') = 'off'"""
"""Whatever the server was set to, what was answered survives a crash of it."""


def configure(connection: psycopg.Connection[Any]) -> None:
    """What every connection has. What a sum gives is a whole number here: nothing has fractions."""
    connection.adapters.register_loader("numeric", IntLoader)
    connection.execute(f"SET search_path = {STORE}, {VIEWS}, pg_temp")
    connection.execute(DURABLE)
    assert connection.info.transaction_status == TransactionStatus.IDLE
