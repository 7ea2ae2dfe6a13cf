"""Events to and from storage: canonical bytes (RFC 8785), written once and hashed as they are."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from eventsourcing.persistence import DatabaseError, Mapper, StoredEvent
from pydantic import TypeAdapter
from pydantic_core import from_json
from typing_extensions import TypedDict

from griffie.domain import events as _events  # noqa: F401 - so that every kind of event is known
from griffie.domain.errors import DamagedStoreError
from griffie.domain.model.event import ENVELOPE, Event
from griffie.infrastructure.sqlite.upcasts import EventTooNewError, upcast

CANONICAL = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
).encode
"""RFC 8785 for what events hold: texts, whole numbers, truth values, nothing, lists, objects with
ASCII names. Numbers with a fraction, where the two differ, do not occur; a test holds us to it."""


class UnreadableEventError(DatabaseError, DamagedStoreError):
    """What is stored is no event: the file was damaged, or somebody changed it."""

    code = "bad-event"
    sentence = "What is stored is no event"


class CanonicalMapper(Mapper[UUID]):
    """The library's mapper, for our events in canonical JSON."""

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        state = {
            "actor": domain_event.actor,
            "at": domain_event.timestamp.isoformat(),
            "data": domain_event.model_dump(mode="json", exclude=ENVELOPE),
            "nonce": token_urlsafe(16),  # the hash still hides an event whose body was pruned
            "schema": domain_event.SCHEMA,
        }
        return StoredEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=domain_event.TOPIC,
            state=CANONICAL(state).encode(),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        stream = stored_event.originator_id
        assert isinstance(stream, UUID)
        return read_event(
            stream, stored_event.originator_version, stored_event.topic, stored_event.state
        )


def read_event(stream: UUID, version: int, topic: str, state: bytes) -> Event:
    """The event in stored bytes, in the form that it has today. Raises UnreadableEventError."""
    try:
        ending, written = ending_and_reader(topic)
        if not state.endswith(ending):
            state = _upcast_state(topic, state)
        stored = written(state)
    except EventTooNewError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError):
        # Not from the cause, which quotes what it read.
        raise UnreadableEventError(f"{stream}, version {version}: run griffie audit") from None
    event: Event = stored["data"]
    # The stamp is not what happened: it is put on beside validation, and nobody else's to set.
    stamp = event.__dict__
    stamp["originator_id"], stamp["originator_version"] = stream, version
    stamp["timestamp"], stamp["actor"] = stored["at"], stored["actor"]
    return event


def is_known(topic: str, state: bytes) -> bool:
    """Whether this release knows events of this kind in this form. Raises ValueError, TypeError."""
    schema = from_json(state)["schema"]
    try:
        return bool(schema <= _event_class(topic).SCHEMA)
    except LookupError:
        return False


@cache
def _event_class(topic: str) -> type[Event]:
    """The class of the events with this topic. Raises LookupError.

    The library would import the module that a topic names: somebody who changes the file would
    choose what is run.
    """
    kinds = [Event]
    for kind in kinds:
        if vars(kind).get("TOPIC") == topic:
            return kind
        kinds += kind.__subclasses__()
    raise LookupError


@cache
def ending_and_reader(topic: str) -> tuple[bytes, Callable[[bytes], Any]]:
    """The last bytes of an event of today's schema, and the function that reads it."""
    event = _event_class(topic)
    fields = {"actor": str, "at": datetime, "data": event, "nonce": str, "schema": int}
    kind: Any = TypedDict("Written", fields)  # type: ignore[misc]
    return b'"schema":%d}' % event.SCHEMA, TypeAdapter(kind).validator.validate_json


def _upcast_state(topic: str, state: bytes) -> bytes:
    """Stored bytes of an older schema, as they would be written today."""
    event = _event_class(topic)
    stored = from_json(state)
    data = upcast(topic, stored["data"], stored["schema"], event.SCHEMA)
    return CANONICAL(stored | {"data": data, "schema": event.SCHEMA}).encode()
