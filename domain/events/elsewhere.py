"""What is no request, or not ours to answer alone: found, passed on, shared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from griffie.domain.law import NoRequestGround
from griffie.domain.model.kept_event import Noted
from griffie.domain.model.kernel import Code, Event, Sealed

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class Dismissed(NamedTuple):
    """Why a message in which no right was found needs no more than an answer."""

    ground: NoRequestGround
    proposed_by: str | None = None
    """Who found it, as long as nobody else has approved (four eyes)."""
    informed_on: date | None = None


class NoRequestFound(Noted):
    TOPIC = "NoRequestFound"
    ground: NoRequestGround
    reason: Sealed
    proposed: bool = False

    def apply(self, request: RequestState) -> None:
        request.dismissed = Dismissed(self.ground, self.actor if self.proposed else None)


class FindingApproved(Event):
    TOPIC = "FindingApproved"

    def apply(self, request: RequestState) -> None:
        if request.dismissed:
            request.dismissed = request.dismissed._replace(proposed_by=None)


class RequestForwarded(Noted):
    """With the requester's consent, to whoever is the controller."""

    TOPIC = "RequestForwarded"
    party: Code
    consent: Sealed
    forwarded_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.forwarded_on)


class JointControllerInformed(Noted):
    TOPIC = "JointControllerInformed"
    party: Code
    informed_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.informed_on)
