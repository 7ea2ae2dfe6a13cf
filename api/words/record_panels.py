"""What else is on record about a request, as panels: tasks, authorities, restrictions, the rest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from griffie.api.words.colleagues import Colleague
from griffie.api.words.event_lines import (
    Called,
    event_detail,
    event_title,
    ground_in_words,
    sealed_lines,
)
from griffie.api.words.names import SEARCHES
from griffie.api.words.naming import Naming, profile_name
from griffie.api.words.record_words import PROGRESS, PROGRESS_TONES, TASKS
from griffie.api.words.speech import Speech, first_up
from griffie.application.controller.profile import ControllerProfile
from griffie.domain.events import (
    AnswerReady,
    BreachAssessed,
    BreachCommunicated,
    BreachNotified,
    BreachSuspected,
    ComplaintRecorded,
    CourtActionRecorded,
    DpoAdviceRecorded,
    InquiryAnswered,
    JointControllerInformed,
    MediationRecorded,
    OrderReportedDone,
    PrincipalFound,
    PrincipalInstructed,
    PrincipalRuledOut,
    ProcessorHeard,
    ProcessorReported,
    ProtectedAdultAssessed,
    RequestForwarded,
    RestrictionUseRecorded,
    SearchAsked,
    SearchCompleted,
    SearchCorrected,
)
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import Progress, TaskKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import record as accountability
from griffie.domain.steps.record import DutyRecord, RestrictionRecord
from griffie.domain.steps.task_record import TaskRecord, tasks


class PanelRow(NamedTuple):
    """A line of a panel: a title, a line about it, its status in a word and a colour."""

    title: str
    detail: str
    status: str = ""
    tone: str = ""
    said: Iterable[tuple[str, str]] = ()
    """What was sealed in it, opened: a label and the words."""


class Panel(NamedTuple):
    """Rows under a title; a panel without rows is not shown."""

    key: str
    title: str
    note: str
    rows: list[PanelRow]


@dataclass(frozen=True)
class RecordPanels:
    """Makes the panels of a request as of a day; `opened` are its opened sealed values."""

    request: RightsRequest
    profile: ControllerProfile
    on: date
    speech: Speech
    opened: Mapping[Sealed, Any] | None
    known: Mapping[str, Colleague] = field(default_factory=dict)
    """Colleagues by account, for a reader who may know their names."""

    @property
    def called(self) -> Called:
        """What codes and accounts are called."""
        return Naming(self.profile, self.known, self.speech).of

    def panels(self) -> list[Panel]:
        """Tasks, authorities, restrictions, and what else is on record."""
        say = self.speech.say
        every = [
            Panel("tasks", say("Tasks"), self.finished(), [*self.tasks()]),
            Panel("authorities", say("Authorities and courts"), "", [*self.authorities()]),
            Panel("restrictions", say("Restrictions"), "", [*self.restrictions()]),
            Panel("record", say("Also on record"), "", [*self.record()]),
        ]
        return [panel for panel in every if panel.rows]

    def finished(self) -> str:
        every = tasks(self.request)
        done = [task for task in every if task.heard]
        return self.speech.say("{some} of {all} finished", some=len(done), all=len(every))

    def tasks(self) -> Iterator[PanelRow]:
        """The tasks, the open ones first, by their date."""
        every = tasks(self.request)
        for task in sorted(every, key=lambda one: (one.heard is not None, one.due_on)):
            listed = (
                self.profile.systems if task.kind is TaskKind.SEARCH else self.profile.recipients
            )
            whom = profile_name(listed, task.whom, self.speech)
            yield self.due(
                self.speech.say(TASKS[task.kind], whom=whom),
                self.task(task),
                task.standing(self.on),
                (task.asked, task.heard),
            )

    def task(self, task: TaskRecord) -> str:
        say, heard = self.speech.say, task.heard
        if isinstance(heard, ProcessorReported):
            return say("Answered on {on}", on=heard.recorded_on)
        if isinstance(heard, ProcessorHeard):
            return say("Answered on {on}", on=heard.heard_on)
        if isinstance(heard, SearchCompleted | SearchCorrected):
            found = first_up(say(SEARCHES[heard.result]))
            return say("{found}, on {on}", found=found, on=heard.recorded_on)
        due = first_up(say("due on {on}", on=task.due_on))
        who = task.asked.assignee if isinstance(task.asked, SearchAsked) else None
        return say("{due}, {who}", due=due, who=self.called("assignee", who)) if who else due

    def authorities(self) -> Iterator[PanelRow]:
        for duty in accountability.duties(self.request):
            facts = [event_detail(duty.asked, self.speech, self.called), self.happened(duty)]
            more = " ".join(fact for fact in facts if fact)
            heard = (duty.asked, duty.given)
            yield self.due(
                event_title(duty.asked, self.speech), more, duty.standing(self.on), heard
            )
        for event in self.request.kept_events:
            if isinstance(event, MediationRecorded | CourtActionRecorded | ComplaintRecorded):
                yield self.row(event)

    def happened(self, duty: DutyRecord) -> str:
        """When the authority got what it waited for; empty before that."""
        match duty.given:
            case InquiryAnswered():
                return self.speech.say("Answered on {on}", on=duty.given.answered_on)
            case OrderReportedDone():
                return self.speech.say("Reported on {on}", on=duty.given.reported_on)
        return ""

    def due(
        self, called: str, more: str, standing: Progress, events: Iterable[KeptEvent | None]
    ) -> PanelRow:
        opened = [pair for event in events if event for pair in self.sealed(event)]
        word, tone = self.speech.say(PROGRESS[standing]), PROGRESS_TONES[standing]
        return PanelRow(called, more, word, tone, opened)

    def restrictions(self) -> Iterator[PanelRow]:
        for one in accountability.restrictions(self.request):
            yield self.restriction(one)
        for event in self.request.kept_events:
            if isinstance(event, RestrictionUseRecorded):
                yield self.row(event)

    def restriction(self, one: RestrictionRecord) -> PanelRow:
        say = self.speech.say
        applied, announced, lifted = one
        codes = [profile_name(self.profile.systems, code, self.speech) for code in applied.systems]
        where = first_up(self.speech.several(codes) if codes else say("everything"))
        facts = [say("{where}, since {on}.", where=where, on=applied.applied_on)]
        if applied.provisional:
            facts.append(say("Provisional."))
        if announced:
            facts.append(say("Told on {on} that it would be lifted.", on=announced.sent_on))
        if lifted:
            facts.append(say("Lifted on {on}.", on=lifted.lifted_on))
        status, tone = (say("lifted"), "ok") if lifted else (say("in force"), "hold")
        opened = self.sealed(lifted) if lifted else []
        return PanelRow(
            ground_in_words(str(applied.ground), self.speech), " ".join(facts), status, tone, opened
        )

    def record(self) -> Iterator[PanelRow]:
        if minor := accountability.minor(self.request):
            yield self.row(minor)
        for event in self.request.kept_events:
            if isinstance(event, DpoAdviceRecorded):
                followed = (self.speech.say("followed"), "ok")
                otherwise = (self.speech.say("not followed"), "warn")
                yield self.row(event, *(followed if event.followed else otherwise))
            elif isinstance(event, _ON_RECORD):
                yield self.row(event)

    def row(self, event: KeptEvent, status: str = "", tone: str = "") -> PanelRow:
        recorded = self.speech.say("Recorded on {on}.", on=event.recorded_on)
        more = event_detail(event, self.speech, self.called) or recorded
        return PanelRow(event_title(event, self.speech), more, status, tone, self.sealed(event))

    def sealed(self, event: KeptEvent) -> list[tuple[str, str]]:
        return sealed_lines(event, self.speech, self.opened) if self.opened else []

    def hold(self) -> str:
        """Why nothing of this request is erased; empty without a hold."""
        if not self.request.held:
            return ""
        because = accountability.hold(self.request)
        why = dict.fromkeys(event_title(event, self.speech) for event in because)
        return self.speech.say(
            "Legal hold since {on}: nothing of this file is erased. {why}.",
            on=because[0].recorded_on,
            why="; ".join(why),
        )

    def finding(self) -> str:
        """On which ground it was found to be no request; empty where it was not."""
        found = accountability.finding(self.request)
        return ground_in_words(str(found.ground), self.speech) if found else ""


_ON_RECORD = (
    *(JointControllerInformed, RequestForwarded, PrincipalFound, PrincipalInstructed),
    *(PrincipalRuledOut, ProtectedAdultAssessed, AnswerReady),
    *(BreachSuspected, BreachAssessed, BreachNotified, BreachCommunicated),
)
