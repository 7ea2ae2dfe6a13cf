"""What colleagues and processors are asked to do for a request, and what they say."""

from datetime import date

from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Account, Code, Colleague, RecipientCode, Sealed, SystemCode
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Searched, Task
from griffie.domain.request.vocabulary import SearchResult, TaskKind
from griffie.domain.steps import rules
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import DayAhead, PastDay, Reason
from griffie.domain.steps.step import Hint, step


class SearchAsked(KeptEvent):
    """A system is to be searched for the data, by a day."""

    TOPIC, SCHEMA = "SearchAsked", 2
    system: Code
    assignee: Account | None = None
    due_on: date
    of_intake: bool = False
    """The message itself gave rise to it: it is part of receipt."""

    def apply(self, request: RequestState) -> None:
        request.of_intake += self.of_intake
        request.entrust(Task(TaskKind.SEARCH, self.system, self.due_on, self.assignee))


class SearchCompleted(KeptEvent):
    """A search ended, with its result."""

    TOPIC = "SearchCompleted"
    system: Code
    result: SearchResult
    note: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        request.finish(TaskKind.SEARCH, self.system)
        found = {one.system for one in request.searched if one.result is SearchResult.FOUND}
        if self.system not in found:
            request.note_search(Searched(self.system, self.result, self.note is not None))


class SearchCorrected(KeptEvent):
    """What a search gave was wrong or is no longer so, with the reason: the result is another."""

    TOPIC = "SearchCorrected"
    system: Code
    result: SearchResult
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.note_search(Searched(self.system, self.result, explained=True))


class ProcessorAsked(KeptEvent):
    """A processor was asked to help, by a day: Article 28(3)(e)."""

    TOPIC = "ProcessorAsked"
    processor: Code
    question: Sealed
    due_on: date

    def apply(self, request: RequestState) -> None:
        request.entrust(Task(TaskKind.PROCESSOR, self.processor, self.due_on))


class ProcessorHeard(KeptEvent):
    """A processor answered."""

    TOPIC = "ProcessorHeard"
    processor: Code
    answer: Sealed
    heard_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.heard_on)
        request.finish(TaskKind.PROCESSOR, self.processor)


@rule("no search is open: ask for one first")
def search_open(request: RequestState) -> bool:
    """A search waits to be done."""
    return any(task.kind is TaskKind.SEARCH for task in request.tasks)


@rule("no search was completed: complete one first")
def search_completed(request: RequestState) -> bool:
    """A search gave a result."""
    return bool(request.searched)


@rule("no processor was asked anything: ask first")
def processor_asked(request: RequestState) -> bool:
    """A processor waits to answer."""
    return any(task.kind is TaskKind.PROCESSOR for task in request.tasks)


def asked_hint(request: RequestState, kind: TaskKind) -> Hint:
    """A hint with the systems or processors that were asked."""
    asked = ", ".join(task.whom for task in request.tasks if task.kind is kind)
    return Hint("only of whom it was asked: {asked}", {"asked": asked})


def _searched_hint(request: RequestState) -> Hint:
    searched = ", ".join(one.system for one in request.searched)
    return Hint("only of what was searched: {searched}", {"searched": searched})


class Tasks(RequestState):
    """The steps of what others are asked to do."""

    @step(rules.still_open)
    def ask_search(
        self,
        _: Occasion,
        *,
        system: SystemCode,
        assignee: Colleague | None = None,
        due_on: DayAhead,
    ) -> SearchAsked:
        """Ask that a system be searched for the requester's data: Article 15(1) GDPR.

        Why: Art. 15(1): "whether or not" there are data, and which: system by system.
        """
        return SearchAsked(system=system, assignee=assignee, due_on=due_on)

    @step(search_open, hint=lambda request: asked_hint(request, TaskKind.SEARCH))
    def complete_search(
        self, _: Occasion, *, system: SystemCode, result: SearchResult, note: Sealed | None = None
    ) -> SearchCompleted:
        """Record what a search in a system brought to light.

        Why: Art. 15(1): what a system was found to hold.
        """
        self._was_asked(TaskKind.SEARCH, system)
        return SearchCompleted(system=system, result=result, note=note)

    @step(search_completed, hint=_searched_hint)
    def correct_search(
        self, _: Occasion, *, system: SystemCode, result: SearchResult, reason: Reason
    ) -> SearchCorrected:
        """Correct what a search gave, and say why: a namesake, or erased lawfully since.

        Data that were found are only denied once this was recorded: a later search that finds
        nothing does not undo what an earlier one found. It is also how a search that was not
        finished in time gets its sentence.

        Why: Art. 5(1)(d) and 12(1): the answer is true of what the file says.
        """
        if all(one.system != system for one in self.searched):
            raise OutOfOrderError("nothing was searched there: complete a search first")
        return SearchCorrected(system=system, result=result, reason=reason)

    @step()
    def ask_processor(
        self, now: Occasion, *, processor: RecipientCode, question: Sealed, due_on: DayAhead
    ) -> ProcessorAsked:
        """Ask a processor to assist: Article 28(3)(e) GDPR.

        Why: Art. 28(3)(e): a processor "assists the controller" in answering.
        """
        if due_on < now.today:
            raise BadInputError("due_on", "in the past")
        return ProcessorAsked(processor=processor, question=question, due_on=due_on)

    @step(processor_asked, hint=lambda request: asked_hint(request, TaskKind.PROCESSOR))
    def hear_processor(
        self, _: Occasion, *, processor: RecipientCode, answer: Sealed, heard_on: PastDay
    ) -> ProcessorHeard:
        """Record what a processor did or said: Article 28(3)(e) GDPR.

        Why: Art. 28(3)(e): what the processor did or said.
        """
        self._was_asked(TaskKind.PROCESSOR, processor)
        return ProcessorHeard(processor=processor, answer=answer, heard_on=heard_on)

    def _was_asked(self, kind: TaskKind, whom: str) -> None:
        if all((task.kind, task.whom) != (kind, whom) for task in self.tasks):
            raise OutOfOrderError("nothing was asked there, or it was answered: ask first")
