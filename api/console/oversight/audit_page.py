"""The audit page: how long the log is, what was signed last, and what happened last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from griffie.api.words.event_marks import SHAPES
from griffie.api.words.speech import Speech
from griffie.application.engine import Engine
from griffie.application.ports import LogLine
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.law.deadlines import civil_date
from griffie.domain.request.reference import reference
from griffie.domain.steps import words

ENTRIES = 50


class Logged(NamedTuple):
    """One entry of the log."""

    place: int
    title: str
    reference: str
    version: int
    when: str
    iso: str
    actor: str
    hash: str
    shape: str


class Signed(NamedTuple):
    """A checkpoint, as its lines say it."""

    origin: str
    size: int
    root: str
    note: str


def signed(note: str) -> Signed:
    origin, size, root, *_ = note.split("\n")
    return Signed(origin, int(size), root, note)


@dataclass(frozen=True)
class Ledger:
    engine: Engine
    speech: Speech

    @property
    def size(self) -> int:
        return self.engine.log.size()

    @property
    def checkpoint(self) -> Signed:
        return signed(self.engine.log.checkpoint())

    @property
    def vkey(self) -> str:
        return self.engine.log.vkey

    @property
    def entries(self) -> list[Logged]:
        """The newest first."""
        after = max(self.size - ENTRIES, 0) - 1
        trail = {row["position"] - 1: row for row in self.engine.trail.newest(ENTRIES)}
        lines = self.engine.history.lines(after, ENTRIES)
        return [self.entry(line, trail.get(line.place)) for line in reversed(lines)]

    def entry(self, line: LogLine, row: Any) -> Logged:
        if line.stored is None:
            gone = self.speech.say("Removed at the end of retention; the entry stays")
            return Logged(line.place, gone, "", 0, "", "", "", line.entry_hash.hex(), "sys")
        about = UUID(row["request_id"]) if row else line.stream
        named = reference(about) if about and about != HOUSEKEEPING else ""
        at = datetime.fromisoformat(line.stored["at"])
        return Logged(
            place=line.place,
            title=self.speech.phrase(words.title(line.topic or "")),
            reference=named,
            version=line.version if line.stream == about and line.version else 0,
            when=f"{self.speech.short_day(civil_date(at))}, {self.speech.time(at)}",
            iso=line.stored["at"],
            actor=line.stored["actor"],
            hash=line.entry_hash.hex(),
            shape=SHAPES.get(line.topic or "", ""),
        )
