"""Tokens, sessions and the people to whom they belong, in `access.db`.

Nothing in that file lets anybody sign in. Tokens and cookies are random and stand in it only as
SHA-256, so a reader of the file can use neither. The names of people are encrypted. Nothing is
cached: a revoked token is refused at the next request, in every process.
"""

import secrets
import sqlite3
import time
from base64 import b32encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from griffie.application.access.roles import Account, Role
from griffie.application.errors import MasterKeyError
from griffie.infrastructure.vault.master_key import NONCE_BYTES, MasterKey
from griffie.infrastructure.vault.secure_file import open_secure_file, truncate_wal

_TABLES = """
CREATE TABLE IF NOT EXISTS people (account_id TEXT PRIMARY KEY, role TEXT NOT NULL,
    name BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (hash BLOB PRIMARY KEY, token_id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES people, made_at REAL NOT NULL, revoked_at REAL);
CREATE TABLE IF NOT EXISTS sessions (hash BLOB PRIMARY KEY, token_id TEXT NOT NULL,
    opened_at REAL NOT NULL, seen_at REAL NOT NULL);
"""
_ACCOUNT = "SELECT account_id, role, token_id FROM tokens JOIN people USING (account_id)"
_SESSION = """SELECT account_id, role, token_id, seen_at FROM sessions JOIN tokens USING (token_id)
    JOIN people USING (account_id)
    WHERE sessions.hash = ? AND opened_at > ? AND seen_at > ? AND revoked_at IS NULL"""

_TOKEN_PREFIX = "griffie_"  # noqa: S105 - by which a leaked token is recognised
_TOKEN_BYTES = 32
_SESSION_LASTS = 12 * 3600.0
_SESSION_IDLES = 3600.0
_SEEN_AGAIN = 60.0
"""Seconds: a session is marked as seen at most so often, for each mark is a write to disk."""


class Person(NamedTuple):
    """One token in the administrator's list. Instants in UTC; the token itself is not known."""

    account_id: str
    role: Role
    name: str
    token_id: str
    made_at: datetime
    revoked_at: datetime | None


class SQLiteAccess:
    """Who may sign in. For any thread and any number of processes.

    `clock` gives seconds since 1970.
    """

    def __init__(
        self, path: Path, master_key: MasterKey, clock: Callable[[], float] = time.time
    ) -> None:
        """Raises MasterKeyError when the file is broken."""
        self._names = AESGCM(master_key.derive("access"))
        self._clock, self._turn, self._turn_to_read = clock, Lock(), Lock()
        try:
            self._file = open_secure_file(path, _TABLES)
            # Its own connection: who reads waits neither for who writes nor for their lock.
            self._reading = open_secure_file(path, "")
            self._reading.execute("PRAGMA busy_timeout = 0")
        except (OSError, sqlite3.Error) as trouble:
            raise MasterKeyError(
                f"The sign-in file {path} cannot be opened ({type(trouble).__name__}). Put it back"
                " from its newest backup, or move it away and make new tokens."
            ) from None

    def create_token(self, role: Role, name: str = "") -> str:
        """Make an account and its token, which only the caller knows from now on."""
        account_id = "u-" + b32encode(secrets.token_bytes(5)).decode().lower()
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + self._names.encrypt(nonce, name.encode(), account_id.encode())
        with self._writing():
            self._file.execute("INSERT INTO people VALUES (?, ?, ?)", (account_id, role, sealed))
            return self._new_token(account_id)

    def renew_token(self, account_id: str) -> str:
        """Make another token for an account; the old ones end.

        Raises LookupError where there is no such account.
        """
        with self._writing():
            self._known(account_id)
            self._revoke("account_id", account_id)
            return self._new_token(account_id)

    def account_of(self, token: str) -> Account | None:
        """The account of a token; None once it was revoked. Read at every request."""
        select = f"{_ACCOUNT} WHERE tokens.hash = ? AND revoked_at IS NULL"
        row = self._one(select, _hash(token))
        return Account(row[0], Role(row[1]), row[2]) if row else None

    def revoke(self, token_id: str) -> bool:
        """End a token and the sessions opened with it. False if there was none to end."""
        with self._writing():
            return self._revoke("token_id", token_id)

    def people(self) -> list[Person]:
        """Every token that was ever made, the oldest first."""
        select = """SELECT account_id, role, name, token_id, made_at, revoked_at
            FROM tokens JOIN people USING (account_id) ORDER BY made_at, token_id"""
        with self._turn:
            rows = self._file.execute(select).fetchall()
        return [
            Person(
                who,
                Role(role),
                self._name(who, name),
                token,
                _instant(made),
                ended and _instant(ended),
            )
            for who, role, name, token, made, ended in rows
        ]

    def name_of(self, account_id: str) -> str:
        """The name of the person behind an account. Raises LookupError: no account."""
        with self._turn:
            sealed = self._known(account_id)
        return self._name(account_id, sealed)

    def role_of(self, account_id: str) -> Role | None:
        """The role of an account, which never changes; None where there is no account."""
        select = "SELECT role, account_id, role, 0 FROM people WHERE account_id = ?"
        row = self._one(select, account_id)
        return Role(row[0]) if row else None

    def forget_name(self, account_id: str) -> None:
        """Erase a person's name; the account stays in the history."""
        with self._writing():
            self._known(account_id)
            self._file.execute("UPDATE people SET name = x'' WHERE account_id = ?", (account_id,))
        with self._turn:
            truncate_wal(self._file.cursor())

    def open_session(self, token: str) -> str | None:
        """The value of a session cookie, for at most twelve hours; None for a bad token."""
        account, now = self.account_of(token), self._clock()
        if not account:
            return None
        cookie = secrets.token_urlsafe(_TOKEN_BYTES)
        ended = (now - _SESSION_LASTS, now - _SESSION_IDLES)
        with self._writing():
            self._file.execute("DELETE FROM sessions WHERE opened_at <= ? OR seen_at <= ?", ended)
            row = (_hash(cookie), account.token_id, now, now)
            self._file.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", row)
        return cookie

    def account_of_session(self, cookie: str) -> Account | None:
        """The account of a session; None after 12 hours, or 1 hour unused."""
        hashed, now = _hash(cookie), self._clock()
        row = self._one(_SESSION, hashed, now - _SESSION_LASTS, now - _SESSION_IDLES)
        if not row:
            return None
        account_id, role, token_id, seen_at = row
        if now - seen_at >= _SEEN_AGAIN:
            self._mark_as_seen(hashed, now)
        return Account(account_id, Role(role), token_id)

    def _mark_as_seen(self, hashed: bytes, now: float) -> None:
        """Where somebody else writes just now the next page marks it: reading waits for nobody."""
        update = "UPDATE sessions SET seen_at = max(seen_at, ?) WHERE hash = ?"
        with self._turn_to_read, suppress(sqlite3.OperationalError):
            self._reading.execute(update, (now, hashed))

    def close_session(self, cookie: str) -> None:
        with self._turn:
            self._file.execute("DELETE FROM sessions WHERE hash = ?", (_hash(cookie),))

    def close(self) -> None:
        self._reading.close()
        self._file.close()

    def _new_token(self, account_id: str) -> str:
        token = _TOKEN_PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)
        row = (_hash(token), secrets.token_hex(6), account_id, self._clock())
        self._file.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, NULL)", row)
        return token

    def _revoke(self, column: str, value: str) -> bool:
        update = f"UPDATE tokens SET revoked_at = ? WHERE {column} = ? AND revoked_at IS NULL"
        return self._file.execute(update, (self._clock(), value)).rowcount > 0

    def _known(self, account_id: str) -> bytes:
        select = "SELECT name FROM people WHERE account_id = ?"
        if row := self._file.execute(select, (account_id,)).fetchone():
            return bytes(row[0])
        raise LookupError("there is no such account")

    def _name(self, account_id: str, sealed: bytes) -> str:
        if not sealed:
            return ""
        try:
            nonce, name = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
            return self._names.decrypt(nonce, name, account_id.encode()).decode()
        except InvalidTag:
            raise MasterKeyError(
                "The names in access.db do not open with this master key. Say with --kek where the"
                " right one lies."
            ) from None

    def _one(self, select: str, *values: object) -> tuple[str, str, str, float] | None:
        with self._turn_to_read:
            found = self._reading.execute(select, values).fetchone()
        row: tuple[str, str, str, float] | None = found
        return row

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._turn:
            self._file.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._file.rollback()
                raise
            self._file.commit()


def _hash(secret: str) -> bytes:
    """SHA-256 is enough here: nobody guesses 32 random bytes, however fast the hash is."""
    return sha256(secret.encode("utf-8", "replace")).digest()


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
