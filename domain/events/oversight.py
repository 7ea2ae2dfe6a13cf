"""Who watches over the controller: its DPO, the authority, a court; and what keeps the file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from griffie.domain.model.kept_event import Noted
from griffie.domain.model.kernel import Code, Sealed
from griffie.domain.request.vocabulary import Authority, DutyKind

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class Duty(NamedTuple):
    """What an authority waits for. Its deadline is not the requester's."""

    kind: DutyKind
    dossier: str
    due_on: date
    received_on: date


class DpoAdviceRecorded(Noted):
    TOPIC = "DpoAdviceRecorded"
    advice: Sealed
    followed: bool
    why_not: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        pass


class InquiryRecorded(Noted):
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


class InquiryAnswered(Noted):
    TOPIC = "InquiryAnswered"
    dossier: Code
    answered_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.answered_on)
        request.discharge(DutyKind.INQUIRY, self.dossier)


class OrderRecorded(Noted):
    TOPIC = "OrderRecorded"
    authority: Authority
    dossier: Code
    content: Sealed
    received_on: date
    due_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.received_on)
        request.owe(Duty(DutyKind.ORDER, self.dossier, self.due_on, self.received_on))


class OrderReportedDone(Noted):
    TOPIC = "OrderReportedDone"
    dossier: Code
    reported_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.reported_on)
        request.discharge(DutyKind.ORDER, self.dossier)


class MediationRecorded(Noted):
    TOPIC = "MediationRecorded"
    dossier: Code
    opened_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.opened_on)
        request.held = True


class CourtActionRecorded(Noted):
    TOPIC = "CourtActionRecorded"
    court: Sealed
    reference: Sealed
    notified_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.notified_on)
        request.held = True


class HoldPlaced(Noted):
    TOPIC = "HoldPlaced"
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.held = True


class HoldReleased(Noted):
    TOPIC = "HoldReleased"
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.held = False


class BreachSuspected(Noted):
    """Article 33: the 72 hours run from awareness; what comes of it is followed elsewhere."""

    TOPIC = "BreachSuspected"
    facts: Sealed
    aware_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.aware_on)
