"""Who watches over the controller: its DPO, the authority, a court; and what keeps the file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from griffie.domain.model.event import KeptEvent
from griffie.domain.model.values import Code, Sealed
from griffie.domain.request.values import Duty
from griffie.domain.request.vocabulary import Authority, DutyKind

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class DpoAdviceRecorded(KeptEvent):
    TOPIC = "DpoAdviceRecorded"
    advice: Sealed
    followed: bool
    why_not: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        pass


class InquiryRecorded(KeptEvent):
    """The authority asks. Its questions interrupt prescription, so the file is kept."""

    TOPIC = "InquiryRecorded"
    authority: Authority
    dossier: Code
    received_on: date
    due_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.received_on)
        request.owe(Duty(DutyKind.INQUIRY, self.dossier, self.due_on, self.received_on))
        request.held = True


class InquiryAnswered(KeptEvent):
    TOPIC = "InquiryAnswered"
    dossier: Code
    answered_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.answered_on)
        request.discharge(DutyKind.INQUIRY, self.dossier)


class OrderRecorded(KeptEvent):
    TOPIC = "OrderRecorded"
    authority: Authority
    dossier: Code
    content: Sealed
    received_on: date
    due_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.received_on)
        request.owe(Duty(DutyKind.ORDER, self.dossier, self.due_on, self.received_on))


class OrderReportedDone(KeptEvent):
    TOPIC = "OrderReportedDone"
    dossier: Code
    reported_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.reported_on)
        request.discharge(DutyKind.ORDER, self.dossier)


class MediationRecorded(KeptEvent):
    TOPIC = "MediationRecorded"
    dossier: Code
    opened_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.opened_on)
        request.held = True


class CourtActionRecorded(KeptEvent):
    TOPIC = "CourtActionRecorded"
    court: Sealed
    reference: Sealed
    notified_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.notified_on)
        request.held = True


class HoldPlaced(KeptEvent):
    TOPIC = "HoldPlaced"
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.held = True


class HoldReleased(KeptEvent):
    TOPIC = "HoldReleased"
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.held = False


class BreachSuspected(KeptEvent):
    """Article 33: the 72 hours run from awareness; what comes of it is followed elsewhere."""

    TOPIC = "BreachSuspected"
    facts: Sealed
    aware_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.aware_on)
