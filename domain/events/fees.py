"""What an answer may cost, and whether the requester will pay: Articles 12(5)(a) and 15(3)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from griffie.domain.law import FeeGround, Right
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import Fee
from griffie.domain.request.vocabulary import FeeStanding

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class FeeProposed(KeptEvent):
    """The requester was told beforehand what it would cost, and why. No clock stops for it."""

    TOPIC = "FeeProposed"
    right: Right
    ground: FeeGround
    amount_cents: int
    demonstration: Sealed
    notified_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.notified_on)
        fee = Fee(self.ground, self.amount_cents, self.notified_on)
        request.put(request.claims[self.right].costing(fee))


class FeeAccepted(KeptEvent):
    TOPIC = "FeeAccepted"
    right: Right
    on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.on)
        request.put(request.claims[self.right].fee_standing(FeeStanding.ACCEPTED))


class FeeDeclined(KeptEvent):
    TOPIC = "FeeDeclined"
    right: Right
    on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.on)
        request.put(request.claims[self.right].fee_standing(FeeStanding.DECLINED))


class FeeWaived(KeptEvent):
    """It is done free of charge after all."""

    TOPIC = "FeeWaived"
    right: Right
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.put(request.claims[self.right].costing(None))


class FeePaid(KeptEvent):
    TOPIC = "FeePaid"
    right: Right
    paid_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.paid_on)
        request.put(request.claims[self.right].paid(self.paid_on))
