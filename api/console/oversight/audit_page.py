"""The audit page: the size of the log, the newest checkpoint, the last entries."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response

from griffie.api.console.desk.people_lines import named
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import Auditing, FromHere
from griffie.api.http.guard import engine_of
from griffie.api.words.checkpoint_lines import CheckpointLines, read_checkpoint_lines
from griffie.api.words.colleagues import NOBODY, actor_name
from griffie.api.words.event_marks import SHAPES
from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.held import Compared, Held
from griffie.application.ports import LogLine
from griffie.application.projections.trail import TrailFilter
from griffie.domain import step_words as words
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.law.deadlines import civil_date
from griffie.domain.request.reference import reference

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_ENTRIES = 50
_FOUND = {
    Held.LEADS_ON: msg("The log still begins exactly as this checkpoint says (entries: {n})."),
    Held.CONTRADICTED: msg(
        "The log contradicts it: its beginning is another (entries: {n}). Run the audit."
    ),
    Held.LATER: msg("It covers more entries than there are ({n}): this store is an older copy."),
    Held.LOST: msg(
        "It covers entries (up to {n}) that were lost: this log continues an older backup. Keep it."
    ),
    Held.NOT_OURS: msg("The key of this log did not sign it."),
    Held.UNREADABLE: msg("There is no checkpoint in this text."),
}


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
    wanted: TrailFilter
    compared: Compared | None = None

    @property
    def size(self) -> int:
        return self.engine.log.size()

    @property
    def checkpoint(self) -> CheckpointLines:
        return read_checkpoint_lines(self.engine.log.checkpoint())

    @property
    def vkey(self) -> str:
        return self.engine.log.vkey

    @cached_property
    def entries(self) -> list[LogEntryLine]:
        """A page of entries, the newest first. What left the store shows where nothing is asked."""
        return self._chosen() if self.filtered else self._all()

    @property
    def filtered(self) -> bool:
        return bool(self.wanted.actor or self.wanted.topic or self.wanted.on)

    @property
    def older(self) -> int | None:
        """Before which place the next page goes on; None where this is the last."""
        last = self.entries[-1].place if self.entries else 0
        return last if last and len(self.entries) == _ENTRIES else None

    def _all(self) -> list[LogEntryLine]:
        size = self.size
        upto = size if self.wanted.before is None else min(self.wanted.before - 1, size)
        after = max(upto - _ENTRIES, 0)
        rows = self.engine.trail.select(TrailFilter(before=upto + 1), _ENTRIES)
        trail = {row["position"] - 1: row for row in rows}
        lines = self.engine.history.lines(after - 1, upto - after)
        return [self.entry(line, trail.get(line.place)) for line in reversed(lines)]

    def _chosen(self) -> list[LogEntryLine]:
        return [
            self.entry(line, row)
            for row in self.engine.trail.select(self.wanted, _ENTRIES)
            for line in self.engine.history.lines(row["position"] - 2, 1)
        ]

    @property
    def query(self) -> dict[str, str]:
        """The filter, as it stands in the address of the next page."""
        on = self.wanted.on.isoformat() if self.wanted.on else ""
        return {"by": self.wanted.actor, "kind": self.wanted.topic, "on": on}

    @property
    def finding(self) -> str:
        """What the comparison of a checkpoint found."""
        assert self.compared is not None
        return self.speech.say(_FOUND[self.compared.found], n=self.compared.size)

    @property
    def actors(self) -> list[tuple[str, str]]:
        """Who can have done something, by name."""
        people = [(one.account_id, named(one)) for one in self.engine.directory.people()]
        others = [(one, self.speech.say(NOBODY[one])) for one in NOBODY]
        return [*sorted(people, key=lambda one: one[1].casefold()), *others]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """What can have happened, in the language of the reader."""
        titles = [(topic, self.speech.phrase(said)) for topic, said in words.WORDS.titles.items()]
        return sorted(titles, key=lambda one: one[1].casefold())

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
            actor=actor_name(line.stored["actor"], {}, self.speech),
            hash=line.entry_hash.hex(),
            shape=SHAPES.get(line.topic or "", ""),
        )


@router.get("/audit")
def audit(  # noqa: PLR0917 - what an address of the log may say
    http: Request,
    account: Auditing,
    by: Annotated[str, Query(pattern="^(system|u-[a-z0-9-]{1,40})?$")] = "",
    kind: Annotated[str, Query(pattern="^[A-Za-z0-9]{0,80}$")] = "",
    on: Annotated[str, Query(max_length=10)] = "",
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """The log, the newest entries first: of a person (by account), a kind and a day."""
    return _page(http, account, TrailFilter(by, kind, _day(on), before and before + 1))


@router.post("/audit/checkpoint", dependencies=[FromHere])
def compare(
    http: Request, account: Auditing, note: Annotated[str, Form(max_length=100_000)] = ""
) -> Response:
    """Compare a checkpoint that somebody kept elsewhere with the log as it is now."""
    compared = engine_of(http).log.compare(note)
    return _page(http, account, TrailFilter(), compared)


def _day(typed: str) -> date | None:
    """The day that was typed; none where it is no day."""
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        return None


def _page(
    http: Request, account: Account, wanted: TrailFilter, compared: Compared | None = None
) -> Response:
    engine = engine_of(http)
    engine.current()
    shown = AuditPage(engine, speech_for(http), wanted, compared)
    return render_page(http, "oversight/audit.html", account, audit=shown)
