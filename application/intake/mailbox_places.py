"""How far each watched mailbox was taken in, and what lies there for a person: the port to it."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol


class Why(StrEnum):
    """Why a mail was left in its mailbox."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    FAILED = "failed"
    """It ended in a way nobody foresaw, as often as it was tried."""


class Place(NamedTuple):
    """How far a mailbox was taken in: under its generation, up to and with this number."""

    generation: int
    number: int
    since: date
    """What came before this day was never looked at."""


class ParkedMail(NamedTuple):
    """A mail that lies in its mailbox because it cannot be taken in by itself."""

    mailbox: str
    generation: int
    number: int
    why: Why
    size: int
    at: datetime
    """When it was given up, in UTC."""


class MailboxPlaces(Protocol):
    """The port to how far each mailbox was taken in. No personal data."""

    def place_of(self, mailbox: str) -> Place | None:
        """How far it was taken in; none before it was looked at first."""

    def begin(self, mailbox: str, place: Place) -> None:
        """Note where a mailbox begins, the first time or under a new generation."""

    def trying(self, mailbox: str, number: int) -> int:
        """Note, before it is read, that a mail is tried; gives the how-many-eth time this is."""

    def not_tried(self, mailbox: str, number: int) -> None:
        """Take back that it was tried: it was not the mail that failed."""

    def done(self, mailbox: str, number: int) -> None:
        """Note that everything up to this number was taken in or parked."""

    def park(self, mail: ParkedMail) -> None:
        """Note that a mail stays where it lies, for a person."""

    def parked(self) -> list[ParkedMail]:
        """Every mail that stays where it lies, the oldest first."""

    def settle(self, mailbox: str) -> int:
        """A person saw to what is parked of a mailbox; gives how many mails that were."""
