"""The port through which a member of staff signs in: accounts, tokens and sessions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from griffie.application.access.roles import Account, Role

TOKEN_PREFIX = "griffie_"  # noqa: S105 - by which a leaked token is recognised


class Person(NamedTuple):
    """An account and whose it is. The name is empty where it was forgotten or never known."""

    account_id: str
    role: Role
    name: str
    ended_at: datetime | None
    """When it was ended for good, in UTC; None while it may sign in."""


class Session(NamedTuple):
    """A browser that is signed in."""

    opened_at: datetime


class Token(NamedTuple):
    """A token in the administrator's list; the token itself is not known. Instants in UTC."""

    id: str
    account_id: str
    made_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    sessions: tuple[Session, ...]
    scope: str = ""
    """What alone it opens; empty: all that the role may."""


class Accounts(Protocol):
    """The directory of accounts. It is asked at every HTTP request: nothing is cached."""

    def account_of(self, token: str) -> Account | None:
        """The account of a token; none when it is unknown, revoked or expired."""

    def accounts_of(self, tokens: Sequence[str]) -> Sequence[Account | None]:
        """The same of several tokens, asked for at once."""

    far: bool
    """Whether the answer comes over a network: then it is not asked for on the event loop."""

    def role_of(self, account_id: str) -> Role | None:
        """The role of an account id (`u-…`), which never changes; none when it is unknown."""

    def name_of(self, account_id: str) -> str:
        """The name of the person behind an account. Raises LookupError: no account."""

    def account_of_session(self, cookie: str, *, used: bool = True) -> Account | None:
        """The account of a session cookie; none when it is unknown or the session ended.

        The session is `used` by it, and so lasts longer; else it is only looked at.
        """

    def open_session(self, token: str) -> str | None:
        """Open a session and give the value of its cookie; none for a token that is unknown.

        Also for one with a scope.
        """

    def close_session(self, cookie: str) -> None:
        """End a session."""

    def end_sessions(self, token_id: str) -> int:
        """End the sessions that a token opened. Gives how many there were."""

    def create_token(
        self, role: Role, name: str = "", expires_at: datetime | None = None, scope: str = ""
    ) -> str:
        """Make an account and give its token. Only its hash is stored: it cannot be shown again.

        Raises ValueError where it would have expired already.
        """

    def create_account(self, role: Role, name: str = "") -> str:
        """Make an account, with which nobody signs in yet. Gives its id."""

    def add_token(
        self, account_id: str, expires_at: datetime | None = None, scope: str = ""
    ) -> str:
        """Make another token for an account.

        Raises LookupError: no such account, or it was ended; ValueError: expired already.
        """

    def revoke(self, token_id: str) -> bool:
        """End a token and its sessions. False if there was none to end."""

    def end_account(self, account_id: str) -> None:
        """End an account for good, with its tokens and sessions. Raises LookupError."""

    def people(self) -> Sequence[Person]:
        """Everybody who ever had an account."""

    def tokens(self) -> Sequence[Token]:
        """Every token ever made, the oldest first."""

    def make_feed(self, account_id: str) -> str:
        """The secret of a calendar feed of an account, shown once; its old feed ends."""

    def end_feed(self, account_id: str) -> bool:
        """End the calendar feed of an account. False if it had none."""

    def account_of_feed(self, secret: str) -> Account | None:
        """Whose calendar a secret opens; none once it or the account was ended."""

    def feed_made_at(self, account_id: str) -> datetime | None:
        """When the calendar feed of an account was made, in UTC; none where it has none."""

    def carry_over(self) -> Mapping[str, int]:
        """Seal the rows of an older version, which have no seal. Gives how many, by table."""


def account_exists(accounts: Accounts, account_id: str) -> bool:
    """Whether there is such an account. Where there are none at all, nobody can be missed."""
    return accounts.role_of(account_id) is not None or not accounts.people()
