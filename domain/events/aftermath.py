"""What comes after: another look, a complaint, a twin, and the end of the file itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from griffie.domain.model.event import Event, KeptEvent
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import Invoked
from griffie.domain.request.vocabulary import Authority, FileErasure, Outcome, Relation

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


BEFORE_OTHERS = frozenset({Authority.GBA, Authority.COURT})
"""Where a complaint keeps the file: it is evidence there."""


class RequestReopened(Event):
    TOPIC = "RequestReopened"
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.outcome = request.closed_on = None
        request.reopened_on = self.recorded_on
        request.reconsidered = frozenset(request.claims)


class RequestLinked(Event):
    """Another request has to do with this one. As its duplicate, this one goes on over there."""

    TOPIC = "RequestLinked"
    other: UUID
    relation: Relation

    def apply(self, request: RequestState) -> None:
        request.links = (*request.links, (self.other, self.relation))
        if self.relation is Relation.DUPLICATE:
            request.outcome, request.closed_on = Outcome.MERGED, self.recorded_on


class DuplicateAbsorbed(Event):
    """What a duplicate asked is asked here too, and the earliest receipt stands."""

    TOPIC = "DuplicateAbsorbed"
    other: UUID
    received_on: date
    claims: tuple[Invoked, ...]

    def apply(self, request: RequestState) -> None:
        request.received_on = self.received_on
        for invoked in self.claims:
            ours = request.claims.get(invoked.right)
            asked = (invoked.purposes, invoked.categories, invoked.recipients)
            request.put(ours.widened(*asked) if ours else invoked.claim())


class ComplaintRecorded(KeptEvent):
    TOPIC = "ComplaintRecorded"
    authority: Authority
    reference: Sealed
    received_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.received_on)
        request.complaints = (*request.complaints, self.authority)
        request.held = request.held or self.authority in BEFORE_OTHERS


class PersonalDataErased(Event):
    """Keys and ciphertexts of this file are destroyed; history, proofs and figures stand."""

    TOPIC = "PersonalDataErased"
    ground: FileErasure
    explanation: Sealed

    def apply(self, request: RequestState) -> None:
        request.erased = True
        request.copies = request.identity_evidence = ()
        request.copies_condemned, request.evidence_condemned = None, False
