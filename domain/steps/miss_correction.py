"""A missed deadline that was recorded and was none: the clock of the machine was ahead, say.

What the clock recorded stays in the history. This event says that it was wrong, who says so, and
why.
"""

from datetime import date

from griffie.domain.law import Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request import readings
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Missed
from griffie.domain.request.vocabulary import Limit
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import DayAhead, InvokedRight, Reason
from griffie.domain.steps.step import Hint, step


class MissCorrected(Event):
    """A deadline that the clock recorded as missed was not missed."""

    TOPIC = "MissCorrected"
    limit: Limit
    right: Right | None = None
    due_on: date
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        wrong = Missed(self.limit, self.right, self.due_on)
        request.missed = tuple(one for one in request.missed if one != wrong)
        request.misses_corrected += 1


@rule("no missed deadline is recorded: there is nothing to take back")
def something_missed(request: RequestState) -> bool:
    """There is a record to correct."""
    return bool(request.missed)


class MissCorrection(RequestState):
    """The step that corrects a record of the clock."""

    @step(something_missed, hint=Hint("only a day that, by the file as it stands, was not missed"))
    def correct_miss(
        self,
        now: Occasion,
        *,
        limit: Limit,
        due_on: DayAhead,
        reason: Reason,
        right: InvokedRight | None = None,
    ) -> MissCorrected:
        """Take back a missed deadline that was recorded wrongly: Article 5(1)(d) GDPR.

        Possible where the file as it stands shows that the day was not missed, or has not come.

        Why: Art. 5(1)(d): what is inaccurate is "rectified without delay". A miss that is none
        counts against the office and misleads the authority.
        """
        wrong = Missed(limit, right, due_on)
        if wrong not in self.missed:
            raise BadInputError("due_on", "no missed deadline of this kind is recorded for it")
        if wrong in readings.misses(self, now.today, self.reading):
            raise OutOfOrderError(
                "by the file as it stands that day was missed: correct first what is wrong in it"
            )
        return MissCorrected(limit=limit, right=right, due_on=due_on, reason=reason)
