"""What is no request, or not ours to answer alone: found, passed on, shared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from griffie.domain.law import NoRequestGround
from griffie.domain.model.event import Event, KeptEvent
from griffie.domain.model.values import Code, Sealed
from griffie.domain.request.values import Dismissed

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class NoRequestFound(KeptEvent):
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


class RequestForwarded(KeptEvent):
    """With the requester's consent, to whoever is the controller."""

    TOPIC = "RequestForwarded"
    party: Code
    consent: Sealed
    forwarded_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.forwarded_on)


class JointControllerInformed(KeptEvent):
    TOPIC = "JointControllerInformed"
    party: Code
    informed_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.informed_on)
