"""The port through which a member of staff signs in: accounts, tokens and sessions."""

from collections.abc import Sequence
from typing import Any, Protocol

from griffie.application.access.roles import Account, Role


class Accounts(Protocol):
    """The directory of accounts. It is asked at every HTTP request: nothing is cached."""

    def account_of(self, token: str) -> Account | None:
        """The account of a token; none when it is unknown or revoked."""

    def role_of(self, account_id: str) -> Role | None:
        """The role of an account id (`u-…`), which never changes; none when it is unknown."""

    def account_of_session(self, cookie: str) -> Account | None:
        """The account of a session cookie; none when it is unknown or the session ended."""

    def open_session(self, token: str) -> str | None:
        """Open a session and give the value of its cookie; none for a token that is unknown."""

    def close_session(self, cookie: str) -> None:
        """End a session."""

    def create_token(self, role: Role, name: str = "") -> str:
        """Make an account and give its token. Only its hash is stored: it cannot be shown again."""

    def people(self) -> Sequence[Any]:
        """Every token ever made, the oldest first."""


def account_exists(accounts: Accounts, account_id: str) -> bool:
    """Whether there is such an account. Where there are none at all, nobody can be missed."""
    return accounts.role_of(account_id) is not None or not accounts.people()
