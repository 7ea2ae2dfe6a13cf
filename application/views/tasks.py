"""Tasks, duties, reminders and missed deadlines of a request."""

from datetime import date

from pydantic import Field

from griffie.application.views.answer import AnswerModel
from griffie.application.views.opened_values import RecordItem, SealedWords, Words
from griffie.domain.events import (
    BreachRuledOut,
    ProcessorHeard,
    SearchAsked,
    SearchCompleted,
    SearchCorrected,
)
from griffie.domain.law import Right
from griffie.domain.request.vocabulary import (
    Authority,
    DutyKind,
    Limit,
    Progress,
    ReminderKind,
    SearchResult,
    TaskKind,
)
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.record import DutyRecord, Record
from griffie.domain.steps.task_record import Heard, TaskRecord


class TaskShown(RecordItem):
    """What a colleague or a processor was asked (Articles 15(1) and 28(3)(e)).

    Or the check whether what went into wrong hands is a breach (Article 33).
    """

    kind: TaskKind
    whom: str = Field(
        description="The system to be searched, the processor, or the version that is checked."
    )
    state: Progress
    asked_on: date = Field(description="When the question was recorded.")
    due_on: date
    assignee: str | None
    done_on: date | None
    result: SearchResult | None
    words: SealedWords


class DutyShown(RecordItem):
    """What an authority asked or ordered (Articles 31 and 58(2)); not the requester's deadline."""

    kind: DutyKind
    authority: Authority
    dossier: str
    state: Progress
    received_on: date
    due_on: date
    done_on: date | None
    words: SealedWords


class ReminderShown(AnswerModel):
    """Of what somebody was reminded: our policy."""

    kind: ReminderKind
    due_on: date
    about: str | None = Field(description="The system, processor, dossier or tier.")
    raised_on: date


class MissedShown(AnswerModel):
    """A day that passed without what the law wanted by then (Articles 12(3), 12(4))."""

    limit: Limit
    right: Right | None
    due_on: date


def tasks_shown(kept: Record, on: date, words: Words) -> list[TaskShown]:
    """Every task, in the order in which it was last asked, judged on a civil day in Brussels."""
    return [_task_shown(task, on, words) for task in kept.tasks]


def _task_shown(task: TaskRecord, on: date, words: Words) -> TaskShown:
    asked, heard = task.asked, task.heard
    return TaskShown(
        kind=task.kind,
        whom=task.whom,
        state=task.standing(on),
        asked_on=asked.recorded_on,
        due_on=task.due_on,
        assignee=asked.assignee if isinstance(asked, SearchAsked) else None,
        done_on=_done_on(heard) if heard else None,
        result=heard.result if isinstance(heard, SearchCompleted | SearchCorrected) else None,
        words=words[asked.originator_version] | (words[heard.originator_version] if heard else {}),
    )


def _done_on(heard: Heard) -> date:
    match heard:
        case ProcessorHeard():
            return heard.heard_on
        case BreachRuledOut():
            return heard.judged_on
    return heard.recorded_on


def duties_shown(kept: Record, on: date, words: Words) -> list[DutyShown]:
    """What authorities asked and ordered, judged on a civil day in Brussels."""
    return [_duty_shown(duty, on, words) for duty in kept.duties]


def _duty_shown(duty: DutyRecord, on: date, words: Words) -> DutyShown:
    asked, given = duty.asked, duty.given
    return DutyShown(
        kind=duty.kind,
        authority=asked.authority,
        dossier=asked.dossier,
        state=duty.standing(on),
        received_on=asked.received_on,
        due_on=asked.due_on,
        done_on=getattr(given, "answered_on", None) or getattr(given, "reported_on", None),
        words=words[asked.originator_version],
    )


def reminders_shown(request: RightsRequest) -> list[ReminderShown]:
    """The reminders that were raised, in order."""
    return [
        ReminderShown(kind=kind, due_on=due_on, about=about, raised_on=raised_on)
        for kind, due_on, about, raised_on in request.reminded
    ]


def missed_shown(request: RightsRequest) -> list[MissedShown]:
    """The legal limits that passed, in the order in which that was recorded."""
    return [
        MissedShown(limit=limit, right=right, due_on=due_on)
        for limit, right, due_on in request.missed
    ]
