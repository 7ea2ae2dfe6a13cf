"""The ports of signing in with a passkey (WebAuthn): keys that are kept, and what a browser shows.

A passkey is a pair of keys of one site. Its device asks its owner for a finger, a face or a number
before each use, so it stands for a password and a code together.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from griffie.application.access.accounts import Session

MOST_PASSKEYS = 10
"""Of one account. [P]"""


class Site(NamedTuple):
    """For whom a passkey is good: the browser shows it to nobody else."""

    host: str
    origin: str
    """Such as `https://registry.office.example`."""


class Answer(NamedTuple):
    """What a browser sends back: the ticket of the question, and what the device said (JSON)."""

    ticket: str
    said: str
    site: Site


class NewKey(NamedTuple):
    """What a device says of a passkey that it just made."""

    credential: bytes
    """By which the device names it."""
    public_key: bytes
    uses: int
    """How often it was used; many devices say 0 for ever."""


class Passkey(NamedTuple):
    """A passkey of an account. Instants in UTC."""

    id: str
    account_id: str
    label: str
    """What its owner calls it; may be empty."""
    made_at: datetime
    key: NewKey
    sessions: tuple[Session, ...] = ()


class Passkeys(Protocol):
    """The passkeys of all accounts."""

    def all(self) -> Sequence[Passkey]:
        """Every passkey whose row is sound."""

    def of_account(self, account_id: str) -> Sequence[Passkey]:
        """Those of an account, the oldest first."""

    def find(self, credential: bytes) -> Passkey | None:
        """The one that a device names; None where it is not known."""

    def put(self, account_id: str, passkey_id: str, label: str, key: NewKey) -> None:
        """Keep a passkey. Raises LookupError: no such account; ValueError: it is known already."""

    def count(self, passkey_id: str, count: int) -> None:
        """It was used: its device counts so far now."""

    def end(self, passkey_id: str) -> None:
        """End a passkey, with its sessions."""

    def open_session(self, passkey_id: str) -> str | None:
        """Open a session and give the value of its cookie; None where it or its account ended."""


class Authenticators(Protocol):
    """What is asked of a device, and whether its answer is right. Questions and answers are JSON.

    `challenge` is random, and good for one answer.
    """

    def ask_for_new(
        self, site: Site, account_id: str, name: str, known: Sequence[bytes], challenge: bytes
    ) -> str:
        """The question for a new passkey, to devices that have none of `known`."""

    def new_key(self, site: Site, challenge: bytes, answer: str) -> NewKey | None:
        """The new passkey; None where the answer is not right."""

    def ask_for_any(self, site: Site, challenge: bytes) -> str:
        """The question for any passkey of this site."""

    def named(self, answer: str) -> bytes | None:
        """Which passkey an answer speaks of; None where it cannot be read."""

    def count_of(self, site: Site, challenge: bytes, answer: str, kept: Passkey) -> int | None:
        """How far the device counts now; None where the answer is not right.

        Who counts back is a copy, and its answer is not right.
        """
