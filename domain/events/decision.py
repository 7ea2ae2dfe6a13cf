"""Yes, no, in part, not applicable, or never mind: what is decided about each right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from griffie.domain.law import ExceptionGround, NotApplicableGround, Refusal, Right
from griffie.domain.model.event import Event
from griffie.domain.model.values import Codes, Rights, Sealed
from griffie.domain.request.claim import Exempted
from griffie.domain.request.vocabulary import ClaimStatus

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class ExceptionApplied(Event):
    TOPIC = "ExceptionApplied"
    right: Right
    ground: ExceptionGround
    categories: Codes
    necessity: Sealed
    legal_basis: Sealed | None = None
    until: date | None = None
    proposed: bool = False  # four eyes: it takes the whole claim, and somebody else must approve

    def apply(self, request: RequestState) -> None:
        exempted = Exempted(self.ground, self.categories, self.until)
        proposed_by = self.actor if self.proposed else None
        request.put(request.claims[self.right].excepting(exempted, proposed_by))


class Article17ExceptionApplied(ExceptionApplied):
    """Article 17(3): data are kept although their erasure was asked."""

    TOPIC = "Article17ExceptionApplied"


class Refused(Event):
    right: Right
    ground: Refusal
    demonstration: Sealed
    proposed: bool = False

    def apply(self, request: RequestState) -> None:
        proposed_by = self.actor if self.proposed else None
        request.settle(self.right, ClaimStatus.REFUSED, self.ground, proposed_by)


class RefusedAsUnfounded(Refused):
    TOPIC = "RefusedAsUnfounded"
    ground: Refusal = Refusal.UNFOUNDED


class RefusedAsExcessive(Refused):
    TOPIC = "RefusedAsExcessive"
    ground: Refusal = Refusal.EXCESSIVE


REFUSED: dict[Refusal, type[Refused]] = {
    Refusal.UNFOUNDED: RefusedAsUnfounded,
    Refusal.EXCESSIVE: RefusedAsExcessive,
}


class RefusalApproved(Event):
    TOPIC = "RefusalApproved"
    right: Right

    def apply(self, request: RequestState) -> None:
        request.put(request.claims[self.right].approved())


class FoundNotApplicable(Event):
    TOPIC = "FoundNotApplicable"
    right: Right
    ground: NotApplicableGround
    explanation: Sealed

    def apply(self, request: RequestState) -> None:
        request.settle(self.right, ClaimStatus.NOT_APPLICABLE, self.ground)


class NotApplicableProposed(FoundNotApplicable):
    """Four eyes: nothing is found yet, somebody else must approve."""

    TOPIC = "NotApplicableProposed"

    def apply(self, request: RequestState) -> None:
        request.settle(self.right, ClaimStatus.NOT_APPLICABLE, self.ground, self.actor)


class RightGranted(Event):
    TOPIC = "RightGranted"
    right: Right

    def apply(self, request: RequestState) -> None:
        request.settle(self.right, ClaimStatus.GRANTED)


class DecisionRevoked(Event):
    TOPIC = "DecisionRevoked"
    right: Right
    reason: Sealed
    counted_from: date | None = None  # a new clock, where the requester had been told

    def apply(self, request: RequestState) -> None:
        request.put(request.claims[self.right].reopened(self.counted_from))
        if self.counted_from:
            request.reconsidered -= {self.right}  # of what is told anew, another reopening


class RequestWithdrawn(Event):
    TOPIC = "RequestWithdrawn"
    rights: Rights

    def apply(self, request: RequestState) -> None:
        for right in self.rights:
            request.put(request.claims[right].withdrawn(self.recorded_on))
