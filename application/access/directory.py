"""Accounts and tokens made and ended, each recorded in the log; and who is the same person.

What opens a door is recorded after it was made and before anybody is given it: a token whose event
is missing is known to nobody. What closes one is recorded first: if the process is killed between
the two, `catch_up` closes it when the store is opened again. The same call ends a second time what
the log says has ended, where somebody put an older sign-in file in place.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from threading import Lock
from typing import Any, NamedTuple

from eventsourcing.persistence import IntegrityError

from griffie.application.access.accounts import Accounts, Person, Token
from griffie.application.access.purposes import must_say_why
from griffie.application.access.roles import Role
from griffie.application.disclosure import Disclosure
from griffie.application.requests.requests import Requests
from griffie.domain.accounts import (
    ACCOUNTS,
    AccessCarriedOver,
    AccountEnded,
    AccountMade,
    AccountsJoined,
    SessionsEnded,
    TokenEnded,
    TokenMade,
)
from griffie.domain.errors import ConflictError, NotFoundError
from griffie.domain.law.deadlines import end_of_day
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion


class NoSuchAccountError(NotFoundError, LookupError):
    """There is no such account or token, or it ended."""

    code = "no-such-account"
    sentence = "There is no such account or token, or it has ended"


class DirectoryMovedOnError(ConflictError):
    """Accounts or tokens changed since the caller read them, perhaps by this very form."""

    code = "directory-moved-on"
    sentence = "Accounts or tokens have changed since you looked"
    remedy = "read them again, then decide"


class NewToken(NamedTuple):
    """A token that was made just now. Nobody can show `secret` again."""

    id: str
    account_id: str
    role: Role
    expires_on: date | None
    secret: str


class Directory:
    """Who may sign in, as an administrator manages it; safe from any thread and process."""

    def __init__(self, accounts: Accounts, requests: Requests, newest: Callable[[], int]) -> None:
        """`newest` gives the number of events of the stream of accounts."""
        self._accounts, self._requests, self._newest = accounts, requests, newest
        self._known: tuple[int, Mapping[str, frozenset[str]]] = (0, {})
        self._turn = Lock()

    @property
    def version(self) -> int:
        """How many events have said who may sign in."""
        return self._newest()

    @contextmanager
    def as_read(self, version: int) -> Iterator[None]:
        """For one change by somebody who read the directory at this version.

        A form that is sent twice, or reloaded, changes nothing a second time: other changes of this
        process wait. Raises DirectoryMovedOnError.
        """
        with self._turn:
            if self._newest() != version:
                raise DirectoryMovedOnError
            yield

    def people(self) -> list[Person]:
        """Everybody who ever had an account."""
        return list(self._accounts.people())

    def lost(self) -> int:
        """How many accounts the log tells of that were never ended and are in the file no more."""
        past = list(self._requests.history(ACCOUNTS))
        ended = {one.account for one in past if isinstance(one, AccountEnded)}
        made = {one.account for one in past if isinstance(one, AccountMade)}
        return len(made - ended - {one.account_id for one in self._accounts.people()})

    def tokens(self) -> list[Token]:
        """Every token that was ever made, the oldest first."""
        return list(self._accounts.tokens())

    def create(
        self, role: Role, name: str, expires_on: date | None, now: Occasion, *, scope: str = ""
    ) -> NewToken:
        """Make an account and its token. Raises BadInputError, ContentionError."""
        with _expiring():
            secret = self._accounts.create_token(role, name, _end(expires_on), scope)
        return self._recorded(secret, expires_on, now, made=True)

    def create_account(self, role: Role, name: str, now: Occasion) -> str:
        """Make an account without a token: nobody signs in yet. Gives its id.

        Raises ContentionError.
        """
        account_id = self._accounts.create_account(role, name)
        try:
            self._record(AccountMade(account=account_id, role=role), now)
        except BaseException:
            self._accounts.end_account(account_id)
            raise
        return account_id

    def give(
        self, account_id: str, expires_on: date | None, now: Occasion, *, scope: str = ""
    ) -> NewToken:
        """Make another token for an account; its other tokens stay.

        Raises NoSuchAccountError, BadInputError, ContentionError.
        """
        with _expiring():
            secret = self._accounts.add_token(account_id, _end(expires_on), scope)
        return self._recorded(secret, expires_on, now)

    def renew(self, token_id: str, expires_on: date | None, now: Occasion) -> NewToken:
        """Make another token for the account of a token, and end that one.

        Raises NoSuchAccountError, BadInputError, ContentionError.
        """
        old = self._living(token_id)
        new = self.give(old.account_id, expires_on, now, scope=old.scope)
        self.revoke(token_id, now)
        return new

    def revoke(self, token_id: str, now: Occasion) -> None:
        """End a token, and at once every session that it opened.

        Raises NoSuchAccountError, ContentionError.
        """
        token = self._living(token_id)
        self._record(TokenEnded(account=token.account_id, token=token.id), now)
        self._accounts.revoke(token.id)

    def end_sessions(self, token_id: str, now: Occasion) -> int:
        """Sign out every browser that used a token. Gives how many. Raises as `revoke` does."""
        token = self._living(token_id)
        self._record(SessionsEnded(account=token.account_id, token=token.id), now)
        return self._accounts.end_sessions(token.id)

    def end_account(self, account_id: str, now: Occasion) -> None:
        """End an account for good, with its tokens. Raises NoSuchAccountError, ContentionError."""
        self._person(account_id)
        self._record(AccountEnded(account=account_id), now)
        self._accounts.end_account(account_id)

    def join(self, one: str, other: str, reason: Disclosure, now: Occasion) -> None:
        """Record that two accounts are one person's. It is never taken back.

        Raises NoSuchAccountError, BadInputError, ContentionError.
        """
        for account_id in (one, other):
            self._person(account_id, ended_too=True)
        if one == other:
            raise BadInputError("other", "that is the same account")
        must_say_why(reason)
        event = AccountsJoined(account=one, other=other, reason=reason.sealed)
        self._requests.append(ACCOUNTS, event, now, (reason,))

    def same_person(self, account_id: str) -> frozenset[str]:
        """Every account of the person behind this one, with this one."""
        version, joined = self._known
        if (newest := self._newest()) != version:
            joined = _joined(self._requests.history(ACCOUNTS))
            self._known = (newest, joined)
        return joined.get(account_id, frozenset({account_id}))

    def catch_up(self, now: Callable[[], Occasion], *, is_carried_over: bool) -> None:
        """Seal the rows of an older version, once; end again whatever the log says has ended."""
        past = list(self._requests.history(ACCOUNTS))
        if not (past or is_carried_over):
            self._carry_over(now)
        ended = {one.account for one in past if isinstance(one, AccountEnded)}
        revoked = {one.token for one in past if isinstance(one, TokenEnded)}
        for person in self._accounts.people():
            if person.account_id in ended and not person.ended_at:
                self._accounts.end_account(person.account_id)
        for token in self._accounts.tokens():
            if token.id in revoked and not token.revoked_at:
                self._accounts.revoke(token.id)

    def _carry_over(self, now: Callable[[], Occasion]) -> None:
        counted = self._accounts.carry_over()
        event = AccessCarriedOver(accounts=counted["people"], tokens=counted["tokens"])
        if any(counted.values()):
            with suppress(IntegrityError):  # another process was first, or has recorded more since
                self._requests.save(event.stamped(ACCOUNTS, 1, now()))

    def _recorded(
        self, secret: str, expires_on: date | None, now: Occasion, *, made: bool = False
    ) -> NewToken:
        account = self._accounts.account_of(secret)
        assert account is not None
        try:
            if made:
                self._record(AccountMade(account=account.id, role=account.role), now)
            told = TokenMade(
                account=account.id,
                token=account.token_id,
                expires_on=expires_on,
                scope=account.scope or None,
            )
            self._record(told, now)
        except BaseException:
            self._accounts.revoke(account.token_id)
            raise
        return NewToken(account.token_id, account.id, account.role, expires_on, secret)

    def _record(self, event: Event, now: Occasion) -> None:
        self._requests.append(ACCOUNTS, event, now)

    def _living(self, token_id: str) -> Token:
        for token in self._accounts.tokens():
            if token.id == token_id and token.revoked_at is None:
                return token
        raise NoSuchAccountError

    def _person(self, account_id: str, *, ended_too: bool = False) -> Person:
        for person in self._accounts.people():
            if person.account_id == account_id and (ended_too or person.ended_at is None):
                return person
        raise NoSuchAccountError


def log_findings(accounts: Accounts, history: Iterable[Any]) -> list[str]:
    """What an audit finds: whoever the log says has ended, or has another role, and may sign in."""
    past = list(history)
    ended = {one.account for one in past if isinstance(one, AccountEnded)}
    revoked = {one.token for one in past if isinstance(one, TokenEnded)}
    roles = {one.account: one.role for one in past if isinstance(one, AccountMade)}
    found = [
        f"access.db: the token {token.id} was ended in the log, and lives"
        for token in accounts.tokens()
        if token.id in revoked and not token.revoked_at
    ]
    for person in accounts.people():
        if person.account_id in ended and not person.ended_at:
            found.append(f"access.db: the account {person.account_id} ended in the log, and lives")
        if roles.get(person.account_id, person.role) != person.role:
            found.append(f"access.db: the account {person.account_id} has another role in the log")
    return found


def _joined(history: Iterable[Any]) -> Mapping[str, frozenset[str]]:
    """By account, every account of the same person: joining is symmetric and goes on."""
    groups: dict[str, frozenset[str]] = {}
    for event in history:
        if isinstance(event, AccountsJoined):
            one, other = event.account, event.other
            whole = groups.get(one, frozenset({one})) | groups.get(other, frozenset({other}))
            groups |= dict.fromkeys(whole, whole)
    return groups


def _end(expires_on: date | None) -> datetime | None:
    return end_of_day(expires_on) if expires_on else None


class _expiring:  # noqa: N801 - it reads as a word
    """What the port says is wrong with a token becomes an error of the caller's."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: object, __: object) -> None:
        if isinstance(error, LookupError):
            raise NoSuchAccountError from None
        if isinstance(error, ValueError):
            raise BadInputError("expires_on", "that day is over") from None
