"""Data that are kept and not used: Article 18, with its exceptions and its end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from griffie.domain.law import RestrictedUse, RestrictionGround
from griffie.domain.model.kept_event import Noted
from griffie.domain.model.kernel import Codes, Sealed

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class Restriction(NamedTuple):
    """A restriction in force, and when the data subject was told that it would be lifted."""

    ground: RestrictionGround
    systems: tuple[str, ...]
    provisional: bool
    applied_on: date
    lift_announced_on: date | None = None

    def lift_announced(self, sent_on: date) -> Restriction:
        """The earliest notice counts, whichever was recorded first; none of before it applied."""
        if sent_on < self.applied_on:
            return self
        return self._replace(lift_announced_on=min(sent_on, self.lift_announced_on or sent_on))


class RestrictionApplied(Noted):
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


class RestrictionUseRecorded(Noted):
    TOPIC = "RestrictionUseRecorded"
    ground: RestrictedUse
    explanation: Sealed
    used_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.used_on)


class RestrictionLifted(Noted):
    TOPIC = "RestrictionLifted"
    ground: RestrictionGround
    reason: Sealed
    lifted_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.lifted_on)
        request.restrictions = tuple(
            one for one in request.restrictions if one.ground != self.ground
        )
