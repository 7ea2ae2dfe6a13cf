"""Events that stand beside the requests: somebody looked, a whole history left the store.

No object is built from these events: their streams are only counted, logged and read.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid5

from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed

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


class PersonalDataRevealed(HousekeepingEvent):
    """Somebody opened the personal data of a request, at a version of it."""

    TOPIC = "PersonalDataRevealed"
    request: UUID
    at_version: int
    reason: Sealed | None = None


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
