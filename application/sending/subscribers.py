"""Who gets the summary of a day, and the port to whom it went."""

from datetime import date, time
from typing import NamedTuple, Protocol

from griffie.application.controller.mailbox import Address
from griffie.domain.law import Language


class Subscriber(NamedTuple):
    """A colleague who gets the summary. Its `repr` is never logged."""

    account: str
    address: Address
    language: Language | None = None
    """None: that of the office."""


class DigestTable(NamedTuple):
    """Who gets the summary, and from which hour on, in Brussels."""

    at: time = time(7, 30)
    to: tuple[Subscriber, ...] = ()


class Digests(Protocol):
    """The port to what was sent. Every change is on the disk before the method returns."""

    def went(self, on: date) -> frozenset[str]:
        """The accounts of which the summary of a day was noted."""

    def claim(self, on: date, account: str) -> bool:
        """Note that a summary of a day goes to an account. False where it was noted before."""

    def release(self, on: date, account: str) -> None:
        """It surely did not leave: it may go once more."""
