"""Pasts in which somebody speaks for the data subject, as those of `past`."""

from typing import Any

from griffie.domain.events import (
    Invoked,
    MandateAsked,
    MandateRejected,
    MandateVerified,
    PrincipalInstructed,
    RepresentativeNamed,
    RequestReceived,
)
from griffie.domain.law import Right
from griffie.domain.model.event import Event
from griffie.domain.request.values import SealedRepresentative
from griffie.domain.request.vocabulary import Capacity
from tests.given.past import RECEIVED_ON, WORDS, received


def with_others(*rights: Right | Invoked, **facts: Any) -> tuple[RequestReceived, Event]:
    """A request for which somebody else speaks, about data that we process for another."""
    speaks = SealedRepresentative(name=WORDS, capacity=Capacity.PARENT)
    first = received(*rights, representative=speaks, **facts)
    told: dict[str, Any] = {"answers_by_us": True, "instructed_on": RECEIVED_ON}
    return first, PrincipalInstructed(principal="client-1", instruction=WORDS, **told)


def spoken_for() -> RepresentativeNamed:
    lawyer = SealedRepresentative(name=WORDS, capacity=Capacity.LAWYER)
    return RepresentativeNamed(representative=lawyer, came_forward_on=RECEIVED_ON)


def mandate_asked() -> MandateAsked:
    return MandateAsked(question=WORDS, asked_on=RECEIVED_ON)


def mandate_verified() -> MandateVerified:
    return MandateVerified(method=WORDS, verified_on=RECEIVED_ON)


def mandate_rejected() -> MandateRejected:
    return MandateRejected(reason=WORDS)
