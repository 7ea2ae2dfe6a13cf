"""The tables of `access.db`, and the seal on each of their rows.

A seal is an HMAC under a key of the master key, over everything that a row says. Who can write the
file and has no master key can neither make a row nor change a role, a hash, an owner or an end.
What they can do is put back a row as it once was: so what ended stands in the log as well.
"""

import hmac
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock, local
from typing import Any, NamedTuple, TypeVar

from griffie.application.errors import SignInUnavailableError
from griffie.infrastructure.vault.master_key import MasterKey
from griffie.infrastructure.vault.secure_file import open_secure_file, truncate_wal

_TABLES = """
CREATE TABLE IF NOT EXISTS people (account_id TEXT PRIMARY KEY, role TEXT NOT NULL,
    name BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (hash BLOB PRIMARY KEY, token_id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES people, made_at REAL NOT NULL, revoked_at REAL);
CREATE TABLE IF NOT EXISTS sessions (hash BLOB PRIMARY KEY, token_id TEXT NOT NULL,
    opened_at REAL NOT NULL, seen_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS feeds (hash BLOB PRIMARY KEY, account_id TEXT NOT NULL,
    made_at REAL NOT NULL, seal BLOB);
"""
_ADDED = {
    "people": ("ended_at REAL", "seal BLOB"),
    "tokens": ("expires_at REAL", "seal BLOB"),
    "sessions": ("seal BLOB",),
}
"""Columns that came later: a file of an older version gets them when it is opened."""


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables that are missing, and add columns that came later."""
    connection.executescript(_TABLES)
    connection.execute("BEGIN IMMEDIATE")
    for table, columns in _ADDED.items():
        rows = connection.execute(f"PRAGMA table_info({table})")
        known = {name for _, name, *_ in rows}
        for column in columns:
            if column.split()[0] not in known:
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    connection.commit()


class PersonRow(NamedTuple):
    """An account. `ended_at` is in seconds since 1970; None while it may sign in."""

    account_id: str
    role: str
    name: bytes
    """Encrypted; empty where it was forgotten."""
    ended_at: float | None = None


class TokenRow(NamedTuple):
    """A token, of which only the hash is known. Instants in seconds since 1970."""

    hash: bytes
    token_id: str
    account_id: str
    made_at: float
    revoked_at: float | None = None
    expires_at: float | None = None


class SessionRow(NamedTuple):
    """A session. When it was last seen is not sealed: it changes with every look."""

    hash: bytes
    token_id: str
    opened_at: float


class FeedRow(NamedTuple):
    """The secret address of a calendar, of which only the hash is known."""

    hash: bytes
    account_id: str
    made_at: float


Row = PersonRow | TokenRow | SessionRow | FeedRow
R = TypeVar("R", PersonRow, TokenRow, SessionRow, FeedRow)
_TABLE_OF: dict[type[Any], str] = {
    PersonRow: "people",
    TokenRow: "tokens",
    SessionRow: "sessions",
    FeedRow: "feeds",
}


def hash_of(secret: str) -> bytes:
    """SHA-256 is enough here: nobody guesses 32 random bytes, however fast the hash is."""
    return sha256(secret.encode("utf-8", "replace")).digest()


class Seals:
    """Makes and checks the seals of rows."""

    def __init__(self, master_key: MasterKey) -> None:
        self._key = master_key.derive("access-rows")

    def of(self, row: Row) -> bytes:
        """The seal of a row: 32 bytes."""
        said = [one.hex() if isinstance(one, bytes) else one for one in row]
        message = json.dumps([_TABLE_OF[type(row)], *said], separators=(",", ":"))
        return hmac.digest(self._key, message.encode(), "sha256")

    def holds(self, row: Row, seal: Any) -> bool:
        """Whether a row is as it was sealed. Whatever else somebody wrote there is no seal."""
        try:
            return isinstance(seal, bytes) and hmac.compare_digest(self.of(row), seal)
        except (TypeError, ValueError):
            return False


class AccessFile:
    """`access.db`, of which only sound rows are seen. Hold `turn` to read, `writing()` to write.

    Each has a connection of its own: who reads waits neither for who writes nor for their lock.
    """

    def __init__(self, path: Path, master_key: MasterKey) -> None:
        """Raises OSError, sqlite3.Error."""
        self._path, self._seals, self.turn = path, Seals(master_key), Lock()
        self._turn_to_write, self._here = Lock(), local()
        self._writer = open_secure_file(path, "")
        make_tables(self._writer)
        self._reader = open_secure_file(path, "")
        self._reader.execute("PRAGMA busy_timeout = 0")

    def version(self) -> int:
        """A number that changes when anybody has written to the file, in whichever process.

        Our own writes count, for they have another connection than who reads.
        """
        try:
            ((version,),) = self._reader.execute("PRAGMA data_version").fetchall()
        except sqlite3.Error:
            raise self._unavailable() from None
        return int(version)

    def rows(self, kind: type[R], where: str = "TRUE", *values: object) -> Iterator[R]:
        """The rows of a kind that are as they were sealed; `where` is a condition on the table."""
        for row, seal in self._stored(kind, where, *values):
            if self._seals.holds(row, seal):
                yield row

    def row(self, kind: type[R], where: str, *values: object) -> R | None:
        """The first of `rows`, or None."""
        return next(self.rows(kind, where, *values), None)

    def write(self, row: Row, **unsealed: object) -> None:
        """Write a row with its seal, in the place of the one that had its key."""
        said = {**row._asdict(), **unsealed, "seal": self._seals.of(row)}
        table, marks = _TABLE_OF[type(row)], ", ".join("?" * len(said))
        insert = f"INSERT OR REPLACE INTO {table} ({', '.join(said)}) VALUES ({marks})"
        self._connection.execute(insert, tuple(said.values()))

    def execute(self, statement: str, *values: object) -> int:
        """Carry out a statement that needs no seal. Gives how many rows it changed."""
        return self._connection.execute(statement, values).rowcount

    def execute_or_not(self, statement: str, *values: object) -> None:
        """Carry out a statement for a reader; where somebody writes just now, leave it."""
        with suppress(sqlite3.OperationalError):
            self.execute(statement, *values)

    def unsound(self) -> list[str]:
        """A sentence for each row that is not as it was sealed."""
        return [
            f"access.db: a row of {table} is not as it was sealed; it lets nobody in"
            for kind, table in _TABLE_OF.items()
            for row, seal in self._stored(kind)
            if not self._seals.holds(row, seal)
        ]

    def carry_over(self) -> dict[str, int]:
        """Seal the rows that have no seal; gives how many, by table. Sessions without one end."""
        people = [row for row, _ in self._stored(PersonRow, "seal IS NULL")]
        tokens = [row for row, _ in self._stored(TokenRow, "seal IS NULL")]
        for person in people:
            self.write(person)
        for token in tokens:
            self.write(token)
        self.execute("DELETE FROM sessions WHERE seal IS NULL")
        return {"people": len(people), "tokens": len(tokens)}

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction, alone among threads and processes."""
        with self._turn_to_write:
            self._writer.execute("BEGIN IMMEDIATE")
            self._here.writes = True
            try:
                yield
            except BaseException:
                self._writer.rollback()
                raise
            finally:
                self._here.writes = False
            self._writer.commit()

    def leave_no_copy(self) -> None:
        """Empty the write-ahead log, in which what was overwritten may still stand."""
        with self.turn, self._turn_to_write:
            truncate_wal(self._writer.cursor())

    def close(self) -> None:
        self._reader.close()
        self._writer.close()

    @property
    def _connection(self) -> sqlite3.Connection:
        """That of this thread: who writes also reads what was written a moment ago."""
        return self._writer if getattr(self._here, "writes", False) else self._reader

    def _stored(
        self, kind: type[R], where: str = "TRUE", *values: object
    ) -> Iterator[tuple[R, Any]]:
        fields = ", ".join(kind._fields)
        select = f"SELECT {fields}, seal FROM {_TABLE_OF[kind]} WHERE {where}"
        try:
            found = self._connection.execute(select, values).fetchall()
        except sqlite3.Error:
            raise self._unavailable() from None
        for *row, seal in found:
            yield kind(*row), seal

    def _unavailable(self) -> SignInUnavailableError:
        return SignInUnavailableError(
            f"The sign-in file {self._path} does not answer. Run griffie doctor; where it is"
            " damaged put it back from its newest backup, or move it away and make new tokens."
        )
