"""The connections to one database of a server, and which of them are asked whether they live.

Each question is a journey to the server. So that a connection lives is taken for granted for a
second after the server answered on it, and no longer once another one was lost. In exchange one may
be lost in the middle: what changes nothing is then asked again on another, once. What may have been
recorded never is: who asked is told that it is a busy moment.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TypeVar

import psycopg

from griffie.infrastructure.postgres.address import complete, connect, connected
from griffie.infrastructure.postgres.errors import translated_errors
from griffie.infrastructure.postgres.server_pool import Connection, Lender, ServerPool

_PATIENCE = 10.0
"""Seconds that somebody waits for a connection."""
_TRUSTED_FOR = 1.0
"""Seconds after an answer for which a connection is used without asking whether it lives [P]."""
A = TypeVar("A")


class Connections:
    """For any thread. Raises the library's persistence errors only."""

    def __init__(
        self,
        url: str,
        configure: Callable[[Connection], None],
        pool: ServerPool | None = None,
        *,
        replica: bool = False,
        patience: float = _PATIENCE,
    ) -> None:
        """`configure` makes a new connection ready; `pool` is that of the server of the address.

        Raises OperationalError where no server answers, but for a `replica`, which may be away.
        """
        self._configure, self._lost_at = configure, 0.0
        self._address = complete(url, writes=not replica)
        self._named = "griffie replica" if replica else "griffie"
        self._pool = pool or ServerPool()
        self.waiting = self._pool.waiting
        if not replica:
            connected(url, "griffie").close()  # before anybody waits and tries again
        self._lender = Lender(self._connected, self._check, patience)
        self._pool.add(self._lender)

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
        """Those that are lent are closed when they are given back."""
        self._pool.close(self._lender)

    @contextmanager
    def _noted(self) -> Iterator[Connection]:
        """One for the block; afterwards it is noted whether the server answered on it."""
        connection, thread = self._pool.borrow(self._lender)
        try:
            yield connection
        finally:
            if connection.closed:
                self._lost_at = monotonic()
            else:
                connection.answered_at = monotonic()
            self._pool.give_back(self._lender, connection, thread)

    def _connected(self) -> Connection:
        connection = connect(Connection, self._address, self._named)
        try:
            self._configure(connection)
        except BaseException:
            connection.close()
            raise
        connection.made_at = connection.answered_at = monotonic()
        return connection

    def _check(self, connection: Connection) -> None:
        """Raises psycopg's OperationalError where it is lost: another one is tried then."""
        if connection.answered_at <= max(self._lost_at, monotonic() - _TRUSTED_FOR):
            connection.execute(b"")
