"""The connections of this process to one server, which all of its stores there share.

So many threads hold one at the same moment, and no more. Who holds one already gets a second at
once: two of which each waits for what the other holds would wait for ever. What nobody holds stays
open for who asks next of the same database; it is closed where another database needs a connection
and there are enough, or after some minutes.
"""

from collections.abc import Callable
from threading import BoundedSemaphore, Condition, Lock, get_ident
from time import monotonic, sleep
from typing import Any

import psycopg
from psycopg.errors import TooManyConnections
from psycopg.pq import TransactionStatus

from griffie.infrastructure.postgres.address import whereabouts

MOST = 16
"""Connections of a process to one server, where nobody says how many [P]."""
_OLD, _UNUSED, _LOOKED_EVERY = 3_600.0, 600.0, 60.0
"""Seconds after which a connection is made anew, for the server's memory grows with it; after which
one that nobody used is closed; and between two looks for such ones [P]."""
_PAUSE = 0.25
"""Seconds between two tries where the server does not answer."""


class Connection(psycopg.Connection[Any]):
    """One of them. Each statement on it is a transaction by itself."""

    made_at = answered_at = 0.0
    """When it was made, and when the server last answered on it, by `monotonic`."""


class Lender:
    """The connections to one database, as its pool knows them."""

    def __init__(
        self,
        connect: Callable[[], Connection],
        check: Callable[[Connection], None],
        patience: float,
    ) -> None:
        """`connect` makes one, `check` raises psycopg's OperationalError where one is lost.

        `patience` is in seconds.
        """
        self.connect, self.check, self.patience = connect, check, patience
        self.idle: list[Connection] = []
        """Those that nobody holds; the one that was given back last is last."""
        self.closed = False


class ServerPool:
    """For any thread. Nothing of it may be used in a child of a fork."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._open, self._looked_at = most, 0, monotonic()
        self._holders: dict[int, int] = {}
        self._lenders: list[Lender] = []
        self._changed = Condition()
        self.waiting = BoundedSemaphore(max(1, most // 2))
        """Of those who may hold a connection while they wait for a turn on the server: who reads
        in another store needs some too."""

    def add(self, lender: Lender) -> None:
        """Let the connections to one more database count."""
        with self._changed:
            self._lenders.append(lender)

    def borrow(self, lender: Lender) -> tuple[Connection, int]:
        """One that nobody else uses until it is given back, and the thread that holds it.

        Raises psycopg's TooManyConnections where others hold every connection that there may be and
        none gave one back in time, its OperationalError where no server answers.
        """
        until = monotonic() + lender.patience
        thread = get_ident()
        with self._changed:
            may_hold = lambda: thread in self._holders or len(self._holders) < self._most  # noqa: E731
            if not self._changed.wait_for(may_hold, lender.patience):
                raise TooManyConnections("every connection to the server is in use")
            self._holders[thread] = self._holders.get(thread, 0) + 1
        try:
            return self._living(lender) or self._made(lender, until), thread
        except BaseException:
            self._let_go(thread)
            raise

    def give_back(self, lender: Lender, connection: Connection, thread: int) -> None:
        """What is still good lies ready for who asks next; the rest is closed."""
        now = monotonic()
        idle = connection.info.transaction_status == TransactionStatus.IDLE
        with self._changed:
            good = idle and not lender.closed and now - connection.made_at < _OLD
            if good and self._open <= self._most:
                lender.idle.append(connection)
            else:
                good = False
                self._open -= 1
            unused = self._unused(now)
        for one in unused if good else [*unused, connection]:
            one.close()
        self._let_go(thread)

    def close(self, lender: Lender) -> None:
        """Close those that nobody holds; the others when they are given back. May be repeated."""
        with self._changed:
            lender.closed = True
            if lender in self._lenders:
                self._lenders.remove(lender)
            idle, lender.idle = lender.idle, []
            self._open -= len(idle)
        for one in idle:
            one.close()

    def _living(self, lender: Lender) -> Connection | None:
        while True:
            with self._changed:
                if not lender.idle:
                    return None
                found = lender.idle.pop()
            try:
                lender.check(found)
            except psycopg.OperationalError:
                self._forget(found)
            except BaseException:
                self._forget(found)
                raise
            else:
                return found

    def _made(self, lender: Lender, until: float) -> Connection:
        with self._changed:
            if lender.closed:
                raise psycopg.OperationalError("the store was closed")
            surplus = self._longest_idle() if self._open >= self._most else None
            self._open += 1
        if surplus:
            self._forget(surplus)
        try:
            while True:
                try:
                    return lender.connect()
                except psycopg.OperationalError:
                    with self._changed:  # the server may have no place for one more of ours
                        surplus = self._longest_idle()
                    if surplus:
                        self._forget(surplus)
                    elif monotonic() + _PAUSE > until:
                        raise
                    else:
                        sleep(_PAUSE)
        except BaseException:
            with self._changed:
                self._open -= 1
            raise

    def _longest_idle(self) -> Connection | None:
        """Take the one that lies idle longest, of whichever database."""
        some = [one for one in self._lenders if one.idle]
        if not some:
            return None
        return min(some, key=lambda one: one.idle[0].answered_at).idle.pop(0)

    def _unused(self, now: float) -> list[Connection]:
        """Take those that nobody used for long; looked for now and then."""
        if now - self._looked_at < _LOOKED_EVERY:
            return []
        self._looked_at, found = now, []
        for lender in self._lenders:
            while lender.idle and now - lender.idle[0].answered_at > _UNUSED:
                found.append(lender.idle.pop(0))
        self._open -= len(found)
        return found

    def _forget(self, connection: Connection) -> None:
        with self._changed:
            self._open -= 1
        connection.close()

    def _let_go(self, thread: int) -> None:
        with self._changed:
            self._holders[thread] -= 1
            if not self._holders[thread]:
                del self._holders[thread]
                self._changed.notify()


class ServerPools:
    """A pool for each server that the stores of a process stand on; for any thread."""

    def __init__(self, most: int | None = None) -> None:
        """`most` is the number of connections to one server; else `MOST`."""
        self._most, self._turn = most or MOST, Lock()
        self._pools = dict[frozenset[tuple[str, str]], ServerPool]()

    def of(self, url: str) -> ServerPool:
        """That of the server of an address."""
        server = frozenset((one.host, one.port) for one in whereabouts(url))
        with self._turn:
            return self._pools.setdefault(server, ServerPool(self._most))
