"""The questions to processors of a request: how each stands, and the form of the next one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from griffie.api.console.desk.attempt import Attempt
from griffie.api.console.desk.entered import Entered, entered_text
from griffie.api.console.desk.searches import A_WEEK
from griffie.api.console.desk.step_form import StepForm
from griffie.api.words.mail_words import HANDED_ON, STANDINGS
from griffie.api.words.naming import Naming
from griffie.api.words.record_words import PROGRESS, PROGRESS_TONES
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account, may_take
from griffie.application.engine import Engine
from griffie.application.opendsr.processors import HandingOn
from griffie.domain.events import ProcessorAsked, ProcessorHeard
from griffie.domain.law import Language
from griffie.domain.request.outgoing_mail import MailKind, MailStanding
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import TaskKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.rights_request import RightsRequest as Step
from griffie.domain.steps.dispatch import Posted, mails
from griffie.domain.steps.processor_report import ProcessorReported, is_final, last_report
from griffie.domain.steps.task_record import TaskRecord, tasks

_TONES = {MailStanding.STOPPED: "bad", MailStanding.PERHAPS: "warn"}


class ProcessorLine(NamedTuple):
    """A processor that was asked: its state in words with a colour, and what can be done."""

    name: str
    state: str
    tone: str
    asked: str
    """When it was asked and until when, or when it answered."""
    mail: str
    """How the message stands; empty where it was asked another way."""
    mail_tone: str
    heard_at: str
    """The address at which the answer is recorded; empty where none is awaited."""
    by: str = ""
    """By which way it was asked: `email` or `opendsr`; empty where another way."""
    said: str = ""
    """What the processor said last by OpenDSR."""
    results_at: str = ""
    """The address at which what it laid ready is fetched; empty where it laid nothing."""


@dataclass(frozen=True)
class Processors:
    """The values of the page. `entered` is what was typed; `errors` by field of the form."""

    engine: Engine
    request: RightsRequest
    account: Account
    speech: Speech
    entered: Entered | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    since: int | None = None
    """The version before the question that this reader asked just now."""
    chosen: str = ""
    """The processor that the address of the page names."""
    handing: HandingOn | None = None
    """The processors that speak OpenDSR with us."""
    trouble: str = ""
    """Why what a processor laid ready could not be fetched: codes alone."""

    @property
    def reference(self) -> str:
        return reference(self.request.id)

    @property
    def able(self) -> bool:
        """Whether this reader can ask a processor now."""
        return self._may(Step.ask_processor.path) and not self.form.blocked

    @property
    def hands_on(self) -> bool:
        """Whether some right of this request can be handed on to somebody."""
        offers = [one.offer for one in self.handing.lines] if self.handing else []
        return any(offer and offer.rights & self.request.claims.keys() for offer in offers)

    @property
    def sends(self) -> bool:
        """Whether anything goes out by e-mail."""
        return self.engine.profile.mail.send_from is not None

    @cached_property
    def form(self) -> StepForm:
        """The fields of `ask-processor`, as everywhere."""
        entered = self.entered
        if entered is None:
            entered = {"due_on": [self._day.isoformat()], "processor": [self.chosen]}
        tried = Attempt(dict(self.errors))
        return StepForm(
            self.engine, self.request, Step.ask_processor, self.account, self.speech, entered, tried
        )

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """What is wrong: the field and its label, both empty where it is the whole; and why."""
        labels = {one.name: one.label for one in self.form.fields}
        labels["to"] = self.speech.say("E-mail of the processor")
        return [(name, labels.get(name, ""), why) for name, why in self.errors.items()]

    @property
    def to(self) -> str:
        return self._said("to")

    @property
    def language(self) -> str:
        return self._said("language") or self.engine.profile.languages.default.value

    @property
    def languages(self) -> list[tuple[str, str]]:
        return [(one.value, self.speech.tongue(one)) for one in Language]

    @property
    def just_asked(self) -> bool:
        """Whether this reader asked since the version in the address."""
        return self.since is not None and any(
            isinstance(one, ProcessorAsked)
            and one.originator_version > self.since
            and one.actor == self.account.id
            for one in self.request.kept_events
        )

    @cached_property
    def lines(self) -> list[ProcessorLine]:
        """Every processor that was asked; who did not answer first."""
        asked = [one for one in tasks(self.request) if one.kind is TaskKind.PROCESSOR]
        asked.sort(key=lambda one: (one.heard is not None, one.due_on))
        return [self._line(one) for one in asked]

    def _line(self, task: TaskRecord) -> ProcessorLine:
        standing = task.standing(self.engine.today())
        posted = self._mails.get(task.asked.originator_version)
        waits = task.heard is None and self._may(Step.hear_processor.path)
        here = f"/requests/{self.reference}"
        report = last_report(self.request, posted.queued.mail) if posted else None
        return ProcessorLine(
            name=first_up(self._naming.of("recipient", task.whom)),
            state=first_up(self.speech.say(PROGRESS[standing])),
            tone=PROGRESS_TONES[standing],
            asked=" ".join(self._course(task)),
            mail=first_up(self.speech.say(STANDINGS[posted.standing])) if posted else "",
            mail_tone=_TONES.get(posted.standing, "") if posted else "",
            heard_at=f"{here}/do/{Step.hear_processor.path}?processor={task.whom}" if waits else "",
            by="opendsr" if posted and posted.queued.kind is MailKind.OPENDSR else "email",
            said=self._said_last(report) if report else "",
            results_at=f"{here}/processors/{report.mail}/results"
            if waits and report and report.results
            else "",
        )

    def _said_last(self, report: ProcessorReported) -> str:
        say = self.speech.say
        how = say(HANDED_ON[report.status])
        if report.expected_on and not is_final(report):
            return say(
                "{on}: {how}, expected by {until}",
                on=report.recorded_on,
                how=how,
                until=report.expected_on,
            )
        return say("{on}: {how}", on=report.recorded_on, how=how)

    def _course(self, task: TaskRecord) -> Iterator[str]:
        say = self.speech.say
        yield say(
            "Asked on {on}, to be answered by {until}.",
            on=task.asked.recorded_on,
            until=task.due_on,
        )
        if isinstance(task.heard, ProcessorHeard):
            yield say("Answered on {on}.", on=task.heard.heard_on)

    @cached_property
    def _mails(self) -> dict[int, Posted]:
        """The message of a question, by the version of the event: it is queued just after it."""
        return {
            one.queued.originator_version - 1: one
            for one in mails(self.request)
            if one.queued.kind in {MailKind.PROCESSOR, MailKind.OPENDSR}
        }

    @cached_property
    def _naming(self) -> Naming:
        return Naming(self.engine.profile, {}, self.speech)

    @property
    def _day(self) -> date:
        """In a week, on a working day."""
        today = self.engine.today()
        return max(self.request.calendar.working_day_until(today + A_WEEK), today)

    def _may(self, path: str) -> bool:
        return may_take(self.account.role, path) and not self.request.erased

    def _said(self, name: str) -> str:
        return entered_text(self.entered or {}, name)
