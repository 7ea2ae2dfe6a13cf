"""Accounts, their tokens and sessions: the port through which somebody signs in."""

from collections.abc import Sequence
from typing import Any, Protocol

from griffie.application.access.roles import Account, Role


class Accounts(Protocol):
    """Who may come in. Asked at every request: nothing of it is remembered."""

    def account_of(self, token: str) -> Account | None:
        """Whose token this is; nobody's once it was revoked."""

    def role_of(self, account_id: str) -> Role | None:
        """The role of an account, which it keeps; none where no account has that id."""

    def account_of_session(self, cookie: str) -> Account | None:
        """Whose session this is; nobody's once it ended."""

    def open_session(self, token: str) -> str | None:
        """The value of a session cookie; none for a token of nobody."""

    def close_session(self, cookie: str) -> None:
        """End a session."""

    def create_token(self, role: Role, name: str = "") -> str:
        """A new account and its token, which from now on nobody but the caller knows."""

    def people(self) -> Sequence[Any]:
        """Every token ever made, the oldest first."""
