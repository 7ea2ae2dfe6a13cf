"""The ports of signing in through the office's own sign-in provider (OpenID Connect).

The provider says who somebody is and in which groups; a file of the operator says which group has
which role here. Nothing of what the provider says is stored but a name, sealed as every name of a
colleague is.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from griffie.application.access.accounts import Session
from griffie.application.access.roles import Role
from griffie.domain.errors import TryAgainError, UnusableInputError


class ProviderAwayError(TryAgainError):
    """The sign-in provider does not answer, or not as a provider does."""

    code = "provider-away"
    sentence = "The sign-in provider of the office does not answer as it should"
    remedy = "try again, or sign in with a password or a token"


class UnbelievedAnswerError(UnusableInputError):
    """What came from the sign-in provider, or in its name, is not believed.

    `str(error)` is the word for the reason in the log: it repeats nothing of the answer.
    """

    code = "unbelieved-answer"
    sentence = "The answer of the sign-in provider is not believed"
    remedy = "sign in again"


class Ask(NamedTuple):
    """What one attempt to sign in is bound to; the first three are random."""

    state: str
    nonce: str
    verifier: str
    """RFC 7636: only who has it may use the code."""
    back: str
    """The address of ours to which the provider sends the browser back."""
    since: int = 0
    """Who comes back must have signed in there at this instant (seconds since 1970) or later; 0:
    whenever."""


class Claimed(NamedTuple):
    """Who signed in at the provider, after every check."""

    issuer: str
    subject: str
    """Stays the same for a person, and is never another's."""
    name: str
    """Empty where the provider does not say."""
    groups: frozenset[str]


class Provider(Protocol):
    """The sign-in provider of an office; safe from any thread."""

    @property
    def name(self) -> str:
        """What it is called on the sign-in page."""

    def address(self, ask: Ask) -> str:
        """Where the browser goes to sign in. Raises ProviderAwayError."""

    def claimed(self, code: str, issuer: str, ask: Ask) -> Claimed:
        """Who it is, for the code with which the browser came back.

        `issuer` is what the answer says of itself (RFC 9207), empty where it says nothing. Raises
        ProviderAwayError, UnbelievedAnswerError.
        """


class Link(NamedTuple):
    """That an account is entered through the provider."""

    id: str
    account_id: str
    role: Role
    made_at: datetime
    """In UTC."""
    ended: bool
    """The account was ended for good, or its row is not sound."""
    sessions: tuple[Session, ...] = ()


class ProviderLinks(Protocol):
    """Who at the provider is which account here: one account for each role that a person had."""

    def all(self) -> Sequence[Link]:
        """Every link whose row is sound."""

    def of_account(self, account_id: str) -> Link | None:
        """The link of an account; None where it has none."""

    def of_person(self, issuer: str, subject: str) -> Sequence[Link]:
        """The links of somebody at the provider."""

    def make(self, issuer: str, subject: str, role: Role, name: str) -> Link:
        """Make an account with its link, in one transaction."""

    def drop(self, link_id: str) -> None:
        """Take a link away, with its sessions; the account stays."""

    def open_session(self, link_id: str) -> str | None:
        """Open a session and give the value of its cookie; None where the account ended."""
