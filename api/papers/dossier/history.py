"""The course of a request, event by event, as a page of a bundle tells it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from griffie.api.console.oversight.access_page import because
from griffie.api.console.request.timeline import detail, plain, title
from griffie.api.papers.dossier.articles import provisions
from griffie.api.words.event_marks import SHAPES
from griffie.api.words.names import ROLES, msg
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Role
from griffie.application.dossier.evidence import Piece
from griffie.application.projections import trail
from griffie.domain.events import CommandRefused
from griffie.domain.housekeeping import Beside
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.steps import words

RoleOf = Callable[[str], Role | None]

NOBODY = {"system": msg("the clock"), "u-operator": msg("whoever operates the machine")}
"""Who acts without an account of the office."""

A_LINE, A_FEW = 400, 4
"""Characters, and breaks of a line, beyond which a text is shown apart."""


class Said(NamedTuple):
    """A sealed value: its label, its digest, and its words where they were opened."""

    label: str
    digest: str
    words: str

    @property
    def long(self) -> bool:
        """Whether it needs a place of its own."""
        return len(self.words) > A_LINE or self.words.count("\n") > A_FEW


class Happened(NamedTuple):
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
    said: list[Said]
    hash: str
    shape: str
    looked: bool
    """Beside the request: somebody looked, took something out, or was refused."""


class Teller(NamedTuple):
    speech: Speech
    role_of: RoleOf
    words: Mapping[Sealed, Any]

    def tell(self, piece: Piece, event: Event) -> Happened:
        speech = self.speech
        recorded = trail.row(piece.place, event)
        on = recorded["happened_on"] if recorded["late"] else None
        return Happened(
            place=piece.place,
            version=piece.version,
            title=title(event, speech),
            detail=self.detail(event),
            day=speech.day(event.recorded_on),
            time=speech.time(event.timestamp),
            iso=event.timestamp.isoformat(),
            late=speech.day(date.fromisoformat(on)) if on else "",
            actor=event.actor,
            role=self.role(event.actor),
            articles="; ".join(speech.cite(one) for one in provisions(event)),
            said=list(self.said(event)),
            hash=event_hash(piece),
            shape=SHAPES.get(piece.topic, ""),
            looked=isinstance(event, Beside),
        )

    def detail(self, event: Event) -> str:
        if not isinstance(event, CommandRefused):
            return detail(event, self.speech)
        tried = self.speech.phrase(words.imperative_at(event.command))
        return f"{tried}: {because(event.problem, self.speech)}"

    def role(self, actor: str) -> str:
        """What the office's directory says; nothing of whom it does not know."""
        if actor in NOBODY:
            return self.speech.say(NOBODY[actor])
        known = self.role_of(actor)
        return self.speech.say(ROLES[known]) if known else ""

    def said(self, event: Any) -> Iterator[Said]:
        """Every sealed value of an event; its words only where they were opened."""
        for name, value in event:
            if name in {"requester", "representative"} and value is not None:
                yield from self.said(value)
                continue
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Sealed):
                    label = self.speech.phrase(words.label(name))
                    opened = plain(self.words[one]) if one in self.words else ""
                    yield Said(label, str(one), opened)


def event_hash(piece: Piece) -> str:
    """What the log entry commits to, in hexadecimal: see the command in VERIFY.md."""
    head = f"griffie-event/1\n{piece.stream}\n{piece.version}\n{piece.topic}\n"
    return sha256(head.encode() + piece.state).hexdigest()
