"""Who speaks for whom: the mandate of a representative, and the capacity of a minor."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from griffie.domain.model.event import Event, KeptEvent
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import Minor, Representative
from griffie.domain.request.vocabulary import AgeBand, Capability, Mandate

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class RepresentativeNamed(Event):
    """Somebody came forward to speak for the data subject. Whether they may is not yet known."""

    TOPIC = "RepresentativeNamed"
    representative: Representative
    came_forward_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.came_forward_on)
        request.representative = self.representative
        request.mandate, request.mandate_asked_on = Mandate.NONE, None  # that was another's


class MandateAsked(Event):
    TOPIC = "MandateAsked"
    question: Sealed
    asked_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.asked_on)
        request.mandate, request.mandate_asked_on = Mandate.ASKED, self.asked_on


class MandateVerified(Event):
    TOPIC = "MandateVerified"
    method: Sealed
    verified_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.verified_on)
        request.mandate = Mandate.VERIFIED


class MandateRejected(Event):
    """Who wrote may not speak for the data subject; what the data subject may ask stands."""

    TOPIC = "MandateRejected"
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.mandate = Mandate.REJECTED


class MinorAssessed(KeptEvent):
    TOPIC = "MinorAssessed"
    age_band: AgeBand
    result: Capability
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.minor = Minor(self.age_band, self.result)
