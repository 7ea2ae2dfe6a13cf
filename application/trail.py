"""The audit trail: who did what, when it happened and when it was recorded."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from application.ports import Recorded, Row
from domain.events import DuplicateAbsorbed, ReceiptDateCorrected, StreamErased
from domain.events.housekeeping import HOUSEKEEPING, Beside
from domain.kernel import Event

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

HAPPENED = ("received_on", "sent_on", "asked_on", "verified_on", "notified_on")
CORRECTIONS = (ReceiptDateCorrected, DuplicateAbsorbed)


class Trail:
    def fold(self, batch: Sequence[Recorded]) -> tuple[Sequence[Row], Sequence[str]]:
        gone: list[str] = []
        rows = []
        for position, event in batch:
            if isinstance(event, StreamErased):
                gone.append(event.stream.hex)
            rows.append(row(position, event))
        return rows, gone


def row(position: int, event: Any) -> Row:
    on = happened_on(event)
    return {
        "position": position,
        "request_id": concerns(event),
        "version": event.originator_version,
        "type": event.TOPIC,
        "recorded_at": event.timestamp.isoformat(),
        "actor": event.actor,
        "happened_on": on and on.isoformat(),
        "late": on is not None and event.recorded_on - on > LATE,
    }


def concerns(event: Any) -> str:
    """The request of which an event tells; housekeeping where it tells of none."""
    if not isinstance(event, Beside):
        return str(event.originator_id.hex)
    return str((getattr(event, "request", None) or HOUSEKEEPING).hex)


def happened_on(event: Event) -> date | None:
    """The last of the dates that an event says something happened on; none when it says none."""
    if isinstance(event, CORRECTIONS):
        return None
    days = [day for name in HAPPENED if isinstance(day := getattr(event, name, None), date)]
    return max(days, default=None)
