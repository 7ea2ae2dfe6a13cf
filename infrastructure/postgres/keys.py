"""The database of the keys: what must be erasable, and what must outlive a restored store.

It holds the wrapped data keys, who may sign in, the signing key of the log and the erasure ledger.
It is a database of its own, so that it can have backups of its own, kept for a short time only.
"""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import UUID

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg.conninfo import conninfo_to_dict

from griffie.application.errors import UnusableLogKeyError
from griffie.infrastructure import access_rows
from griffie.infrastructure.postgres.connections import Connections
from griffie.infrastructure.postgres.datastore import DURABLE
from griffie.infrastructure.postgres.dialect import made, spelled
from griffie.infrastructure.postgres.errors import translated_errors
from griffie.infrastructure.postgres.server_pool import Connection, ServerPool
from griffie.infrastructure.vault import key_store
from griffie.infrastructure.vault.master_key import MasterKey

SCHEMA = "griffie_keys"
_SECRETS = "CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL)"
_LEDGER = """CREATE TABLE IF NOT EXISTS erasures (number BIGINT GENERATED ALWAYS AS IDENTITY
    PRIMARY KEY, line TEXT NOT NULL)"""
_TURN = "CREATE TABLE IF NOT EXISTS turn (one INTEGER PRIMARY KEY)"
LOG_KEY = ("log-key", UUID(int=0))
_PATIENCE = "10s"
"""How long a write waits for another."""


def keys_url(url: str) -> str:
    """The database of the keys of a store, where none is named: `griffie_keys` for `griffie`."""
    parts = urlsplit(url)
    name = str(conninfo_to_dict(url).get("dbname") or "griffie")
    said = [one for one in parts.query.split("&") if not one.startswith("dbname=")]
    return urlunsplit(parts._replace(path=f"/{quote(name)}_keys", query="&".join(said)))


def statements() -> Iterator[str]:
    """What makes its tables. To be carried out in one transaction, as the owner."""
    yield f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"
    yield f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"SET LOCAL search_path = {SCHEMA}, pg_temp"
    for script in (key_store.TABLES, access_rows.TABLES):
        yield from (made(one) for one in script.split(";") if one.strip())
    for table, columns in access_rows.ADDED.items():
        yield from (made(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {one}") for one in columns)
    yield from map(made, (_SECRETS, _LEDGER, _TURN))
    yield "INSERT INTO turn VALUES (1) ON CONFLICT DO NOTHING"


def rights(role: str) -> str:
    """What gives a role the rights under which a store is served. `role` is quoted already.

    A key that was destroyed stays as a tombstone, and a line of the ledger stays: neither is
    deleted.
    """
    changed = ", ".join(sorted(set(access_rows.TABLE_OF.values())))
    return f"""
        GRANT USAGE ON SCHEMA {SCHEMA} TO {role};
        GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {role};
        GRANT INSERT, UPDATE, DELETE ON {changed} TO {role};
        GRANT INSERT, UPDATE ON keys TO {role};
        GRANT INSERT ON meta, secrets, erasures TO {role};
        GRANT UPDATE ON turn TO {role};
    """


def keys_connections(url: str, pool: ServerPool | None = None) -> Connections:
    """The connections to a database of keys. Raises OperationalError: no server answers."""
    return Connections(url, _configure, pool)


def _configure(connection: Connection) -> None:
    connection.execute(f"SET search_path = {SCHEMA}, pg_temp".encode())
    connection.execute(DURABLE.encode())


class Answered:
    """The rows of one statement; they outlive its connection."""

    def __init__(self, cursor: psycopg.Cursor[Any]) -> None:
        self.rowcount = cursor.rowcount
        self._rows = iter(() if cursor.rownumber is None else cursor.fetchall())

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return self._rows


class KeysConnection:
    """Is used as a connection to a file is. See `vault.secure_file.SmallDatabase`.

    It borrows a connection for each statement, and for a transaction. For one thread at a time.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections, self._begun = connections, ExitStack()
        self._in_transaction: Connection | None = None

    def execute(self, statement: str, parameters: Any = (), /) -> Answered:
        def asked(connection: Connection, _: ExitStack) -> Answered:
            return Answered(connection.execute(spelled(statement), parameters))

        if self._in_transaction:
            with translated_errors():
                return asked(self._in_transaction, self._begun)
        with ExitStack() as held:
            if statement.startswith("SELECT"):  # where the server was restarted it is asked again
                return self._connections.begin(held, asked)
            return asked(held.enter_context(self._connections.lent()), held)

    def executemany(self, statement: str, parameters: Any, /) -> None:
        rows = list(parameters)
        if self._in_transaction:
            with translated_errors():
                self._in_transaction.cursor().executemany(spelled(statement), rows)
        else:
            with self._connections.lent() as connection:
                connection.cursor().executemany(spelled(statement), rows)

    def begin(self) -> None:
        def begun(connection: Connection, held: ExitStack) -> Connection:
            held.enter_context(connection.transaction())
            connection.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}'".encode())
            connection.execute(b"SELECT 1 FROM turn FOR UPDATE")
            return connection

        self._in_transaction = self._connections.begin(self._begun, begun)

    def commit(self) -> None:
        self._in_transaction = None
        with translated_errors():
            self._begun.close()

    def rollback(self) -> None:
        self._in_transaction = None
        with translated_errors(), suppress(psycopg.Rollback), self._begun.pop_all():
            raise psycopg.Rollback

    def changes(self) -> object:
        # Two equal snapshots see the same rows: what was committed between would make them differ.
        return self.execute("SELECT CAST(pg_current_snapshot() AS TEXT)").fetchone()

    def leave_no_copy(self) -> bool:
        """Nothing more can be done than to overwrite: see docs/postgresql.md."""
        return True

    def close(self) -> None:
        """The connections are closed by who opened them."""
        if self._in_transaction:
            self.rollback()


def log_key(keys: KeysConnection, master: MasterKey, *, may_make: bool) -> Ed25519PrivateKey:
    """The key that signs checkpoints, wrapped by the master key; made where there is none.

    Raises UnusableLogKeyError where the log had one (not `may_make`), or it does not open.
    """
    name, place = LOG_KEY
    select = "SELECT wrapped FROM secrets WHERE name = ?"
    found = keys.execute(select, (name,)).fetchone()
    if not found:
        if not may_make:
            raise UnusableLogKeyError(
                "the log's signing key is not in the database of the keys: restore it, under"
                " another key it would be another log"
            )
        fresh = Ed25519PrivateKey.generate().private_bytes_raw()
        insert = "INSERT OR IGNORE INTO secrets VALUES (?, ?)"
        keys.execute(insert, (name, master.wrap(fresh, place, name)))
        found = keys.execute(select, (name,)).fetchone()  # another process may have been first
        assert found
    try:
        return Ed25519PrivateKey.from_private_bytes(master.unwrap(bytes(found[0]), place, name))
    except (InvalidTag, ValueError):
        raise UnusableLogKeyError(
            "the log's signing key does not open with this master key"
        ) from None
