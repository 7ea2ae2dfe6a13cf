"""What others were asked for a request, and what came of it, read from its kept events."""

from datetime import date
from typing import NamedTuple

from griffie.domain.model.event import KeptEvent
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Progress, TaskKind
from griffie.domain.steps.breach import BreachRuledOut, BreachSuspected
from griffie.domain.steps.deed import Fact
from griffie.domain.steps.processor_report import ProcessorReported
from griffie.domain.steps.tasks import (
    ProcessorAsked,
    ProcessorHeard,
    SearchAsked,
    SearchCompleted,
    SearchCorrected,
)

Asked = SearchAsked | ProcessorAsked | Fact
Heard = (
    SearchCompleted
    | SearchCorrected
    | ProcessorHeard
    | ProcessorReported
    | BreachRuledOut
    | BreachSuspected
)


def progress(due_on: date, on: date, *, done: bool) -> Progress:
    """How something that is due on a day stands on the day `on` (civil days)."""
    if done:
        return Progress.DONE
    if on == due_on:
        return Progress.DUE_TODAY
    return Progress.OPEN if on < due_on else Progress.OVERDUE


class TaskRecord(NamedTuple):
    """A task given to a colleague or a processor, and its result (Articles 15(1), 28(3)(e)).

    Also the check whether what an irregular fact put into wrong hands is a breach (Article 33).
    """

    kind: TaskKind
    whom: str
    asked: Asked
    heard: Heard | None = None

    @property
    def due_on(self) -> date:
        return self.asked.check_due_on if isinstance(self.asked, Fact) else self.asked.due_on

    def standing(self, on: date) -> Progress:
        return progress(self.due_on, on, done=self.heard is not None)


def tasks(request: RequestState) -> list[TaskRecord]:
    """Every task, in the order in which it was last asked. Asked again, the new date counts."""
    found: dict[tuple[TaskKind, str], TaskRecord] = {}
    for event in request.kept_events:
        if isinstance(event, BreachRuledOut | BreachSuspected):
            found = {key: _judged(one, event) for key, one in found.items()}
            continue
        key = _task_of(request, event)
        if key is None:
            continue
        if isinstance(event, Asked):
            found.pop(key, None)
            found[key] = TaskRecord(*key, event)
        elif isinstance(event, Heard) and key in found:
            found[key] = found[key]._replace(heard=event)
    return list(found.values())


def _task_of(request: RequestState, event: KeptEvent) -> tuple[TaskKind, str] | None:
    """Of which task an event tells that it was asked or answered; None of any other event."""
    match event:
        case SearchAsked() | SearchCompleted() | SearchCorrected():
            return TaskKind.SEARCH, event.system
        case ProcessorReported() if not event.done:
            return None
        case ProcessorAsked() | ProcessorHeard() | ProcessorReported():
            return TaskKind.PROCESSOR, event.processor
        case Fact() if event.originator_version in request.astray:
            return TaskKind.BREACH_CHECK, str(event.originator_version)
    return None


def _judged(task: TaskRecord, event: BreachRuledOut | BreachSuspected) -> TaskRecord:
    waits = task.kind is TaskKind.BREACH_CHECK and task.heard is None
    return task._replace(heard=event) if waits else task
