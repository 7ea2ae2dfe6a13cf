"""An event as it was stored."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from griffie.application.ports import Line
from griffie.application.projections import trail
from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.values import Sealed

Shown = dict[str, Any]


def path(step: str) -> str:
    return step.replace("_", "-")


def event_shown(line: Line, words: Mapping[Sealed, Any] | None) -> Shown:
    """An event as it was stored, and its place in the log."""
    assert line.stored is not None
    recorded_at = datetime.fromisoformat(line.stored["at"])
    happened_on = trail.happened_on(str(line.topic), line.stored["data"])
    shown: Shown = {
        "version": line.version,
        "type": line.topic,
        "schema": line.stored["schema"],
        "recorded_at": line.stored["at"],
        "happened_on": happened_on,
        "recorded_late": trail.late(happened_on, civil_date(recorded_at)),
        "actor": line.stored["actor"],
        "data": line.stored["data"],
        "entry_index": line.place,
        "entry_hash": b64encode(line.entry_hash).decode(),
        "event_hash": b64encode(line.event_hash).decode(),
    }
    if words is not None:
        digests = set(strings_in(line.stored["data"]))
        shown["revealed"] = {digest: words[digest] for digest in words if digest in digests}
    return shown


def strings_in(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings_in(one)
