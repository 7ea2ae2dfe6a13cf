"""What the data protection officer advised about a request: Articles 38 and 39 GDPR."""

from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.steps.said import Reason
from griffie.domain.steps.step import Hint, step


class DpoAdviceRecorded(KeptEvent):
    """Advice under Article 39(1)(a), whether it was followed, and if not why."""

    TOPIC = "DpoAdviceRecorded"
    advice: Sealed
    followed: bool
    why_not: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        pass


class DpoAdvice(RequestState):
    """The step that records advice."""

    @step(hint=Hint("advice that is not followed says why not"))
    def record_dpo_advice(
        self, _: Occasion, *, advice: Sealed, followed: bool, why_not: Reason | None = None
    ) -> DpoAdviceRecorded:
        """Record what the DPO advised, and why it was not followed: Articles 38 and 39 GDPR.

        Why: Art. 38(1) and 39(1)(a): the DPO is heard; our policy: not following is explained.
        """
        if not followed and why_not is None:
            raise BadInputError("why_not", "needed where the advice was not followed")
        return DpoAdviceRecorded(advice=advice, followed=followed, why_not=why_not)
