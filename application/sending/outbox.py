"""The outbox: a row for each message that goes out by e-mail, and the port to these rows.

A row is written in the transaction of the event that lets the message wait, and changed in that of
the event which says what became of it. It holds no personal data: to whom a message goes and what
it says lies sealed beside its request.
"""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID

from griffie.application.sending.codes import Codes
from griffie.application.sending.subscribers import Digests
from griffie.domain.errors import ConflictError, NotFoundError
from griffie.domain.request.outgoing_mail import MailKind


class OutboxState(StrEnum):
    """How a message of the outbox stands."""

    WAITING = "waiting"
    SENDING = "sending"
    """The relay is being given it. Of a process that ended meanwhile, it may have left."""
    PERHAPS = "perhaps"
    """It may have left: it is never sent again by itself, a person decides."""
    SENT = "sent"
    ANSWERED = "answered"
    """Of what was handed on by OpenDSR: the processor carried it out, or cancelled it."""
    RETURNED = "returned"
    """A report came that it did not arrive: a person says whether the letter counts."""
    STOPPED = "stopped"
    """Refused for good, given up or dropped: see the event."""
    ERASED = "erased"
    """The personal data of its request were erased before it left."""


OPEN = (OutboxState.WAITING, OutboxState.SENDING, OutboxState.PERHAPS)
"""The states of which something is still to come."""


class Outgoing(NamedTuple):
    """A message that begins to wait."""

    mail: UUID
    request: UUID
    kind: MailKind
    message_id: str
    """As it stands in the header, with its angle brackets: the same however often it is tried."""
    at: datetime


class OutboxRow(NamedTuple):
    """A message of the outbox. Instants in UTC."""

    mail: UUID
    request: UUID
    kind: MailKind
    message_id: str
    state: OutboxState
    queued_at: datetime
    next_at: datetime
    """Not before this it is tried."""
    tries: int
    changed_at: datetime
    said: str
    """What the relay said last: a code of RFC 5321 or 3463, or why it was not reached."""


class Mailed(NamedTuple):
    """What became of a message; written with the event that says so, or not at all."""

    mail: UUID
    before: tuple[OutboxState, ...]
    """In one of these states it must still be."""
    state: OutboxState
    at: datetime
    said: str = ""


class MailSettledError(ConflictError):
    """Somebody else, or the sender, saw to this message meanwhile."""

    code = "mail-settled"
    sentence = "Somebody saw to this message meanwhile"
    remedy = "look at the outbox again"


class UnknownMailError(NotFoundError, LookupError):
    """There is no such message in the outbox."""

    code = "unknown-mail"
    sentence = "There is no such message in the outbox"


class SendingElsewhereError(ConflictError):
    """Another process sends what waits in this outbox."""

    code = "sending"
    sentence = "Another process sends what waits in this outbox"
    remedy = "let it, or stop that one first"


class Outbox(Protocol):
    """The port to the rows. Every change is on the disk before the method returns."""

    @property
    def codes(self) -> Codes:
        """How often the codes that went out were tried."""

    @property
    def digests(self) -> Digests:
        """To whom the summary of a day went."""

    def get(self, mail: UUID) -> OutboxRow:
        """One message. Raises UnknownMailError."""

    def in_state(self, *states: OutboxState) -> list[OutboxRow]:
        """The messages in these states, the oldest first."""

    def due(self, at: datetime) -> list[OutboxRow]:
        """What waits and may be tried at an instant, the oldest first."""

    def due_of(
        self, kind: MailKind, states: Collection[OutboxState], at: datetime
    ) -> list[OutboxRow]:
        """The messages of a kind in these states whose turn has come at an instant."""

    def counts(self) -> Mapping[OutboxState, int]:
        """How many there are in each state that occurs."""

    def queued_since(self, requests: Collection[UUID], kind: MailKind, at: datetime) -> int:
        """How many of a kind began to wait for these requests at or after an instant."""

    def of_message_id(self, message_ids: Collection[str]) -> OutboxRow | None:
        """The message with one of these ids, where there is one."""

    def handing_over(self, mail: UUID, at: datetime) -> None:
        """Note, before it can leave, that the relay is given a message. Raises MailSettledError."""

    def tried(self, mail: UUID, at: datetime, next_at: datetime, said: str) -> None:
        """Note that it surely did not leave, and waits again."""

    def look_again(self, mail: UUID, at: datetime, next_at: datetime, said: str) -> None:
        """Note that the processor was asked what became of it; its state stays as it is."""

    def note(self, mail: UUID, state: OutboxState, at: datetime) -> None:
        """Note what became of a message of whose request nothing is recorded any more."""

    def alone(self) -> AbstractContextManager[None]:
        """Be the only sender for the block, of all processes. Raises SendingElsewhereError.

        The system ends this by itself when the process ends, so that what is being sent while
        nobody holds it was cut off.
        """
