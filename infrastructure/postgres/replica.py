"""A replica from which lists, dashboards and figures are read; commands and proofs never are.

Before each look the primary is asked how far the projection is, which costs nothing, and the
replica is read only where it is as far: so nobody sees less than was answered before, on whichever
machine. Where it lags, is away, or gives up a long query, the primary is read.
"""

import logging
from collections.abc import Sequence
from time import monotonic
from typing import Any

import psycopg
from eventsourcing.persistence import PersistenceError

from griffie.application.errors import StoreError
from griffie.infrastructure.postgres.connections import Connections
from griffie.infrastructure.postgres.datastore import PostgresDatastore, configure, named_row
from griffie.infrastructure.postgres.dialect import spelled
from griffie.infrastructure.postgres.server_pool import Connection, ServerPool, ServerPools

_PATIENCE, _LEFT_ALONE = 1.0, 5.0
"""Seconds that a look waits for a connection, and that a replica is left alone which gave none."""
_POSITION = "SELECT position, code FROM positions JOIN folded_by USING (view) WHERE view = ?"
_KEY = "SELECT value FROM store WHERE name = 'log-key'"
_OF_ANOTHER = "is one of another store"

log = logging.getLogger("griffie.replica")


class Replica:
    """One replica of the store; for any thread."""

    def __init__(
        self, url: str, primary: PostgresDatastore, pools: ServerPools | None = None
    ) -> None:
        """`pools` are those of the other databases.

        Raises StoreError where it is one of another store; one that is away is tried later.
        """
        self._primary, self._left_alone_until = primary, 0.0
        self._key, self._of_another = primary.tuples(_KEY), False
        pool = pools.of(url) if pools else ServerPool()
        self._connections = Connections(
            url, self._configured, pool, replica=True, patience=_PATIENCE
        )
        self._asked(_KEY)
        if self._of_another:
            self.close()
            raise StoreError(f"--replica {_OF_ANOTHER}. Nothing was changed.")

    def rows_of(self, view: str, statement: str, parameters: Any) -> Sequence[Any] | None:
        """The rows of a SELECT on a projection; None where the primary has to be read."""
        goal = self._primary.tuples(_POSITION, (view,))
        return self._asked(statement, parameters, view, goal)

    def close(self) -> None:
        self._connections.close()

    def _configured(self, connection: Connection) -> None:
        """Make a new connection ready: whoever answers it may be another than at the start."""
        configure(connection)
        self._of_another = connection.execute(_KEY.encode()).fetchall() != self._key
        if self._of_another:
            raise psycopg.ProgrammingError(_OF_ANOTHER)  # not tried again, as one that is away

    def _asked(
        self,
        statement: str,
        parameters: Any = (),
        view: str = "",
        goal: Sequence[tuple[int, str]] = (),
    ) -> Sequence[Any] | None:
        if monotonic() < self._left_alone_until:
            return None
        try:
            with self._connections.lent() as connection:
                cursor = connection.cursor(row_factory=named_row)
                with connection.transaction():
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                    for position, code in goal:
                        found = cursor.execute(spelled(_POSITION), (view,)).fetchone()
                        if not found or found[0] < position or found[1] != code:
                            return None  # it lags, or has the rows of before an upgrade
                    return cursor.execute(spelled(statement), parameters).fetchall()
        except PersistenceError as trouble:
            self._left_alone_until = monotonic() + _LEFT_ALONE
            log.warning("the replica is left alone for a while: %s", trouble)
            return None
