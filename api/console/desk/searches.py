"""The searches of a request: how each system stands, and what is asked of several in one go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from griffie.api.console.desk.entered import Entered
from griffie.api.words.colleagues import Colleague, colleagues, handlers, name_of
from griffie.api.words.names import SEARCHES, msg
from griffie.api.words.naming import Naming
from griffie.api.words.record_words import PROGRESS, PROGRESS_TONES
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account, may_take
from griffie.application.engine import Engine
from griffie.application.requests.commands import AnyStep
from griffie.domain.events import SearchAsked, SearchCompleted, SearchCorrected
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.values import OTHER
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import Progress, SearchResult, TaskKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.rights_request import RightsRequest as Step
from griffie.domain.steps.search_links import open_links
from griffie.domain.steps.task_record import TaskRecord, tasks

NOBODY = "-"
"""In a row: no colleague is named, also where one is named for all."""
MOST = 50
"""Systems in one go."""
A_WEEK = timedelta(days=7)
"""How long a colleague gets where nobody says another day [P]."""

_FIELDS = {"system": "systems", "assignee": "who", "due_on": "until"}
"""The fields of the form, by the word of the step that each says."""
_TONES = {SearchResult.FOUND: "", SearchResult.NONE: "ok", SearchResult.NOT_FOUND_IN_TIME: "warn"}
_ASKED = msg("asked")
_HEARD: Mapping[type[KeptEvent], str] = {
    SearchCompleted: msg("Recorded by {who} on {on}."),
    SearchCorrected: msg("Corrected by {who} on {on}."),
}


class SystemLine(NamedTuple):
    """A system: its state, and what stands in its row of the form."""

    code: str
    name: str
    state: str
    tone: str
    asked: str
    """Who searches and until when; empty where nobody was asked."""
    earlier: str
    """What an earlier search gave that still counts; empty where the state says it."""
    found_at: str
    """The address at which the result is recorded; empty where none is awaited."""
    corrected_at: str
    mailed_at: str
    """The address at which a colleague is asked by e-mail; empty where that cannot be."""
    links: tuple[tuple[str, date, date], ...]
    """Links that still open it: id, since when, until when."""
    ticked: bool = False
    who: str = ""
    until: str = ""


class Wanted(NamedTuple):
    """One search that the form asks for, as the body of its command."""

    code: str
    body: dict[str, Any]


@dataclass(frozen=True)
class Searches:
    """The values of the page. `entered` is what was typed; `errors` by field of the form."""

    engine: Engine
    request: RightsRequest
    account: Account
    speech: Speech
    entered: Entered = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    since: int | None = None
    """The version before the searches that this reader asked for just now."""
    moved: bool = False
    """Whether a colleague recorded something in between."""

    @property
    def reference(self) -> str:
        return reference(self.request.id)

    @property
    def able(self) -> bool:
        """Whether this reader can ask for searches now."""
        return self._may(Step.ask_search) and self.request.outcome is None

    @property
    def free(self) -> bool:
        """Whether any system can be named, because the profile lists none."""
        return not self.engine.profile.systems

    @property
    def typed(self) -> str:
        """The systems that were typed where the profile lists none."""
        return self._said("systems")

    @property
    def people(self) -> list[tuple[str, str]]:
        """Who can be asked, by account and name."""
        return [(one.account, one.name or one.account) for one in handlers(self._known)]

    @property
    def who(self) -> str:
        """Who searches where a row names nobody else: at first whoever handles the request."""
        return self._said("who") if self.entered else self.request.handler or ""

    @property
    def until(self) -> str:
        """Until when, where a row names no other day."""
        return self._said("until") if self.entered else self.day.isoformat()

    @property
    def just_asked(self) -> int:
        """How many searches this reader asked for since the version in the address."""
        if self.since is None:
            return 0
        return sum(
            isinstance(event, SearchAsked)
            and event.originator_version > self.since
            and event.actor == self.account.id
            for event in self.request.kept_events
        )

    @property
    def finished(self) -> tuple[int, int]:
        """How many searches have a result, of how many that were asked."""
        asked = self._tasks.values()
        return sum(one.heard is not None for one in asked), len(asked)

    @property
    def lines(self) -> list[SystemLine]:
        """Every system that the profile lists or that was asked, in the order of the profile."""
        listed = [one.code for one in self.engine.profile.systems]
        others = [code for code in self._tasks if code not in listed]
        last = [OTHER] if listed and OTHER not in others else []
        return [self._line(code) for code in [*listed, *others, *last]]

    def wanted(self) -> list[Wanted]:
        """The searches that the form asks for, each once, in its order."""
        typed = self._said("systems").split() if self.free else []
        codes = dict.fromkeys([*self.entered.get("ask", ()), *typed])
        return [Wanted(code, self._body(code)) for code in [*codes][:MOST]]

    def place_of(self, code: str, word: str) -> str:
        """The field that a word of a search was read from: its row's own, or that of all."""
        name = _FIELDS[word]
        own = f"{name}.{code}"
        return own if self._said(own) else name

    def error(self, name: str) -> str:
        """What is wrong with a field; empty where nothing is."""
        return self.errors.get(name, "")

    def _body(self, code: str) -> dict[str, Any]:
        who = self._said(f"who.{code}") or self._said("who")
        until = self._said(f"until.{code}") or self._said("until")
        body = {"system": code, "due_on": until}
        return body if who in {"", NOBODY} else body | {"assignee": who}

    def _said(self, name: str) -> str:
        return next(iter(self.entered.get(name, ())), "").strip()

    def _may(self, step: AnyStep) -> bool:
        return may_take(self.account.role, step.path) and not self.request.erased

    @property
    def _mails(self) -> bool:
        """Whether a colleague can be asked by e-mail."""
        mail = self.engine.profile.mail
        return mail.send_from is not None and mail.portal is not None

    @property
    def day(self) -> date:
        """A week from now on a working day, and before the last day to answer if that is ahead."""
        today, due_on = self.engine.today(), self.request.deadline.term.due_on
        last = min(today + A_WEEK, due_on) if due_on > today else today + A_WEEK
        return max(self.request.calendar.working_day_until(last), today)

    @cached_property
    def _tasks(self) -> dict[str, TaskRecord]:
        return {one.whom: one for one in tasks(self.request) if one.kind is TaskKind.SEARCH}

    @cached_property
    def _known(self) -> dict[str, Colleague]:
        return dict(colleagues(self.engine.access, self.account))

    def _line(self, code: str) -> SystemLine:
        task = self._tasks.get(code)
        naming = Naming(self.engine.profile, self._known, self.speech)
        state, tone = self._state(task)
        here = f"/requests/{self.reference}/do"
        waits = task is not None and task.heard is None
        searched = any(one.system == code for one in self.request.searched)
        return SystemLine(
            code=code,
            name=first_up(naming.of("system", code)),
            state=state,
            tone=tone,
            asked=" ".join(self._asked(task)),
            earlier=self._earlier(code, task),
            found_at=f"{here}/{Step.complete_search.path}?system={code}"
            if waits and self._may(Step.complete_search)
            else "",
            corrected_at=f"{here}/{Step.correct_search.path}?system={code}"
            if searched and self._may(Step.correct_search)
            else "",
            mailed_at=f"/requests/{self.reference}/searches/{code}/mail"
            if waits and self.able and self._mails
            else "",
            links=tuple(
                (str(one.link), one.recorded_on, one.until)
                for one in open_links(self.request, self.engine.today())
                if one.system == code
            ),
            ticked=code in self.entered.get("ask", ()),
            who=self._said(f"who.{code}"),
            until=self._said(f"until.{code}"),
        )

    def _state(self, task: TaskRecord | None) -> tuple[str, str]:
        """The state of a search in words, with its colour."""
        if task is None:
            return self.speech.say("not asked"), ""
        if task.heard is None:
            standing = task.standing(self.engine.today())
            words = _ASKED if standing is Progress.OPEN else PROGRESS[standing]
            return self.speech.say(words), PROGRESS_TONES[standing]
        result: SearchResult = getattr(task.heard, "result", SearchResult.NONE)
        return self.speech.say(SEARCHES[result]), _TONES[result]

    def _asked(self, task: TaskRecord | None) -> Iterator[str]:
        if task is None or not isinstance(task.asked, SearchAsked):
            return
        say, who = self.speech.say, task.asked.assignee
        if who:
            asked_of = self._name(who)
            yield say("Asked of {who}, to be searched by {on}.", who=asked_of, on=task.due_on)
        else:
            yield say("To be searched by {on}.", on=task.due_on)
        if isinstance(task.heard, SearchCompleted | SearchCorrected):
            by = self._name(task.heard.actor)
            yield say(_HEARD[type(task.heard)], who=by, on=task.heard.recorded_on)

    def _name(self, account: str) -> str:
        return name_of(account, self._known)

    def _earlier(self, code: str, task: TaskRecord | None) -> str:
        """What counts of a system although the newest search does not say it: data were found."""
        counts = next((one.result for one in self.request.searched if one.system == code), None)
        newest = getattr(task.heard, "result", None) if task and task.heard else None
        return "" if counts in {None, newest} else self.speech.say(SEARCHES[counts])
