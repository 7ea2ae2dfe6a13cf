"""Events that stand beside the requests: who looked, exported or was refused; what left the store.

No object is built from these events: their streams are only counted, logged and read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid5

from pydantic import NonNegativeInt, StringConstraints

from griffie.domain.model.event import Event
from griffie.domain.model.values import Account, Code, Sealed
from griffie.domain.request.vocabulary import Channel

NAMESPACE = UUID("6f1d3c52-7c0e-5d0b-9a53-2f0f3a5f6b11")
HOUSEKEEPING = uuid5(NAMESPACE, "housekeeping")
"""The stream that names the histories which lawfully left the store."""


def looks_stream(request: UUID) -> UUID:
    """The id of the stream that records who looked at the personal data of a request.

    It is apart from the request's own stream: looking changes nothing, so it must not move the
    version on which others are working.
    """
    return uuid5(NAMESPACE, f"looks/{request}")


class HousekeepingEvent(Event):
    """An event that concerns a request, or none, and is no step of a request."""


class LookPurpose(StrEnum):
    """For what somebody opens personal data: a log of looks says it (Court of Justice, C-579/21).

    It is no field of the law: a short list of ours [P], for everybody who may look.
    """

    HANDLE_REQUEST = "handle_request"
    ANSWER_QUESTION = "answer_question"
    CHECK_IDENTITY = "check_identity"
    CORRECT_DATA = "correct_data"
    COMPLAINT = "complaint"
    SUPERVISION = "supervision"


class PersonalDataRevealed(HousekeepingEvent):
    """Somebody opened the personal data of a request, at a version of it."""

    TOPIC = "PersonalDataRevealed"
    SCHEMA = 2
    request: UUID
    at_version: int
    reason: Sealed | None = None
    purpose: LookPurpose | None = None
    """None: it was recorded before a purpose was asked."""


class PersonLookedUp(HousekeepingEvent):
    """Somebody was shown that the person whom they named has this open request, at a version of it.

    Who was named stands nowhere: it is the requester of this request.
    """

    TOPIC = "PersonLookedUp"
    request: UUID
    at_version: int


class StreamErased(HousekeepingEvent):
    """A whole history left the store at the end of retention. Its log entries stay."""

    TOPIC = "StreamErased"
    stream: UUID
    events: int


class FiguresKept(HousekeepingEvent):
    """Sums of histories that left the store together, by the year in which they came in.

    It names no request and no day, and no two facts about one request stand side by side.
    """

    TOPIC = "FiguresKept"
    year: int
    requests: int
    tables: Mapping[str, Mapping[str, int]]


FAILED_SIGN_INS = uuid5(NAMESPACE, "knocks")
"""The stream of the days on which somebody failed to sign in: one event a day at most."""


def day_stream(on: date) -> UUID:
    """The stream of the exports and refusals of a day that concern no single request."""
    return uuid5(NAMESPACE, f"at-the-door/{on.isoformat()}")


Problem = Annotated[str, StringConstraints(pattern="^/(law|problems)/[A-Za-z0-9/._-]{1,80}$")]
"""The type of a refusal: a provision, or a rule of ours. Never a sentence."""


class Export(StrEnum):
    """What left in a form that can be kept."""

    DOSSIER = "dossier"
    LETTER = "letter"
    DOCUMENT = "document"
    REPORT = "report"
    AUDIT_TRAIL = "audit_trail"
    REGISTER = "register"
    """A list of requests: by our filters, requesters masked or opened."""


ANNOUNCEMENTS = uuid5(NAMESPACE, "announcements")
"""The stream of what the controller announced to everybody, apart from any request."""

BasisLetter = Annotated[str, StringConstraints(pattern="^[a-f]$")]
"""A point of Article 6(1) GDPR."""


class PurposeAnnounced(HousekeepingEvent):
    """Articles 13(3) and 14(4): people were told of a further purpose before it began.

    How many, of which segment and by which channel; who they were stands nowhere. A refusal is
    joined by the purpose and the day: `AnnouncementRecorded` of a request.
    """

    TOPIC = "PurposeAnnounced"
    purpose: Code
    announced_on: date
    basis: BasisLetter
    direct_marketing: bool
    told: NonNegativeInt
    segment: Code | None = None
    channel: Channel


MESSAGES = uuid5(NAMESPACE, "messages")
"""The stream of what was said about messages of the inbox that are no requests."""


class MessageSetAside(HousekeepingEvent):
    """A person said that a message of the inbox asks nothing: its words go after some days.

    Who said so is its actor; which message, and how many, is counted from these events.
    """

    TOPIC = "MessageSetAside"
    message: UUID


class MessageTakenBack(HousekeepingEvent):
    """A message that was set aside is to be read again, before its words are gone."""

    TOPIC = "MessageTakenBack"
    message: UUID


class DataExported(HousekeepingEvent):
    """Somebody received a file: of one request at a version, or of the whole register."""

    TOPIC = "DataExported"
    what: Export
    request: UUID | None = None
    at_version: int | None = None


class CommandRefused(HousekeepingEvent):
    """A signed-in person was refused: by the law, the state of the request, or their role."""

    TOPIC = "CommandRefused"
    command: Code
    problem: Problem
    request: UUID | None = None
    at_version: int | None = None


class KnocksCounted(HousekeepingEvent):
    """How often signing in failed on a day, and how many refusals were not recorded.

    Since schema 2 also how often somebody signed in, and at which accounts somebody had to wait.
    """

    TOPIC = "KnocksCounted"
    SCHEMA = 2
    on: date
    failed_sign_ins: NonNegativeInt
    unknown_tokens: NonNegativeInt
    refusals_not_written: NonNegativeInt
    sign_ins: NonNegativeInt = 0
    held_up: tuple[Account, ...] = ()

    def is_told_by(self, other: KnocksCounted) -> bool:
        return other.on >= self.on


ACCESS_TRAIL_TOPICS = frozenset(
    kind.TOPIC
    for kind in (PersonalDataRevealed, PersonLookedUp, DataExported, CommandRefused, KnocksCounted)
)
"""Who looked, in every way: for those who audit, and for nobody else."""
