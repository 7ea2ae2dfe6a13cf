"""What colleagues and processors were asked to do for this request, and what they said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from griffie.domain.model.event import KeptEvent
from griffie.domain.model.values import Account, Code, Sealed
from griffie.domain.request.values import Task
from griffie.domain.request.vocabulary import SearchResult, TaskKind

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class SearchAsked(KeptEvent):
    TOPIC = "SearchAsked"
    system: Code
    assignee: Account | None = None
    due_on: date

    def apply(self, request: RequestState) -> None:
        request.entrust(Task(TaskKind.SEARCH, self.system, self.due_on, self.assignee))


class SearchCompleted(KeptEvent):
    TOPIC = "SearchCompleted"
    system: Code
    result: SearchResult
    note: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        request.finish(TaskKind.SEARCH, self.system)


class ProcessorAsked(KeptEvent):
    TOPIC = "ProcessorAsked"
    processor: Code
    question: Sealed
    due_on: date

    def apply(self, request: RequestState) -> None:
        request.entrust(Task(TaskKind.PROCESSOR, self.processor, self.due_on))


class ProcessorHeard(KeptEvent):
    TOPIC = "ProcessorHeard"
    processor: Code
    answer: Sealed
    heard_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.heard_on)
        request.finish(TaskKind.PROCESSOR, self.processor)
