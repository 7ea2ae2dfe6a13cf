"""Events as they were stored, with their places in the log."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal, TypeVar
from uuid import UUID

from pydantic import ConfigDict, Field

from griffie.application.ports import LogLine
from griffie.application.projections import trail
from griffie.application.views.answer import AnswerModel, Instant, documented
from griffie.application.views.opened_values import Opened
from griffie.domain.law.deadlines import civil_date
from griffie.domain.request.reference import reference


# One event; hashes are base64, `entry_index` counts from 0.
class EventShown(AnswerModel):
    model_config = ConfigDict(json_schema_extra=documented("revealed", before="entry_index"))

    version: int
    type: str
    schema_: int = Field(validation_alias="schema", serialization_alias="schema")
    recorded_at: Instant
    happened_on: date | None = Field(
        description="The last day on which it says that something was done."
    )
    recorded_late: bool = Field(description="Recorded more than three days after that.")
    actor: str
    data: dict[str, Any]
    entry_index: int
    entry_hash: str
    event_hash: str
    revealed: dict[str, Any] | None = Field(
        default=None, description="What is sealed in `data`, opened: digest to value."
    )


E = TypeVar("E", bound=EventShown)


# The events of one request, in order.
class Events(AnswerModel):
    items: list[EventShown]


class LoggedEvent(EventShown):
    """A line of the audit trail: the event, and of which request."""

    stream: UUID
    reference: str


class ErasedEntry(AnswerModel):
    """A line of the audit trail of which only the entry stands: its history lawfully went."""

    entry_index: int
    entry_hash: str
    event_hash: str
    erased: Literal[True] = True


# An event without its data.
class BriefEvent(AnswerModel):
    version: int
    type: str
    recorded_at: Instant
    happened_on: date | None
    recorded_late: bool
    actor: str
    entry_index: int


def path(step: str) -> str:
    """How a step is written in an address: `ask_search` as `ask-search`."""
    return step.replace("_", "-")


def events_shown(lines: Iterable[LogLine], opened: Opened) -> Events:
    """The events of a request in order, with the opened values of each if there are any."""
    return Events(items=[_event(EventShown, line, **_revealed(line, opened)) for line in lines])


def log_entry_shown(line: LogLine) -> LoggedEvent | ErasedEntry:
    """An entry of the log, with its event unless the history lawfully left."""
    if line.stored is None or line.stream is None:
        return ErasedEntry(
            entry_index=line.place,
            entry_hash=_base64(line.entry_hash),
            event_hash=_base64(line.event_hash),
            erased=True,
        )
    return _event(LoggedEvent, line, stream=line.stream, reference=reference(line.stream))


def in_brief(lines: Iterable[LogLine]) -> list[BriefEvent]:
    """Events without their data, in the order given."""
    return [
        BriefEvent(
            version=event.version,
            type=event.type,
            recorded_at=event.recorded_at,
            happened_on=event.happened_on,
            recorded_late=event.recorded_late,
            actor=event.actor,
            entry_index=event.entry_index,
        )
        for event in (_event(EventShown, line) for line in lines)
    ]


def _event(kind: type[E], line: LogLine, **more: Any) -> E:
    """The event of an entry; the caller has checked that the event is there."""
    stored = line.stored
    assert stored is not None
    assert line.version is not None
    assert line.topic is not None
    happened_on = trail.happened_on(line.topic, stored["data"])
    recorded_on = civil_date(datetime.fromisoformat(stored["at"]))
    return kind(
        version=line.version,
        type=line.topic,
        schema_=stored["schema"],
        recorded_at=stored["at"],
        happened_on=happened_on,
        recorded_late=trail.late(happened_on, recorded_on),
        actor=stored["actor"],
        data=stored["data"],
        entry_index=line.place,
        entry_hash=_base64(line.entry_hash),
        event_hash=_base64(line.event_hash),
        **more,
    )


def _revealed(line: LogLine, opened: Opened) -> Mapping[str, Any]:
    if opened is None or line.stored is None:
        return {}
    digests = set(_strings_in(line.stored["data"]))
    return {"revealed": {digest: opened[digest] for digest in opened if digest in digests}}


def _strings_in(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings_in(inner)


def _base64(octets: bytes) -> str:
    return b64encode(octets).decode()
