"""Data that are kept and not used: Article 18, with its exceptions and its end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from griffie.domain.law import RestrictedUse, RestrictionGround
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.values import Codes, Sealed
from griffie.domain.request.values import Restriction

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class RestrictionApplied(KeptEvent):
    TOPIC = "RestrictionApplied"
    ground: RestrictionGround
    systems: Codes
    provisional: bool
    applied_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.applied_on)
        applied = Restriction(self.ground, self.systems, self.provisional, self.applied_on)
        others = tuple(one for one in request.restrictions if one.ground != self.ground)
        request.restrictions = (*others, applied)


class RestrictionUseRecorded(KeptEvent):
    TOPIC = "RestrictionUseRecorded"
    ground: RestrictedUse
    explanation: Sealed
    used_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.used_on)


class RestrictionLifted(KeptEvent):
    TOPIC = "RestrictionLifted"
    ground: RestrictionGround
    reason: Sealed
    lifted_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.lifted_on)
        request.restrictions = tuple(
            one for one in request.restrictions if one.ground != self.ground
        )
