"""The audit trail: one row for each event, with who did what, when it happened and was recorded."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, Protocol

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
"""A step recorded more than so long after its date is recorded late: our policy [P]."""

_CORRECTIONS = (ReceiptDateCorrected, DuplicateAbsorbed)
DAY_OF_STEP = re.compile("(?!due_on)([a-z_]+_)?on")
_NO_STEPS = {kind.TOPIC for kind in _CORRECTIONS} | {
    kind.TOPIC for kind in HousekeepingEvent.__subclasses__()
}
"""Events with a date that is not the date of a step: corrections, and housekeeping."""


class TrailFilter(NamedTuple):
    """What a row must be; what is left out asks nothing."""

    actor: str = ""
    topic: str = ""
    on: date | None = None
    """The day in Brussels on which it was recorded."""
    before: int | None = None
    """Only what stands before this position of the log."""


class TrailView(Protocol):
    """The port to the rows of the audit trail."""

    def select(self, wanted: TrailFilter, limit: int) -> list[dict[str, Any]]:
        """At most `limit` rows of those wanted, the newest first."""

    def newest(self, limit: int) -> list[dict[str, Any]]:
        """At most `limit` rows, the newest first."""


class TrailFold:
    """Folds each event into one row."""

    def fold(self, batch: Sequence[Recorded]) -> tuple[Sequence[Row], Sequence[str]]:
        """The rows of a batch, and the keys of histories that left."""
        gone: list[str] = []
        rows = []
        for position, event in batch:
            if isinstance(event, StreamErased):
                gone.append(event.stream.hex)
            rows.append(row(position, event))
        return rows, gone


def row(position: int, event: Any) -> Row:
    """The row of one event; days as `YYYY-MM-DD`, instants with their zone."""
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
    """The id (32 hexadecimal digits) of the request that an event concerns, else housekeeping."""
    if not isinstance(event, HousekeepingEvent):
        return str(event.originator_id.hex)
    return str((getattr(event, "request", None) or HOUSEKEEPING).hex)


def happened_on(topic: str, facts: Mapping[str, Any]) -> date | None:
    """The last date on which an event says that something was done; none when it says none.

    `facts` are the fields of the event, parsed or as stored. Dates to come (`due_on`, `until`) do
    not count.
    """
    if topic in _NO_STEPS:
        return None
    said = [value for name, value in facts.items() if DAY_OF_STEP.fullmatch(name) and value]
    return max((date.fromisoformat(str(day)) for day in said), default=None)


def late(on: date | None, recorded_on: date) -> bool:
    """Whether a step was recorded more than three days after it was taken."""
    return on is not None and recorded_on - on > LATE
