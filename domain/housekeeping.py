"""What happens beside a request: somebody looked, a whole history left the store.

These events build nothing: their streams exist to be counted, logged and read.
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
    """The stream of those who looked at the personal data of a request.

    Beside the request and not in it: looking changes nothing, so it must not move the version
    on which others are working.
    """
    return uuid5(NAMESPACE, f"looks/{request}")


class HousekeepingEvent(Event):
    """What concerns a request, or none, and is no part of its course."""


class PersonalDataRevealed(HousekeepingEvent):
    TOPIC = "PersonalDataRevealed"
    request: UUID
    at_version: int
    reason: Sealed | None = None


class StreamErased(HousekeepingEvent):
    """At the end of retention a whole history goes. Its log entries stay."""

    TOPIC = "StreamErased"
    stream: UUID
    events: int


class FiguresKept(HousekeepingEvent):
    """What is left of histories that went together: sums, by the year of their receipt.

    No request is named in it, no day, and no two things about one request stand side by side.
    """

    TOPIC = "FiguresKept"
    year: int
    requests: int
    tables: Mapping[str, Mapping[str, int]]
