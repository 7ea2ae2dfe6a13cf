"""What others are asked to do for a request, and what they say."""

from datetime import date

from griffie.domain import events
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import SearchResult, TaskKind
from griffie.domain.steps import rules, rules_of_deeds
from griffie.domain.steps.step import Hint, step


class Tasks(RequestState):
    @step(rules.still_open)
    def ask_search(
        self, _: Occasion, *, system: Code, assignee: str | None, due_on: date
    ) -> events.SearchAsked:
        """Art. 15(1): "whether or not" there are data, and which: system by system."""
        return events.SearchAsked(system=system, assignee=assignee, due_on=due_on)

    @step(rules_of_deeds.search_open, hint=lambda request: waiting(request, TaskKind.SEARCH))
    def complete_search(
        self, _: Occasion, *, system: Code, result: SearchResult, note: Sealed | None
    ) -> events.SearchCompleted:
        """Art. 15(1): what a system was found to hold."""
        self._was_asked(TaskKind.SEARCH, system)
        return events.SearchCompleted(system=system, result=result, note=note)

    @step()
    def ask_processor(
        self, _: Occasion, *, processor: Code, question: Sealed, due_on: date
    ) -> events.ProcessorAsked:
        """Art. 28(3)(e): a processor "assists the controller" in answering."""
        return events.ProcessorAsked(processor=processor, question=question, due_on=due_on)

    @step(rules_of_deeds.processor_asked, hint=lambda request: waiting(request, TaskKind.PROCESSOR))
    def hear_processor(
        self, _: Occasion, *, processor: Code, answer: Sealed, heard_on: date
    ) -> events.ProcessorHeard:
        """Art. 28(3)(e): what the processor did or said."""
        self._was_asked(TaskKind.PROCESSOR, processor)
        return events.ProcessorHeard(processor=processor, answer=answer, heard_on=heard_on)

    def _was_asked(self, kind: TaskKind, whom: str) -> None:
        if all((task.kind, task.whom) != (kind, whom) for task in self.tasks):
            raise OutOfOrderError("nothing was asked there, or it was answered: ask first")


def waiting(request: RequestState, kind: TaskKind) -> Hint:
    asked = ", ".join(task.whom for task in request.tasks if task.kind is kind)
    return Hint("only of whom it was asked: {asked}", {"asked": asked})
