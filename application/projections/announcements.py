"""The projection of what was announced, and of what refuses it: a row for each."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from griffie.application.ports import Recorded, Row
from griffie.domain.events import AnnouncementRecorded, PurposeAnnounced, StreamErased
from griffie.domain.housekeeping import ANNOUNCEMENTS

COLUMNS = (
    "key",
    "request_id",
    "purpose",
    "announced_on",
    "right",
    "basis",
    "direct_marketing",
    "told",
    "segment",
    "channel",
    "recorded_at",
)


class Telling(NamedTuple):
    """One announcement: of which purpose, when, to how many, and by which way."""

    purpose: str
    announced_on: str
    basis: str
    direct_marketing: bool
    told: int
    segment: str | None
    channel: str


class Refusals(NamedTuple):
    """How many requests refuse a purpose that was announced on a day, and by which right."""

    requests: int
    rights: dict[str, int]


class AnnouncementsView(Protocol):
    """The port to the rows of announcements."""

    def tellings(self) -> Sequence[Telling]:
        """Every announcement, the newest day first."""

    def refusals(self, purpose: str, announced_on: str) -> Refusals:
        """What the requests of today say about a purpose that was announced on a day."""


class AnnouncementsFold:
    """Folds each event by itself: what is joined is counted when somebody asks."""

    def fold(self, batch: Sequence[Recorded]) -> tuple[Sequence[Row], Sequence[str]]:
        """The rows of a batch, and the keys of histories that left."""
        gone = [event.stream.hex for _, event in batch if isinstance(event, StreamErased)]
        return [row for _, event in batch for row in _rows(event)], gone


def _rows(event: Any) -> Sequence[Row]:
    match event:
        case PurposeAnnounced():
            key = ("told", event.purpose, event.announced_on.isoformat(), event.segment or "")
            said = {
                "request_id": ANNOUNCEMENTS.hex,
                "basis": event.basis,
                "direct_marketing": event.direct_marketing,
                "told": event.told,
                "segment": event.segment,
                "channel": event.channel,
            }
        case AnnouncementRecorded():
            stream = event.originator_id.hex
            key = ("refused", stream, event.purpose, event.right)
            said = {"request_id": stream, "right": event.right}
        case _:
            return ()
    about = {
        "key": "/".join(key),
        "purpose": event.purpose,
        "announced_on": event.announced_on.isoformat(),
        "recorded_at": event.timestamp.isoformat(),
    }
    return (dict.fromkeys(COLUMNS) | about | said,)
