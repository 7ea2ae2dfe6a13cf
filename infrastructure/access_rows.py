"""What stands in `access.db`: its tables, each kind of row, and the seal on each row.

A seal is an HMAC under a key of the master key, over everything that a row says. Who can write the
file and has no master key can neither make a row nor change a role, a hash, an owner or an end.
What they can do is put back a row as it once was: so what ended stands in the log as well.
"""

import hmac
import json
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from griffie.infrastructure.vault.master_key import MasterKey

TABLES = """
CREATE TABLE IF NOT EXISTS people (account_id TEXT PRIMARY KEY, role TEXT NOT NULL,
    name BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (hash BLOB PRIMARY KEY, token_id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES people, made_at REAL NOT NULL, revoked_at REAL);
CREATE TABLE IF NOT EXISTS sessions (hash BLOB PRIMARY KEY, token_id TEXT NOT NULL,
    opened_at REAL NOT NULL, seen_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS feeds (hash BLOB PRIMARY KEY, account_id TEXT NOT NULL,
    made_at REAL NOT NULL, seal BLOB);
CREATE TABLE IF NOT EXISTS passwords (account_id TEXT PRIMARY KEY, password_id TEXT NOT NULL UNIQUE,
    sign_in BLOB NOT NULL UNIQUE, name BLOB NOT NULL, hash TEXT NOT NULL, made_at REAL NOT NULL,
    until REAL, factor_id TEXT, seal BLOB);
CREATE TABLE IF NOT EXISTS factors (account_id TEXT PRIMARY KEY, factor_id TEXT NOT NULL,
    secret BLOB NOT NULL, made_at REAL NOT NULL, step INTEGER NOT NULL, seal BLOB);
CREATE TABLE IF NOT EXISTS recovery_codes (hash BLOB PRIMARY KEY, code_id TEXT NOT NULL,
    account_id TEXT NOT NULL, factor_id TEXT NOT NULL, seal BLOB);
CREATE TABLE IF NOT EXISTS provider_links (link_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL UNIQUE, role TEXT NOT NULL, subject BLOB NOT NULL,
    made_at REAL NOT NULL, seal BLOB);
CREATE TABLE IF NOT EXISTS passkeys (passkey_id TEXT PRIMARY KEY, account_id TEXT NOT NULL,
    credential BLOB NOT NULL UNIQUE, public_key BLOB NOT NULL, uses INTEGER NOT NULL,
    label BLOB NOT NULL, made_at REAL NOT NULL, seal BLOB);
CREATE TABLE IF NOT EXISTS webhooks (webhook_id TEXT PRIMARY KEY, url BLOB NOT NULL,
    secret BLOB NOT NULL, kinds TEXT NOT NULL, allows_private INTEGER NOT NULL,
    position INTEGER NOT NULL, failures INTEGER NOT NULL, due_at REAL, stopped INTEGER NOT NULL,
    seal BLOB);
CREATE TABLE IF NOT EXISTS absences (account_id TEXT PRIMARY KEY, first_on TEXT NOT NULL,
    last_on TEXT NOT NULL, substitute TEXT, seal BLOB);
CREATE TABLE IF NOT EXISTS views (view_id TEXT PRIMARY KEY, account_id TEXT NOT NULL,
    name BLOB NOT NULL, shared INTEGER NOT NULL, asked TEXT NOT NULL, seal BLOB);
"""
ADDED = {
    "people": ("ended_at REAL", "seal BLOB"),
    "tokens": ("expires_at REAL", "seal BLOB", "scope TEXT"),
    "sessions": ("seal BLOB",),
}
"""Columns that came later: a file of an older version gets them when it is opened."""


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables that are missing, and add columns that came later."""
    connection.executescript(TABLES)
    if any(_missing(connection)):
        connection.execute("BEGIN IMMEDIATE")  # then looked at once more: another may be first
        for table, column in list(_missing(connection)):
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
        connection.commit()


def _missing(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for table, columns in ADDED.items():
        known = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")}
        yield from ((table, one) for one in columns if one.split()[0] not in known)


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
    scope: str | None = None
    """What alone it opens; None: all that the role may."""


class SessionRow(NamedTuple):
    """A session. When it was last seen is not sealed: it changes with every look."""

    hash: bytes
    token_id: str
    """What opened it, by its id: a token, a password, a passkey or a link to the sign-in
    provider."""
    opened_at: float


class FeedRow(NamedTuple):
    """The secret address of a calendar, of which only the hash is known."""

    hash: bytes
    account_id: str
    made_at: float


class PasswordRow(NamedTuple):
    """With which name and password an account signs in. Instants in seconds since 1970."""

    account_id: str
    password_id: str
    sign_in: bytes
    """The sign-in name as a keyed digest, by which it is found."""
    name: bytes
    """The sign-in name, encrypted."""
    hash: str
    """Argon2id, in the usual form that names its parameters (`$argon2id$…`)."""
    made_at: float
    until: float | None = None
    """Of a one-time password: until when it is good."""
    factor_id: str | None = None
    """The second factor that is asked. It stands here so that nobody is let in without one because
    its own row is gone."""


class FactorRow(NamedTuple):
    """The second factor of an account: RFC 6238, SHA-1, six digits, 30 seconds."""

    account_id: str
    factor_id: str
    secret: bytes
    """Encrypted."""
    made_at: float
    step: int
    """The newest step of 30 seconds of which a code was taken: none counts twice."""


class RecoveryRow(NamedTuple):
    """A recovery code that was not used, of which only a keyed digest is known."""

    hash: bytes
    code_id: str
    account_id: str
    factor_id: str


class LinkRow(NamedTuple):
    """That somebody enters an account through the office's sign-in provider."""

    link_id: str
    account_id: str
    role: str
    subject: bytes
    """Who it is at the provider, as a keyed digest."""
    made_at: float


class PasskeyRow(NamedTuple):
    """A passkey of an account: its public key, by which nobody signs in."""

    passkey_id: str
    account_id: str
    credential: bytes
    public_key: bytes
    uses: int
    label: bytes
    """What its owner calls it, encrypted."""
    made_at: float


class WebhookRow(NamedTuple):
    """Where another program is told what happened, and how far that went."""

    webhook_id: str
    url: bytes
    """Encrypted."""
    secret: bytes
    """With which messages are signed, encrypted."""
    kinds: str
    allows_private: int
    position: int
    failures: int
    due_at: float | None
    stopped: int


class AbsenceRow(NamedTuple):
    """On which days somebody is away, written `2026-12-24`, and who stands in."""

    account_id: str
    first_on: str
    last_on: str
    substitute: str | None


class ViewRow(NamedTuple):
    """A view of the work queue that an account keeps."""

    view_id: str
    account_id: str
    name: bytes
    """Encrypted."""
    shared: int
    """1 where colleagues see it as well, else 0."""
    asked: str
    """What the address of the queue says, as JSON: codes, days and accounts."""


Row = (
    AbsenceRow
    | PersonRow
    | TokenRow
    | SessionRow
    | FeedRow
    | PasswordRow
    | FactorRow
    | RecoveryRow
    | LinkRow
    | PasskeyRow
    | WebhookRow
    | ViewRow
)
R = TypeVar("R", bound=Row)
S = TypeVar("S", bound=Row)
TABLE_OF: dict[type[Any], str] = {
    PersonRow: "people",
    TokenRow: "tokens",
    SessionRow: "sessions",
    FeedRow: "feeds",
    PasswordRow: "passwords",
    FactorRow: "factors",
    RecoveryRow: "recovery_codes",
    AbsenceRow: "absences",
    LinkRow: "provider_links",
    PasskeyRow: "passkeys",
    WebhookRow: "webhooks",
    ViewRow: "views",
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
        if isinstance(row, TokenRow) and row.scope is None:
            said.pop()  # as a row was sealed before there were scopes
        message = json.dumps([TABLE_OF[type(row)], *said], separators=(",", ":"))
        return hmac.digest(self._key, message.encode(), "sha256")

    def holds(self, row: Row, seal: Any) -> bool:
        """Whether a row is as it was sealed. Whatever else somebody wrote there is no seal."""
        try:
            return isinstance(seal, bytes) and hmac.compare_digest(self.of(row), seal)
        except (TypeError, ValueError):
            return False
