"""The history of a request on a page of a bundle: every event as a line."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from griffie.api.papers.dossier.cited_provisions import provisions
from griffie.api.words.colleagues import NOBODY
from griffie.api.words.event_lines import event_detail, event_title, value_as_text
from griffie.api.words.event_marks import SHAPES
from griffie.api.words.names import ROLES
from griffie.api.words.refusal_lines import refused_step_in_words
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Role
from griffie.application.dossier.evidence import Piece
from griffie.application.projections import trail
from griffie.domain import step_words as words
from griffie.domain.events import CommandRefused
from griffie.domain.housekeeping import HousekeepingEvent
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed

RoleOf = Callable[[str], Role | None]

A_LINE, A_FEW = 400, 4
"""Characters, and breaks of a line, beyond which a text is shown apart."""


class SealedLine(NamedTuple):
    """A sealed value: its label, its digest, and its text where that was opened."""

    label: str
    digest: str
    words: str

    @property
    def long(self) -> bool:
        """Whether the text needs a place of its own."""
        return len(self.words) > A_LINE or self.words.count("\n") > A_FEW


class HistoryLine(NamedTuple):
    """One event."""

    place: int
    version: int
    title: str
    detail: str
    day: str
    time: str
    iso: str
    late: str
    """When it really happened, where it was recorded more than three days later."""
    actor: str
    role: str
    articles: str
    said: list[SealedLine]
    hash: str
    shape: str
    looked: bool
    """Beside the request: somebody looked, took something out, or was refused."""


class Teller(NamedTuple):
    """Makes lines of events, in one language; `opened` are the sealed values that were opened."""

    speech: Speech
    role_of: RoleOf
    opened: Mapping[Sealed, Any]

    def tell(self, piece: Piece, event: Event) -> HistoryLine:
        speech = self.speech
        recorded = trail.row(piece.place, event)
        on = recorded["happened_on"] if recorded["late"] else None
        return HistoryLine(
            place=piece.place,
            version=piece.version,
            title=event_title(event, speech),
            detail=self.detail(event),
            day=speech.day(event.recorded_on),
            time=speech.time(event.timestamp),
            iso=event.timestamp.isoformat(),
            late=speech.day(date.fromisoformat(on)) if on else "",
            actor=event.actor,
            role=self.role(event.actor),
            articles="; ".join(speech.cite(one) for one in provisions(event)),
            said=list(self.said(event)),
            hash=_event_hash(piece),
            shape=SHAPES.get(piece.topic, ""),
            looked=isinstance(event, HousekeepingEvent),
        )

    def detail(self, event: Event) -> str:
        if not isinstance(event, CommandRefused):
            return event_detail(event, self.speech)
        return refused_step_in_words(event.command, event.problem, self.speech)

    def role(self, actor: str) -> str:
        """What the office's directory says; nothing of whom it does not know."""
        if actor in NOBODY:
            return self.speech.say(NOBODY[actor])
        known = self.role_of(actor)
        return self.speech.say(ROLES[known]) if known else ""

    def said(self, event: Any) -> Iterator[SealedLine]:
        """Every sealed value of an event; its words only where they were opened."""
        for name, value in event:
            if name in {"requester", "representative"} and value is not None:
                yield from self.said(value)
                continue
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Sealed):
                    label = self.speech.phrase(words.label(name))
                    text = value_as_text(self.opened[one]) if one in self.opened else ""
                    yield SealedLine(label, str(one), text)


def _event_hash(piece: Piece) -> str:
    """What the log entry commits to, in hexadecimal: see the command in VERIFY.md."""
    head = f"griffie-event/1\n{piece.stream}\n{piece.version}\n{piece.topic}\n"
    return sha256(head.encode() + piece.state).hexdigest()
