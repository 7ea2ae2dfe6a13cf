"""A deed: something done to carry a right out. It decides nothing; `fulfil` does.

No deed is a condition of `fulfil`: the law wants it done, not written down twice, and `measures`
says what was done. Where the law wants one thing *before* another, a rule holds it.

What has happened can always be recorded: a deed that a rule forbids is recorded with a sentence
that says why, as irregular. It is shown, and no rule counts it.
"""

from datetime import date, timedelta
from typing import Any, ClassVar

from griffie.domain.law import Right
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.values import Sealed
from griffie.domain.request.remembered import Done
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Task
from griffie.domain.request.vocabulary import Deed, TaskKind

CHECKED_WITHIN = timedelta(days=3)
"""Article 33(1): 72 hours from awareness, which is here the moment at which it was recorded."""


class Fact(KeptEvent):
    """Something that was done in the world, and is recorded also where the law forbade it.

    Subclasses write `take_effect` and never `apply`: an irregular fact takes none.
    """

    SCHEMA = 2
    irregular: Sealed | None = None
    """Why it was done although a rule forbade it; None where none did."""

    def apply(self, request: RequestState) -> None:
        if self.irregular is None:
            self.take_effect(request)
        elif self.went_astray(request):
            version = self.originator_version
            request.astray = (*request.astray, version)
            request.entrust(Task(TaskKind.BREACH_CHECK, str(version), self.check_due_on))

    def take_effect(self, request: RequestState) -> None:
        """Write what rules are to know of it."""

    def went_astray(self, request: RequestState) -> bool:
        """Whether data may have come into hands that nobody had verified: Article 33."""
        del request
        return False

    @property
    def check_due_on(self) -> date:
        """The day by which it is judged whether there was a breach to notify."""
        return self.recorded_on + CHECKED_WITHIN


class DeedRecorded(Fact):
    """A deed about a claim, and the field `ON` that says on which day it was done."""

    ON: ClassVar[str]
    DEED: ClassVar[Deed]

    right: Right

    @property
    def deed(self) -> Deed:
        """What was done, as the claim remembers it."""
        return self.DEED

    @property
    def done_on(self) -> date:
        """The day on which it was done, in Brussels."""
        on: date = getattr(self, self.ON)
        return on

    def take_effect(self, request: RequestState) -> None:
        if self.done_on >= request.received_on:  # what was stopped before is no act about it
            request.happened(self.done_on)
        request.put(request.claims[self.right].having(self.remembered()))

    def remembered(self) -> Done:
        """The deed as the claim remembers it: its day, and in which system it was done."""
        system: Any = getattr(self, "system", None)
        return Done(self.deed, self.done_on, system)


def is_irregular(event: Any) -> bool:
    """Whether an event records what a rule forbade: no letter, figure or rule counts it."""
    return vars(event).get("irregular") is not None  # many have no such field
