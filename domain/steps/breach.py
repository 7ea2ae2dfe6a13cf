"""Whether data that came into wrong hands are a breach that is notified: Article 33."""

from datetime import date

from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import TaskKind
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import PastDay
from griffie.domain.steps.step import Hint, step


class BreachRuledOut(KeptEvent):
    """What went astray was judged, and is no breach that is notified; with the reason."""

    TOPIC = "BreachRuledOut"
    reason: Sealed
    judged_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.judged_on)
        request.finish(TaskKind.BREACH_CHECK)


@rule("nothing went into wrong hands that is not judged yet: go on with the request")
def breach_unjudged(request: RequestState) -> bool:
    """Something was recorded as irregular, by which data may have come into wrong hands."""
    return any(task.kind is TaskKind.BREACH_CHECK for task in request.tasks)


class Breaches(RequestState):
    """The step that ends a check under Article 33 without a breach."""

    @step(
        breach_unjudged,
        hint=lambda _: Hint("only where a risk to the person is unlikely; else suspect a breach"),
    )
    def rule_out_breach(self, _: Occasion, *, reason: Sealed, judged_on: PastDay) -> BreachRuledOut:
        """Record why data that came into wrong hands are no breach to notify: Article 33(1) GDPR.

        Where they are, `suspect-breach` records it. Either ends the check.

        Why: Art. 33(1) and (5): "unless … unlikely to result in a risk"; documented all the same.
        """
        return BreachRuledOut(reason=reason, judged_on=judged_on)
