"""What happened to a request, in words, the newest first."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from griffie.api.words.clock_words import KEPT, LIMITS, REMINDERS
from griffie.api.words.event_marks import SHAPES
from griffie.api.words.names import (
    AGES,
    AUTHORITIES,
    CAPABILITIES,
    CHANNELS,
    DOCUMENTS,
    ERASURES,
    EXPORTS,
    EXTENSIONS,
    FORMATS,
    HANDS,
    LETTERS,
    OUTCOMES,
    RELATIONS,
    REVIEWS,
    SEARCHES,
    WEIGHINGS,
)
from griffie.api.words.speech import Speech, first_up
from griffie.application.engine import Engine
from griffie.application.ports import LogLine
from griffie.application.projections import trail
from griffie.domain.housekeeping import Beside, looks_at
from griffie.domain.law import Provision, Right
from griffie.domain.model.values import Sealed
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import words as step_words


class Happened(NamedTuple):
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


def timeline(
    engine: Engine,
    request: RightsRequest,
    speech: Speech,
    words: Mapping[Sealed, Any] | None,
    *,
    looks: bool,
) -> list[Happened]:
    """Every event of a request, the newest first; with `looks` also who looked."""
    streams = [request.id, looks_at(request.id)] if looks else [request.id]
    happened = [
        (line.place, one(line, event, speech, words))
        for stream in streams
        for line, event in zip(
            engine.history.lines_of(stream), engine.requests.history(stream), strict=True
        )
    ]
    return [event for _, event in sorted(happened, key=lambda found: -found[0])]


def one(line: LogLine, event: Any, speech: Speech, words: Mapping[Sealed, Any] | None) -> Happened:
    recorded = trail.row(line.place, event)
    on = recorded["happened_on"] if recorded["late"] else None
    return Happened(
        version=event.originator_version,
        title=title(event, speech),
        detail=detail(event, speech),
        day=speech.short_day(event.recorded_on),
        time=speech.time(event.timestamp),
        iso=event.timestamp.isoformat(),
        actor=event.actor,
        hash=line.event_hash.hex(),
        entry=line.place,
        shape=SHAPES.get(event.TOPIC, ""),
        late=speech.day(date.fromisoformat(on)) if on else "",
        said=said(event, speech, words) if words else [],
        looked=isinstance(event, Beside),
    )


def title(event: Any, speech: Speech) -> str:
    return speech.phrase(step_words.title(event.TOPIC))


def detail(event: Any, speech: Speech) -> str:
    """A line about an event, from what stands in clear in it."""
    sentence = step_words.detail(event)
    if sentence is None:
        return ""
    needed = step_words.blanks(sentence.en)
    facts = {name: spoken(name, getattr(event, name), speech) for name in needed}
    return first_up(speech.phrase(sentence, **facts))


LISTS: tuple[Mapping[Any, str], ...] = (
    *(AGES, AUTHORITIES, CAPABILITIES, CHANNELS, DOCUMENTS, ERASURES, EXPORTS),
    *(LIMITS, REMINDERS),
    *(EXTENSIONS, FORMATS, HANDS, LETTERS, OUTCOMES, RELATIONS, REVIEWS, SEARCHES, WEIGHINGS),
)
CLOSED_LISTS = {type(next(iter(words))): words for words in LISTS}
"""The words for the members of each closed list."""


def spoken(name: str, value: Any, speech: Speech) -> str:  # noqa: PLR0911 - one a kind of value
    """A field of an event as a reader wants it. Sealed values are not for this page."""
    if isinstance(value, Sealed) or value is None:
        return ""
    if words := CLOSED_LISTS.get(type(value)):
        return speech.say(words[value])
    if name == "amount_cents":
        return speech.euros(value)
    if name == "about" and value in KEPT:
        return speech.say(KEPT[value])
    match value:
        case tuple():
            return rights_or_words(name, value, speech)
        case Right():
            return speech.right(value)
        case UUID():
            return reference(value)
        case date() | int():
            return speech.spell(value)
    if name == "ground":
        return ground(str(value), speech)
    right = getattr(value, "right", None)
    return speech.right(right) if right else str(value)


def rights_or_words(name: str, values: tuple[Any, ...], speech: Speech) -> str:
    if not values:
        return speech.say("no right named yet") if name == "rights" else speech.say("everything")
    return speech.several(spoken("", value, speech) for value in values)


def ground(written: str, speech: Speech) -> str:
    """A ground in the law's words, and where it stands."""
    if written.startswith("fact/"):
        return first_up(speech.law(written))
    cited = speech.cite(Provision.parse(written))
    try:
        return f"{first_up(speech.law(written))} ({cited})"
    except LookupError:  # the provision itself is the ground, such as Article 12(6)
        return cited


def said(event: Any, speech: Speech, words: Mapping[Sealed, Any]) -> list[tuple[str, str]]:
    """What was sealed in an event, in words, with a label."""
    found: list[tuple[str, str]] = []
    for name, value in event:
        sealed = value if isinstance(value, tuple) else (value,)
        if opened := [one for one in sealed if isinstance(one, Sealed) and one in words]:
            found += [(speech.phrase(step_words.label(name)), plain(words[one])) for one in opened]
        elif name in {"requester", "representative"} and value is not None:
            found += said(value, speech, words)
    return found


def plain(value: Any) -> str:
    """A document is shown by its name: its content stays where it is."""
    return str(value["name"]) if isinstance(value, Mapping) else str(value)
