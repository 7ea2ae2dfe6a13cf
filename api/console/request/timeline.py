"""The history on the page of a request: every event in words, the newest first."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from griffie.api.words.colleagues import actor_name
from griffie.api.words.event_lines import event_detail, event_title, sealed_lines
from griffie.api.words.event_marks import SHAPES
from griffie.api.words.naming import Naming
from griffie.api.words.speech import Speech
from griffie.application.engine import Engine
from griffie.application.ports import LogLine
from griffie.application.projections import trail
from griffie.domain.events import ReminderRaised
from griffie.domain.housekeeping import HousekeepingEvent, looks_stream
from griffie.domain.model.values import Sealed
from griffie.domain.rights_request import RightsRequest


class TimelineEvent(NamedTuple):
    """One event on the page."""

    version: int
    title: str
    detail: str
    day: str
    time: str
    iso: str
    actor: str
    hash: str
    entry: int
    shape: str
    late: str
    """When it really happened, where it was recorded more than three days later."""
    said: list[tuple[str, str]]
    """What was sealed in it, opened: a label and the words."""
    looked: bool
    """Somebody looked; nothing changed."""
    to_come: bool = False
    reminds: bool = False
    """The clock said something; nobody did anything."""


class Reminded(NamedTuple):
    """Reminders in a row, as one line that opens."""

    day: str
    events: list[TimelineEvent]


def timeline(
    engine: Engine,
    request: RightsRequest,
    speech: Speech,
    opened: Mapping[Sealed, Any] | None,
    *,
    looks: bool,
    naming: Naming | None = None,
) -> list[TimelineEvent]:
    """Every event of a request, the newest first; with `looks` also who looked.

    `naming` says what codes and accounts are called.
    """
    streams = [request.id, looks_stream(request.id)] if looks else [request.id]
    happened = [
        (line.place, _timeline_event(line, event, speech, opened, naming))
        for stream in streams
        for line, event in zip(
            engine.history.lines_of(stream), engine.requests.history(stream), strict=True
        )
    ]
    return [event for _, event in sorted(happened, key=lambda found: -found[0])]


def folded(events: Iterable[TimelineEvent]) -> list[TimelineEvent | Reminded]:
    """The same events, with reminders that follow each other in one place."""
    found: list[TimelineEvent | Reminded] = []
    for reminds, run in groupby(events, key=lambda one: one.reminds):
        together = list(run)
        several = reminds and len(together) > 1
        found += [Reminded(together[0].day, together)] if several else together
    return found


def _timeline_event(
    line: LogLine,
    event: Any,
    speech: Speech,
    opened: Mapping[Sealed, Any] | None,
    naming: Naming | None,
) -> TimelineEvent:
    recorded = trail.row(line.place, event)
    on = recorded["happened_on"] if recorded["late"] else None
    return TimelineEvent(
        version=event.originator_version,
        title=event_title(event, speech),
        detail=event_detail(event, speech, naming.of) if naming else event_detail(event, speech),
        day=speech.short_day(event.recorded_on),
        time=speech.time(event.timestamp),
        iso=event.timestamp.isoformat(),
        actor=actor_name(event.actor, naming.known if naming else {}, speech),
        hash=line.event_hash.hex(),
        entry=line.place,
        shape=SHAPES.get(event.TOPIC, ""),
        late=speech.day(date.fromisoformat(on)) if on else "",
        said=sealed_lines(event, speech, opened) if opened else [],
        looked=isinstance(event, HousekeepingEvent),
        reminds=isinstance(event, ReminderRaised),
    )
