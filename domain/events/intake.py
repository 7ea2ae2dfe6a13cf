"""A request comes in: what was asked, by whom, through which door, and who takes it up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from griffie.domain.law import Language, Right
from griffie.domain.model.event import Event, FirstEvent, KeptEvent
from griffie.domain.model.setting import Setting
from griffie.domain.model.values import Account, Sealed
from griffie.domain.request.values import ForwardedBy, Invoked, Representative, Requester
from griffie.domain.request.vocabulary import Channel, DocumentKind

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class RequestReceived(FirstEvent):
    TOPIC = "RequestReceived"
    originator_topic: str = "RightsRequest"
    received_on: date
    channel: Channel
    language: Language
    rights: tuple[Invoked, ...]
    requester: Requester
    representative: Representative | None = None
    forwarded_by: ForwardedBy | None = None
    message: Sealed | None = None
    setting: Setting

    def apply(self, request: RequestState) -> None:
        request.received_on = self.received_on
        if self.forwarded_by and self.forwarded_by.official_channel:
            request.received_on = self.forwarded_by.their_receipt_on  # it had reached us there
        request.channel, request.language = self.channel, self.language
        request.requester, request.representative = self.requester, self.representative
        request.message, request.setting = self.message, self.setting
        request.entered_by, request.entered_at = self.actor, self.timestamp
        request.claims = {invoked.right: invoked.claim() for invoked in self.rights}


class ReceiptAcknowledged(Event):
    TOPIC = "ReceiptAcknowledged"
    sent_on: date
    channel: Channel

    def apply(self, request: RequestState) -> None:
        request.happened(self.sent_on)


class HandlerAssigned(Event):
    TOPIC = "HandlerAssigned"
    handler: Account

    def apply(self, request: RequestState) -> None:
        request.handler = self.handler


class ClaimAdded(Event):
    TOPIC = "ClaimAdded"
    claim: Invoked

    def apply(self, request: RequestState) -> None:
        request.put(self.claim.claim())


class ClaimReclassified(KeptEvent):
    """The requester meant another right than was read into the words."""

    TOPIC = "ClaimReclassified"
    from_right: Right
    to_right: Right
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.reclassify(self.from_right, self.to_right)


class ReceiptDateCorrected(Event):
    TOPIC = "ReceiptDateCorrected"
    received_on: date
    evidence: Sealed
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.received_on = self.received_on


class RequesterCorrected(Event):
    TOPIC = "RequesterCorrected"
    requester: Requester
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.requester = self.requester


class NoteAdded(Event):
    TOPIC = "NoteAdded"
    note: Sealed

    def apply(self, request: RequestState) -> None:
        pass


class DocumentAdded(Event):
    """A file was put into the vault, with its name, which is personal too."""

    TOPIC = "DocumentAdded"
    kind: DocumentKind
    document: Sealed
    size: int

    def apply(self, request: RequestState) -> None:
        request.documents = (*request.documents, self.document)
        if self.kind is DocumentKind.IDENTITY_EVIDENCE:
            request.identity_evidence = (*request.identity_evidence, self.document)
        elif self.kind is DocumentKind.DELIVERED_COPY:
            request.copies, request.copies_out_on = (*request.copies, self.document), None
