"""What must be clear before work can go on, and the clock that runs meanwhile."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from griffie.domain.law import ExtensionGround
from griffie.domain.model.event import Event
from griffie.domain.model.values import Rights, Sealed
from griffie.domain.request.claim import NOT_IDENTIFIED
from griffie.domain.request.values import DOUBT, UNCLEAR
from griffie.domain.request.vocabulary import ClaimStatus, Identity

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class IdentityDoubted(Event):
    TOPIC = "IdentityDoubted"
    grounds: Sealed
    asked_on: date
    asked_for: Sealed

    def apply(self, request: RequestState) -> None:
        request.identity = Identity.DOUBTED
        request.happened(self.asked_on)
        request.ask(self.asked_on, DOUBT)


class IdentityVerified(Event):
    TOPIC = "IdentityVerified"
    method: Sealed
    verified_on: date
    received_on: date

    def apply(self, request: RequestState) -> None:
        request.identity = Identity.VERIFIED
        request.happened(self.received_on)
        request.hear(self.received_on, DOUBT)
        request.evidence_condemned = bool(request.identity_evidence)


class IdentityNotEstablished(Event):
    TOPIC = "IdentityNotEstablished"
    reason: Sealed
    received_on: date
    rights: Rights

    def apply(self, request: RequestState) -> None:
        request.identity = Identity.FAILED
        request.hear(self.received_on, DOUBT)
        request.evidence_condemned = bool(request.identity_evidence)
        for right in self.rights:
            request.settle(right, ClaimStatus.REFUSED, NOT_IDENTIFIED, self.proposed_by)

    @property
    def proposed_by(self) -> str | None:
        return None


class IdentityFailureProposed(IdentityNotEstablished):
    """Four eyes: no right is refused yet, somebody else must approve that of each."""

    TOPIC = "IdentityFailureProposed"

    @property
    def proposed_by(self) -> str | None:
        return self.actor


class IdentityEvidenceDestroyed(Event):
    """What showed who somebody is, is gone. What was seen stands: the method, not the document."""

    TOPIC = "IdentityEvidenceDestroyed"
    documents: tuple[Sealed, ...]

    def apply(self, request: RequestState) -> None:
        kept = (one for one in request.identity_evidence if one not in self.documents)
        request.identity_evidence, request.evidence_condemned = tuple(kept), False


class ClarificationAsked(Event):
    TOPIC = "ClarificationAsked"
    question: Sealed
    asked_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.asked_on)
        request.ask(self.asked_on, UNCLEAR)


class ClarificationReceived(Event):
    TOPIC = "ClarificationReceived"
    answer: Sealed
    received_on: date

    def apply(self, request: RequestState) -> None:
        request.hear(self.received_on, UNCLEAR)


class DeadlineExtended(Event):
    TOPIC = "DeadlineExtended"
    grounds: tuple[ExtensionGround, ...]
    explanation: Sealed
    notified_on: date
    rights: Rights

    def apply(self, request: RequestState) -> None:
        request.happened(self.notified_on)
        for right in self.rights:
            request.extend(right, self.notified_on)
