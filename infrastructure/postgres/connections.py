"""The connections to one database of a server, and which of them are asked whether they live.

Each question is a journey to the server. So that a connection lives is taken for granted for a
second after the server answered on it, and no longer once another one was lost. In exchange one may
be lost in the middle: what changes nothing is then asked again on another, once. What may have been
recorded never is: who asked is told that it is a busy moment.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg_pool import ConnectionPool

from griffie.infrastructure.postgres.address import complete, connected
from griffie.infrastructure.postgres.errors import translated_errors

_MOST = 16
"""That are kept open at most. Each thread that reads at the same moment uses one."""
_TRUSTED_FOR = 1.0
"""Seconds after an answer for which a connection is used without asking whether it lives [P]."""
A = TypeVar("A")


class Connection(psycopg.Connection[Any]):
    """One of them. Each statement on it is a transaction by itself."""

    answered_at = 0.0
    """When the server last answered on it, by `monotonic`."""


class Connections:
    """For any thread. Raises the library's persistence errors only."""

    def __init__(self, url: str, configure: Callable[[Connection], None]) -> None:
        """`configure` makes a new connection ready. Raises OperationalError: no server answers."""
        self._configure, self._lost_at = configure, 0.0
        self._pool = ConnectionPool(
            complete(url),
            connection_class=Connection,
            min_size=1,
            max_size=_MOST,
            timeout=10,
            kwargs={"autocommit": True, "application_name": "griffie"},
            configure=self._configured,
            check=self._check,
            open=False,
        )
        with translated_errors():
            connected(url, "griffie").close()  # else the pool tries on and on
            self._pool.open(wait=True)

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """One for the block, which nobody else uses meanwhile."""
        with translated_errors(), self._noted() as connection:
            yield connection

    def begin(self, held: ExitStack, first: Callable[[Connection, ExitStack], A]) -> A:
        """What `first` gives on one that is lent until `held` ends, with what it enters there.

        It changes nothing: where the connection is lost meanwhile, it is asked of another.
        """
        with translated_errors():
            for again in (True, False):
                lost = False
                try:
                    with ExitStack() as borrowed:
                        connection = borrowed.enter_context(self._noted())
                        try:
                            given = first(connection, borrowed)
                        except psycopg.OperationalError:
                            lost = connection.closed
                            raise
                        held.enter_context(borrowed.pop_all())
                        return given
                except psycopg.OperationalError:
                    if not (again and lost):
                        raise
        raise AssertionError("the second time it gives something, or raises")

    def close(self) -> None:
        self._pool.close()

    @contextmanager
    def _noted(self) -> Iterator[Connection]:
        """One for the block; afterwards it is noted whether the server answered on it."""
        with self._pool.connection() as connection:
            try:
                yield connection
            finally:
                if connection.closed:
                    self._lost_at = monotonic()
                else:
                    connection.answered_at = monotonic()

    def _configured(self, connection: Connection) -> None:
        self._configure(connection)
        connection.answered_at = monotonic()

    def _check(self, connection: Connection) -> None:
        """Raises psycopg's OperationalError where it is lost: the pool then tries another."""
        if connection.answered_at <= max(self._lost_at, monotonic() - _TRUSTED_FOR):
            ConnectionPool.check_connection(connection)
