"""What an answer leaves out is seen twice, where the profile asks for four eyes [P]."""

from collections.abc import Iterable
from typing import Annotated

from annotated_types import MaxLen, MinLen

from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import ProvisionCode, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Said
from griffie.domain.request.vocabulary import Where
from griffie.domain.steps import rules
from griffie.domain.steps.said import Reason
from griffie.domain.steps.step import Hint, step


class OmissionApproved(KeptEvent):
    """Somebody agreed that an answer leaves these things out, and why."""

    TOPIC = "OmissionApproved"
    provisions: tuple[ProvisionCode, ...]
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        pass  # who approved which is read from the events as they are kept


def approved_by_others(request: RequestState, now: Occasion, said: Iterable[Said]) -> None:
    """Raises OutOfOrderError for the first thing left out that nobody else approved."""
    if not request.setting.four_eyes:
        return
    approved = {
        provision
        for event in request.kept_events
        if isinstance(event, OmissionApproved) and event.actor not in now.accounts
        for provision in event.provisions
    }
    for one in said:
        if one.where is Where.OMITTED and one.provision not in approved:
            raise OutOfOrderError(
                "an answer that leaves something out is seen by a second person: somebody else"
                " approves that first"
            )


def _by_whom(_: RequestState) -> Hint:
    return Hint("by another person than who informs; only what the answer leaves out")


class Omission(RequestState):
    """The step that agrees to what an answer leaves out."""

    @step(rules.still_open, hint=_by_whom)
    def approve_omission(
        self,
        _: Occasion,
        *,
        provisions: Annotated[tuple[ProvisionCode, ...], MinLen(1), MaxLen(40)],
        reason: Reason,
    ) -> OmissionApproved:
        """Approve that an answer leaves things out: four eyes, where the profile asks for them.

        Why: Our policy [P]. Art. 12(1) and 5(1)(a): what is kept back from an answer is the thing
        that most easily goes wrong unseen.
        """
        return OmissionApproved(provisions=provisions, reason=reason)
