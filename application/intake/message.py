"""A message of the inbox: what came in and is no request yet.

Codes, days and digests: its words lie in the vault, under keys of its own. It has the id that its
request will have, so that what becomes a request stays where it is and nothing is copied.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID

from griffie.application.ports import Indexed, Locked
from griffie.domain.errors import ConflictError, NotFoundError
from griffie.domain.law import Language
from griffie.domain.model.values import Sealed
from griffie.domain.request.remarks import DkimResult, RemarkCode


class UnknownMessageError(NotFoundError):
    """There is no such message."""

    code = "unknown-message"
    sentence = "There is no such message"


class MessageSettledError(ConflictError):
    """Somebody has said already what this message is."""

    code = "message-settled"
    sentence = "This message is settled already"
    remedy = "if it was set aside wrongly, reopen it first"


class MessageErasedError(ConflictError):
    """The words of this message were erased, as the profile says."""

    code = "message-erased"
    sentence = "The words of this message were erased"


class MessageWaitsError(ConflictError):
    """A message that waits to be read cannot be taken back."""

    code = "message-waits"
    sentence = "This message was not set aside"


class Became(StrEnum):
    """What a person, or its reference, made of a message."""

    REQUEST = "request"
    JOINED = "joined"
    NO_REQUEST = "no_request"


class MessageState(StrEnum):
    """How a message stands."""

    UNREAD = "unread"
    PARKED = "parked"
    """A machine wrote it: nobody asks anything, and no clock runs."""
    REQUEST = "request"
    JOINED = "joined"
    NO_REQUEST = "no_request"


class Message(NamedTuple):
    """A message as the store keeps it."""

    id: UUID
    arrived_at: datetime
    """When it came to us, in UTC; supposed where a remark says so."""
    arrived_on: date
    """The same as a civil day in Brussels, from which a request made of it counts."""
    taken_at: datetime
    """When it was taken in here, in UTC."""
    read_by: date
    """The last day on which it is read in time."""
    parked: bool
    mail: Sealed
    """The whole mail as it came, in the vault."""
    sender: Sealed
    """Who sent it: name and address, in the vault."""
    size: int
    """Octets of the whole mail."""
    language: Language | None
    remarks: tuple[RemarkCode, ...]
    attachments: int
    became: Became | None = None
    request: UUID | None = None
    settled_by: str | None = None
    settled_at: datetime | None = None
    forget_on: date | None = None
    reason: Sealed | None = None
    dkim: DkimResult = DkimResult.NOT_CHECKED
    """Whether the domain of its author signed it, as asked when it came in."""
    kept: bool = True
    """Whether its words are still there."""

    @property
    def state(self) -> MessageState:
        """How it stands. What was erased by the ledger of a restored copy is no request."""
        if self.became:
            return MessageState(self.became)
        if not self.kept:
            return MessageState.NO_REQUEST
        return MessageState.PARKED if self.parked else MessageState.UNREAD

    @property
    def waits(self) -> bool:
        """Whether nobody has said yet what it is."""
        return self.state in {MessageState.UNREAD, MessageState.PARKED}

    def late(self, on: date) -> bool:
        """Whether it should have been read before a civil day in Brussels."""
        return self.state is MessageState.UNREAD and self.read_by < on


class MessageCounts(NamedTuple):
    """How many messages wait."""

    unread: int = 0
    late: int = 0
    """Those of them that should have been read by now."""
    parked: int = 0


class MessageQuery(NamedTuple):
    """What a list of messages is asked for; a filter that is none does not apply."""

    state: MessageState | None = None
    late_on: date | None = None
    """Only those that are unread and should have been read before this day."""
    limit: int = 50
    language: Language | None = None
    """Only those in this language, as far as it is known."""
    remark: RemarkCode | None = None
    """Only those of which this was supposed."""
    after: tuple[str, str] | None = None
    """Arrival and id of the last message of the page before."""


class MessageStore(Protocol):
    """The port to the messages of the inbox. What becomes of one is written by the recorder."""

    def add(self, message: Message, locked: list[Locked], indexed: list[Indexed]) -> None:
        """Keep a message with its sealed values: all or nothing. Raises MessageOnFileError."""

    def get(self, message_id: UUID) -> Message | None:
        """A message; none where there is none of this id."""

    def page(self, query: MessageQuery) -> list[Message]:
        """A page, the earliest arrival first."""

    def counts(self, at: datetime, on: date) -> MessageCounts:
        """How many waited at an instant, judged on a civil day in Brussels."""

    def due_to_go(self, on: date) -> list[UUID]:
        """The messages of which words are there that a civil day in Brussels should not see."""

    def empty(self, message_id: UUID) -> None:
        """Leave of a message that was set aside only that it was; its words go after this."""
