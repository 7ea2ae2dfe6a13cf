"""The history of a request as a picture: a line of days, the waiting, and the decisive days.

A label stands lower where the one above leaves no room. The same is said in words. Lengths are in
units of the SVG.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from griffie.api.words.speech import Speech
from griffie.application.projections import trail
from griffie.domain.events import DeadlineExtended, PersonalDataErased, RequesterInformed
from griffie.domain.housekeeping import HousekeepingEvent
from griffie.domain.model.event import Event
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.answer import ANSWERS
from griffie.domain.steps.deed import is_irregular

WIDTH, LEFT, RIGHT, AXIS = 760, 16, 744, 40
ROW, LETTER, MONTHS_SHOWN = 19, 6.3, 9
_DAY = timedelta(days=1)


class MarkedDay(NamedTuple):
    """A decisive day, what happened, and its colour."""

    on: date
    words: str
    tone: str


class Label(NamedTuple):
    """The text of a decisive day, and where it stands."""

    x: float
    y: int
    words: str
    tone: str
    anchor: str
    text_x: float


class Band(NamedTuple):
    """A part of the line of days."""

    x: float
    width: float


class Picture(NamedTuple):
    """Everything that the template draws."""

    height: int
    months: list[tuple[float, str]]
    labels: list[Label]
    dots: list[float]
    waits: list[Band]
    term: Band
    words: list[str]


def picture(request: RightsRequest, events: Sequence[Event], on: date, speech: Speech) -> Picture:
    """The picture of a request. `on` is the day on which it is made: an open wait ends there."""
    facts = sorted(set(_decisive_days(request, events, speech)))
    done = [_day_of(event) for event in events if not isinstance(event, HousekeepingEvent)]
    days = [*(fact.on for fact in facts), *done]
    scale = Scale(min(days), max(*days, min(days) + 14 * _DAY))
    labels = place_labels(facts, scale, speech)
    waits = [
        scale.band(pause.asked_on, pause.answered_on or max(on, pause.asked_on))
        for pause in request.pauses
    ]
    return Picture(
        height=max((label.y for label in labels), default=AXIS) + 10,
        months=list(scale.months(speech)),
        labels=labels,
        dots=sorted({scale.x(day) for day in done}),
        waits=waits,
        term=scale.band(request.received_on, request.deadline.term.due_on),
        words=[speech.labelled(speech.day(fact.on), fact.words) for fact in facts],
    )


def _day_of(event: Event) -> date:
    """When it happened, where the event says so; else when it was recorded."""
    happened = trail.row(0, event)["happened_on"]
    return date.fromisoformat(happened) if happened else event.recorded_on


def _decisive_days(
    request: RightsRequest, events: Sequence[Event], speech: Speech
) -> Iterator[MarkedDay]:
    say = speech.say
    yield MarkedDay(request.received_on, say("Received"), "ink")
    for pause in request.pauses:
        yield MarkedDay(pause.asked_on, say("Asked, the requester must answer"), "hold")
        if pause.answered_on:
            yield MarkedDay(pause.answered_on, say("The requester answered"), "hold")
    for event in events:
        match event:
            case DeadlineExtended():
                yield MarkedDay(event.notified_on, say("Extension notified"), "warn")
            case RequesterInformed() if event.kind in ANSWERS and not is_irregular(event):
                yield MarkedDay(event.sent_on, say("Requester informed"), "ok")
            case PersonalDataErased():
                yield MarkedDay(event.recorded_on, say("Personal data erased"), "ink")
            case _:
                pass
    if request.closed_on:
        yield MarkedDay(request.closed_on, say("File closed"), "ink")
    every = [request.deadline_of(claim) for claim in request.claims.values()]
    for due_on in {one.term.due_on for one in every or [request.deadline]}:
        yield MarkedDay(due_on, say("Last day for the answer"), "bad")


class Scale(NamedTuple):
    """Where a day stands between the first and the last one."""

    first: date
    last: date

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0), 1)

    def band(self, since: date, until: date) -> Band:
        start = self.x(since)
        return Band(start, round(max(self.x(until) - start, 2.0), 1))

    def months(self, speech: Speech) -> Iterator[tuple[float, str]]:
        """The first of each month; of a long course not every month."""
        firsts = [
            date(year, month, 1)
            for year in range(self.first.year, self.last.year + 1)
            for month in range(1, 13)
            if self.first <= date(year, month, 1) <= self.last
        ]
        for day in firsts[:: len(firsts) // MONTHS_SHOWN + 1]:
            yield self.x(day), speech.month(day, "MMM yyyy" if day.month == 1 else "MMM")


class OccupiedSpan(NamedTuple):
    """The room that a label takes on its line, and its stem."""

    row: int
    x: float
    start: float
    end: float

    def in_the_way(self, other: "OccupiedSpan") -> bool:
        """Whether the labels overlap, or the stem of one crosses the other."""
        if self.row == other.row:
            return self.start < other.end and other.start < self.end
        upper, lower = sorted((self, other))
        return upper.start < lower.x < upper.end


def place_labels(facts: Sequence[MarkedDay], scale: Scale, speech: Speech) -> list[Label]:
    """The labels, from the last day to the first, each on the highest line that is free."""
    taken: list[OccupiedSpan] = []
    labels = []
    for fact in reversed(facts):
        x, words = scale.x(fact.on), f"{fact.words}, {speech.short_day(fact.on)}"
        length = len(words) * LETTER
        to_the_right = x + 6 + length < WIDTH
        start, end = (x + 1, x + 8 + length) if to_the_right else (x - 8 - length, x - 1)
        lines = (OccupiedSpan(row, x, start, end) for row in range(len(facts)))
        free = (one for one in lines if not any(one.in_the_way(other) for other in taken))
        place = next(free, OccupiedSpan(len(taken), x, start, end))
        taken.append(place)
        anchor, text_x = ("start", x + 6) if to_the_right else ("end", x - 6)
        y = AXIS + 26 + place.row * ROW
        labels.append(Label(x, y, words, fact.tone, anchor, text_x))
    return labels
