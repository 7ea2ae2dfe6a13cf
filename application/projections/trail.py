"""The audit trail: who did what, when it happened and when it was recorded."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from griffie.application.ports import Recorded, Row
from griffie.domain.events import DuplicateAbsorbed, ReceiptDateCorrected, StreamErased
from griffie.domain.housekeeping import HOUSEKEEPING, HousekeepingEvent

COLUMNS = (
    "position",
    "request_id",
    "version",
    "type",
    "recorded_at",
    "actor",
    "happened_on",
    "late",
)
LATE = timedelta(days=3)
"""From then on a step counts as recorded late: our policy."""

CORRECTIONS = (ReceiptDateCorrected, DuplicateAbsorbed)
DONE = re.compile("(?!due_on)([a-z_]+_)?on")
NO_STEPS = {kind.TOPIC for kind in CORRECTIONS} | {
    kind.TOPIC for kind in HousekeepingEvent.__subclasses__()
}
"""What says a date and tells of no step on it: a date put right, and what stands beside."""


class TrailView(Protocol):
    """The audit trail, as far as it was projected."""

    def newest(self, limit: int) -> list[dict[str, Any]]:
        """The last things that happened, the newest first."""


class Trail:
    """Folds every event into one row."""

    def fold(self, batch: Sequence[Recorded]) -> tuple[Sequence[Row], Sequence[str]]:
        gone: list[str] = []
        rows = []
        for position, event in batch:
            if isinstance(event, StreamErased):
                gone.append(event.stream.hex)
            rows.append(row(position, event))
        return rows, gone


def row(position: int, event: Any) -> Row:
    on = happened_on(event.TOPIC, dict(event))
    return {
        "position": position,
        "request_id": _concerns(event),
        "version": event.originator_version,
        "type": event.TOPIC,
        "recorded_at": event.timestamp.isoformat(),
        "actor": event.actor,
        "happened_on": on and on.isoformat(),
        "late": late(on, event.recorded_on),
    }


def _concerns(event: Any) -> str:
    """The request of which an event tells; housekeeping where it tells of none."""
    if not isinstance(event, HousekeepingEvent):
        return str(event.originator_id.hex)
    return str((getattr(event, "request", None) or HOUSEKEEPING).hex)


def happened_on(topic: str, facts: Mapping[str, Any]) -> date | None:
    """The last of the dates on which an event says that something was done; none when it says none.

    `facts` are an event's own, or as they are stored. A day to come is called `due_on` or `until`.
    """
    if topic in NO_STEPS:
        return None
    said = [value for name, value in facts.items() if DONE.fullmatch(name) and value]
    return max((date.fromisoformat(str(day)) for day in said), default=None)


def late(on: date | None, recorded_on: date) -> bool:
    """Whether a step was recorded more than three days after it was taken."""
    return on is not None and recorded_on - on > LATE
