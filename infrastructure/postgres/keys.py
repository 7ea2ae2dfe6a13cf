"""The database of the keys: what must be erasable, and what must outlive a restored store.

It holds the wrapped data keys, who may sign in, the signing key of the log and the erasure ledger.
It is a database of its own, so that it can have backups of its own, kept for a short time only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import UUID

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from eventsourcing.persistence import OperationalError
from psycopg.conninfo import conninfo_to_dict

from griffie.application.errors import UnusableLogKeyError
from griffie.infrastructure import access_rows
from griffie.infrastructure.postgres.address import connected
from griffie.infrastructure.postgres.datastore import DURABLE
from griffie.infrastructure.postgres.dialect import made, spelled
from griffie.infrastructure.postgres.errors import translated_errors
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


class KeysConnection:
    """One connection, used as that to a file is. See `vault.secure_file.SmallDatabase`."""

    def __init__(self, url: str) -> None:
        """Raises OperationalError where the server cannot be reached."""
        self._url, self._begun = url, False
        self._connection = self._opened()

    def execute(self, statement: str, parameters: Any = (), /) -> psycopg.Cursor[Any]:
        try:
            return self._executed(statement, parameters)
        except OperationalError:
            # The server was restarted: what changes nothing is asked again, of a new connection.
            changes_nothing = not self._begun and statement.startswith(("SELECT", "BEGIN"))
            if not (self._connection.closed and changes_nothing):
                raise
            return self._executed(statement, parameters)

    def _executed(self, statement: str, parameters: Any) -> psycopg.Cursor[Any]:
        with self._answering() as connection:
            return connection.execute(spelled(statement), parameters)

    def executemany(self, statement: str, parameters: Any, /) -> None:
        with self._answering() as connection:
            connection.cursor().executemany(spelled(statement), list(parameters))

    def begin(self) -> None:
        self.execute("BEGIN")
        self._begun = True
        try:
            self.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
            self.execute("SELECT 1 FROM turn FOR UPDATE")
        except BaseException:
            self.rollback()
            raise

    def commit(self) -> None:
        self._begun = False
        with translated_errors():
            self._connection.commit()

    def rollback(self) -> None:
        self._begun = False
        with translated_errors():
            if not self._connection.closed:
                self._connection.rollback()

    def changes(self) -> object:
        # Two equal snapshots see the same rows: what was committed between would make them differ.
        return self.execute("SELECT CAST(pg_current_snapshot() AS TEXT)").fetchone()

    def leave_no_copy(self) -> bool:
        """Nothing more can be done than to overwrite: see docs/postgresql.md."""
        return True

    def close(self) -> None:
        self._connection.close()

    def _opened(self) -> psycopg.Connection[Any]:
        with translated_errors():
            connection = connected(self._url, "griffie")
            connection.execute(f"SET search_path = {SCHEMA}, pg_temp")
            connection.execute(DURABLE)
            return connection

    @contextmanager
    def _answering(self) -> Iterator[psycopg.Connection[Any]]:
        """The connection, made anew after the server was restarted."""
        if self._connection.closed:
            if self._begun:  # half of a transaction is gone with it
                raise OperationalError("the connection to the keys was lost")
            self._connection = self._opened()
        with translated_errors():
            yield self._connection


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
