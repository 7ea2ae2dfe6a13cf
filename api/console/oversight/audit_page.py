"""The audit page: the size of the log, the newest checkpoint, the last entries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from griffie.api.words.checkpoint_lines import CheckpointLines, read_checkpoint_lines
from griffie.api.words.event_marks import SHAPES
from griffie.api.words.speech import Speech
from griffie.application.engine import Engine
from griffie.application.ports import LogLine
from griffie.domain import step_words as words
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.law.deadlines import civil_date
from griffie.domain.request.reference import reference

_ENTRIES = 50


class LogEntryLine(NamedTuple):
    """One entry of the log; a removed one has only its place and its hash."""

    place: int
    title: str
    reference: str
    version: int
    when: str
    iso: str
    actor: str
    hash: str
    shape: str


@dataclass(frozen=True)
class AuditPage:
    """The values of the audit page."""

    engine: Engine
    speech: Speech

    @property
    def size(self) -> int:
        return self.engine.log.size()

    @property
    def checkpoint(self) -> CheckpointLines:
        return read_checkpoint_lines(self.engine.log.checkpoint())

    @property
    def vkey(self) -> str:
        return self.engine.log.vkey

    @property
    def entries(self) -> list[LogEntryLine]:
        """The last entries, the newest first."""
        after = max(self.size - _ENTRIES, 0) - 1
        trail = {row["position"] - 1: row for row in self.engine.trail.newest(_ENTRIES)}
        lines = self.engine.history.lines(after, _ENTRIES)
        return [self.entry(line, trail.get(line.place)) for line in reversed(lines)]

    def entry(self, line: LogLine, row: Any) -> LogEntryLine:
        if line.stored is None:
            gone = self.speech.say("Removed at the end of retention; the entry stays")
            return LogEntryLine(line.place, gone, "", 0, "", "", "", line.entry_hash.hex(), "sys")
        about = UUID(row["request_id"]) if row else line.stream
        named = reference(about) if about and about != HOUSEKEEPING else ""
        at = datetime.fromisoformat(line.stored["at"])
        return LogEntryLine(
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
