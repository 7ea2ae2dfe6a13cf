"""Tokens, sessions and the people to whom they belong, in `access.db`; beside them, passwords.

Nothing in that file lets anybody sign in. Tokens and cookies are random and stand in it only as
SHA-256, so a reader of the file can use neither; the names of people are encrypted. Who writes the
file gains nothing either: a row whose seal does not hold is as good as none. A token that was
revoked or has expired is refused at the next request, in every process: see `token_memory`.
"""

import secrets
import time
from base64 import b32encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from griffie.application.access.accounts import TOKEN_PREFIX, Person, Token
from griffie.application.access.roles import Account, Role
from griffie.infrastructure.absences import SQLiteAbsences
from griffie.infrastructure.access_file import open_access_file
from griffie.infrastructure.access_rows import PersonRow, TokenRow, hash_of
from griffie.infrastructure.access_texts import AccessTexts
from griffie.infrastructure.feeds import FeedTable
from griffie.infrastructure.passkeys import SQLitePasskeys, account_of_passkey
from griffie.infrastructure.passwords import SQLitePasswords, account_of_password
from griffie.infrastructure.provider_links import SQLiteProviderLinks, account_of_link
from griffie.infrastructure.saved_views import SQLiteSavedViews
from griffie.infrastructure.second_factors import SQLiteFactors
from griffie.infrastructure.sessions import SessionTable
from griffie.infrastructure.token_memory import TokenMemory
from griffie.infrastructure.vault.master_key import MasterKey
from griffie.infrastructure.vault.secure_file import OnServer
from griffie.infrastructure.webhooks.kept import SQLiteWebhooks

_TOKEN_BYTES = 32


class SQLiteAccess:
    """Who may sign in. For any thread and any number of processes.

    `clock` gives seconds since 1970.
    """

    def __init__(
        self, place: Path | OnServer, master_key: MasterKey, clock: Callable[[], float] = time.time
    ) -> None:
        """Raises MasterKeyError where the file is broken, StoreError where the machine is."""
        self._texts, self._clock = AccessTexts(master_key), clock
        self._file = open_access_file(place, master_key)
        self.far = not isinstance(place, Path)
        self._tokens = TokenMemory(self._file, self._by_hash, self._lives, far=self.far)
        self._sessions = SessionTable(self._file, clock)
        self.passwords = SQLitePasswords(self._file, self._sessions, master_key, clock)
        self.factors = SQLiteFactors(self._file, master_key, clock)
        self.webhooks = SQLiteWebhooks(self._file, master_key)
        self.passkeys = SQLitePasskeys(self._file, self._sessions, master_key, clock)
        self.links = SQLiteProviderLinks(
            self._file, self._sessions, master_key, clock, self._new_person
        )
        self.absences = SQLiteAbsences(self._file)
        self.saved_views = SQLiteSavedViews(self._file, self._texts)

    def create_token(
        self, role: Role, name: str = "", expires_at: datetime | None = None, scope: str = ""
    ) -> str:
        """Make an account and its token, which only the caller knows from now on.

        Raises ValueError where it would have expired already.
        """
        with self._file.writing():
            return self._new_token(self._new_person(role, name), expires_at, scope)

    def create_account(self, role: Role, name: str = "") -> str:
        """Make an account, with which nobody signs in yet. Gives its id."""
        with self._file.writing():
            return self._new_person(role, name)

    def add_token(
        self, account_id: str, expires_at: datetime | None = None, scope: str = ""
    ) -> str:
        """Make another token for an account; the others stay.

        Raises LookupError where there is no such account or it was ended, ValueError where the
        token would have expired already.
        """
        with self._file.writing():
            if self._person(account_id).ended_at is not None:
                raise LookupError("that account was ended")
            return self._new_token(account_id, expires_at, scope)

    def account_of(self, token: str) -> Account | None:
        """The account of a token that lives, if its rows are as they were sealed."""
        with self._file.turn:
            return self._tokens.account_of(hash_of(token))

    def accounts_of(self, tokens: Sequence[str]) -> list[Account | None]:
        """The same of several tokens; each is looked up once."""
        with self._file.turn:
            known = {one: self._tokens.account_of(hash_of(one)) for one in set(tokens)}
        return [known[one] for one in tokens]

    def revoke(self, token_id: str) -> bool:
        """End a token and the sessions opened with it. False if there was none to end."""
        with self._file.writing():
            return self._end_tokens("token_id = ?", token_id) > 0

    def end_account(self, account_id: str) -> None:
        """End an account for good, with its tokens and sessions. Raises LookupError."""
        self.passwords.end(account_id)
        self._end_passkeys(account_id)
        if link := self.links.of_account(account_id):
            self.end_sessions(link.id)
        self.factors.end(account_id)
        self.absences.end(account_id)
        self.saved_views.end(account_id)
        with self._file.writing():
            person = self._person(account_id)
            self._end_tokens("account_id = ?", account_id)
            if person.ended_at is None:
                self._file.write(person._replace(ended_at=self._clock()))

    def tokens(self) -> list[Token]:
        """Every token that was ever made and whose row is sound, the oldest first."""
        with self._file.turn:
            rows = list(self._file.rows(TokenRow))
            sessions = {row: self._sessions.of(row.token_id) for row in rows if self._lives(row)}
        return [
            Token(
                id=row.token_id,
                account_id=row.account_id,
                made_at=_instant(row.made_at),
                expires_at=_instant_or_none(row.expires_at),
                revoked_at=_instant_or_none(row.revoked_at),
                sessions=sessions.get(row, ()),
                scope=row.scope or "",
            )
            for row in sorted(rows, key=lambda row: (row.made_at, row.token_id))
        ]

    def people(self) -> list[Person]:
        """Everybody who ever had an account and whose row is sound, in the order of their ids."""
        with self._file.turn:
            rows = sorted(self._file.rows(PersonRow))
        return [
            Person(
                row.account_id,
                Role(row.role),
                self._texts.open(row.name, row.account_id),
                _instant_or_none(row.ended_at),
            )
            for row in rows
        ]

    def name_of(self, account_id: str) -> str:
        """The name of the person behind an account. Raises LookupError: no account."""
        with self._file.turn:
            person = self._person(account_id)
        return self._texts.open(person.name, account_id)

    def role_of(self, account_id: str) -> Role | None:
        """The role of an account, which never changes; None where there is no account."""
        with self._file.turn:
            row = self._file.row(PersonRow, "account_id = ?", account_id)
        return Role(row.role) if row else None

    def forget_name(self, account_id: str) -> None:
        """Erase a person's name; the account stays in the history."""
        with self._file.writing():
            self._file.write(self._person(account_id)._replace(name=b""))
        self.passwords.end(account_id)  # it holds the sign-in name
        self._end_passkeys(account_id)  # their labels may name somebody
        self._file.leave_no_copy()

    def open_session(self, token: str) -> str | None:
        """The value of a session cookie, for at most twelve hours; None for a bad token.

        Also for one with a scope: it opens no console.
        """
        account = self.account_of(token)
        if account is None or account.scope:
            return None
        with self._file.writing():
            return self._sessions.open(account.token_id)

    def account_of_session(self, cookie: str, *, used: bool = True) -> Account | None:
        """The account of a session; None after 12 hours, 1 hour unused, or without its key."""
        with self._file.turn:
            by = self._sessions.opened_by(cookie, used=used)
            if by is None:
                return None
            return (
                self._by_token("token_id = ?", by)[1]
                or account_of_password(self._file, by, self._clock())
                or account_of_passkey(self._file, by)
                or account_of_link(self._file, by)
            )

    def close_session(self, cookie: str) -> None:
        with self._file.writing():
            self._sessions.close(cookie)

    def end_sessions(self, token_id: str) -> int:
        """End what a token, a password, a passkey or a link opened. Gives how many there were."""
        with self._file.writing():
            return self._sessions.end(token_id)

    def make_feed(self, account_id: str) -> str:
        """The secret of a calendar feed of this account; its old one ends."""
        with self._file.writing():
            return FeedTable(self._file).make(account_id, self._clock())

    def end_feed(self, account_id: str) -> bool:
        """End the calendar feed of an account. False if it had none."""
        with self._file.writing():
            return FeedTable(self._file).end(account_id)

    def account_of_feed(self, secret: str) -> Account | None:
        """Whose calendar a secret opens; none once it or the account was ended."""
        with self._file.turn:
            account_id = FeedTable(self._file).account_of(secret)
            person = self._file.row(PersonRow, "account_id = ?", account_id)
            return _living(person, "") if account_id else None

    def feed_made_at(self, account_id: str) -> datetime | None:
        """When the calendar feed of an account was made, in UTC; none where it has none."""
        with self._file.turn:
            return _instant_or_none(FeedTable(self._file).made_at(account_id))

    def carry_over(self) -> dict[str, int]:
        """Seal the rows of a file that knew no seals. Gives how many, by table.

        Whoever calls this vouches for the file: see `application.access.directory`.
        """
        with self._file.writing():
            return self._file.carry_over()

    def unsound(self) -> list[str]:
        """What an audit finds: a sentence for each row that is not as it was sealed."""
        with self._file.turn:
            return self._file.unsound()

    def close(self) -> None:
        self._file.close()

    def _end_passkeys(self, account_id: str) -> None:
        for passkey in self.passkeys.of_account(account_id):
            self.passkeys.end(passkey.id)

    def _new_person(self, role: Role, name: str) -> str:
        account_id = "u-" + b32encode(secrets.token_bytes(5)).decode().lower()
        self._file.write(PersonRow(account_id, role, self._texts.seal(name, account_id)))
        return account_id

    def _new_token(self, account_id: str, expires_at: datetime | None, scope: str) -> str:
        token, now = TOKEN_PREFIX + secrets.token_urlsafe(_TOKEN_BYTES), self._clock()
        expires = expires_at.timestamp() if expires_at else None
        if expires is not None and expires <= now:
            raise ValueError("that is over already")
        token_id = secrets.token_hex(6)
        row = TokenRow(hash_of(token), token_id, account_id, now, None, expires, scope or None)
        self._file.write(row)
        return token

    def _end_tokens(self, where: str, value: str) -> int:
        ending = [row for row in self._file.rows(TokenRow, where, value) if row.revoked_at is None]
        for row in ending:
            self._file.write(row._replace(revoked_at=self._clock()))
            self._sessions.end(row.token_id)
        return len(ending)

    def _lives(self, token: TokenRow) -> bool:
        expired = token.expires_at is not None and token.expires_at <= self._clock()
        return token.revoked_at is None and not expired

    def _by_hash(self, hashed: bytes) -> tuple[TokenRow | None, Account | None]:
        return self._by_token("hash = ?", hashed)

    def _by_token(self, where: str, value: object) -> tuple[TokenRow | None, Account | None]:
        """A token, and its account if both are alive: one question."""
        token, person = self._file.pair(TokenRow, PersonRow, "account_id", where, value)
        living = _living(person, token.token_id) if token and self._lives(token) else None
        return token, living._replace(scope=token.scope or "") if token and living else None

    def _person(self, account_id: str) -> PersonRow:
        if row := self._file.row(PersonRow, "account_id = ?", account_id):
            return row
        raise LookupError("there is no such account")


def _living(person: PersonRow | None, token_id: str) -> Account | None:
    if person is None or person.ended_at is not None:
        return None
    return Account(person.account_id, Role(person.role), token_id)


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _instant_or_none(seconds: float | None) -> datetime | None:
    return _instant(seconds) if seconds is not None else None
