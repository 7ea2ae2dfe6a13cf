"""Who watches over the controller (its DPO, the authority, a court), and what keeps the file.

Whatever the state of the request.
"""

from datetime import date

from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Duty
from griffie.domain.request.vocabulary import Authority, DutyKind
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import DayAhead, PastDay, Reason
from griffie.domain.steps.step import Hint, step


class InquiryRecorded(KeptEvent):
    """The authority asks. Its questions interrupt prescription, so the file is kept."""

    TOPIC = "InquiryRecorded"
    SCHEMA = 2
    authority: Authority
    dossier: Code
    """Our own label, by which an answer finds what it answers."""
    received_on: date
    due_on: date
    reference: Sealed | None = None
    """The authority's number for it: it leads to a person, and stands nowhere in clear."""

    def apply(self, request: RequestState) -> None:
        request.happened(self.received_on)
        request.owe(Duty(DutyKind.INQUIRY, self.dossier, self.due_on, self.received_on))
        request.held = True


class InquiryAnswered(KeptEvent):
    """What the authority asked was answered: Article 31."""

    TOPIC = "InquiryAnswered"
    dossier: Code
    answered_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.answered_on)
        request.discharge(DutyKind.INQUIRY, self.dossier)


class OrderRecorded(KeptEvent):
    """The authority ordered something, with its deadline: Article 58(2)."""

    TOPIC = "OrderRecorded"
    SCHEMA = 2
    authority: Authority
    dossier: Code
    content: Sealed
    received_on: date
    due_on: date
    reference: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        request.happened(self.received_on)
        request.ordered_by = (*request.ordered_by, self.actor)
        request.owe(Duty(DutyKind.ORDER, self.dossier, self.due_on, self.received_on))


class OrderReportedDone(KeptEvent):
    """The authority was told that its order was carried out."""

    TOPIC = "OrderReportedDone"
    dossier: Code
    reported_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.reported_on)
        request.discharge(DutyKind.ORDER, self.dossier)


class MediationRecorded(KeptEvent):
    """The authority mediates. The file is kept meanwhile."""

    TOPIC = "MediationRecorded"
    SCHEMA = 2
    dossier: Code
    opened_on: date
    reference: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        request.happened(self.opened_on)
        request.held = True


class CourtActionRecorded(KeptEvent):
    """A court action was notified. The file is kept meanwhile."""

    TOPIC = "CourtActionRecorded"
    court: Sealed
    reference: Sealed
    notified_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.notified_on)
        request.held = True


class HoldPlaced(KeptEvent):
    """The file is kept as evidence: nothing of it is erased."""

    TOPIC = "HoldPlaced"
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.held = True


class HoldReleased(KeptEvent):
    """The file need not be kept as evidence any more."""

    TOPIC = "HoldReleased"
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.held = False


@rule("no inquiry is open: record it first")
def inquiry_open(request: RequestState) -> bool:
    """An inquiry of the authority waits for an answer."""
    return any(duty.kind is DutyKind.INQUIRY for duty in request.duties)


@rule("no order is open: record it first")
def order_open(request: RequestState) -> bool:
    """An order of the authority waits to be carried out."""
    return any(duty.kind is DutyKind.ORDER for duty in request.duties)


@rule("no hold is on this file")
def held(request: RequestState) -> bool:
    """The file is under a hold."""
    return request.held


@rule("a hold is on this file already: go on with the request")
def not_held(request: RequestState) -> bool:
    """The file is under no hold."""
    return not request.held


class Oversight(RequestState):
    """The steps about authorities, courts and the data protection officer."""

    @step()
    def record_inquiry(
        self,
        _: Occasion,
        *,
        authority: Authority,
        dossier: Code,
        received_on: PastDay,
        due_on: DayAhead,
        reference: Sealed | None = None,
    ) -> InquiryRecorded:
        """Record that an authority asks, and until when it waits; the file is held: Article 31.

        Why: Art. 31 and 58(1): the authority asks; its deadline is its own, and the file is kept.
        """
        _in_order(received_on, due_on)
        return InquiryRecorded(
            authority=authority,
            dossier=dossier,
            received_on=received_on,
            due_on=due_on,
            reference=reference,
        )

    @step(inquiry_open, hint=lambda request: due_hint(request, DutyKind.INQUIRY))
    def answer_inquiry(
        self, _: Occasion, *, dossier: Code, answered_on: PastDay
    ) -> InquiryAnswered:
        """Record that an authority's questions were answered: Article 31 GDPR.

        Why: Art. 31: the controller cooperates with the authority.
        """
        self._is_owed(DutyKind.INQUIRY, dossier, "answered_on", answered_on)
        return InquiryAnswered(dossier=dossier, answered_on=answered_on)

    @step()
    def record_order(
        self,
        _: Occasion,
        *,
        authority: Authority,
        dossier: Code,
        content: Sealed,
        received_on: PastDay,
        due_on: DayAhead,
        reference: Sealed | None = None,
    ) -> OrderRecorded:
        """Record what an authority ordered, and until when: Article 58(2) GDPR.

        Why: Art. 58(2): the authority orders, and says until when.
        """
        _in_order(received_on, due_on)
        return OrderRecorded(
            authority=authority,
            dossier=dossier,
            content=content,
            received_on=received_on,
            due_on=due_on,
            reference=reference,
        )

    @step(order_open, hint=lambda request: due_hint(request, DutyKind.ORDER))
    def report_order_done(
        self, _: Occasion, *, dossier: Code, reported_on: PastDay
    ) -> OrderReportedDone:
        """Record that the authority was told that its order was carried out: Article 58(2) GDPR.

        Why: Art. 58(2): what was ordered was done, and the authority knows.
        """
        self._is_owed(DutyKind.ORDER, dossier, "reported_on", reported_on)
        return OrderReportedDone(dossier=dossier, reported_on=reported_on)

    def _is_owed(self, kind: DutyKind, dossier: str, word: str, on: date) -> None:
        asked = [duty for duty in self.duties if (duty.kind, duty.dossier) == (kind, dossier)]
        if not asked:
            raise OutOfOrderError("nothing is open under that dossier: record it first")
        if on < asked[0].received_on:
            raise BadInputError(word, "before the authority wrote")

    @step()
    def record_mediation(
        self, _: Occasion, *, dossier: Code, opened_on: PastDay, reference: Sealed | None = None
    ) -> MediationRecorded:
        """Record that the authority mediates; the file is held: Article 77 GDPR.

        Why: Art. 77, and the Act of 3 December 2017: the authority mediates; the file is kept.
        """
        return MediationRecorded(dossier=dossier, opened_on=opened_on, reference=reference)

    @step()
    def record_court_action(
        self, _: Occasion, *, court: Sealed, reference: Sealed, notified_on: PastDay
    ) -> CourtActionRecorded:
        """Record that somebody went to court; the file is held: Article 79 GDPR.

        Why: Art. 79: somebody went to court; the file is kept.
        """
        return CourtActionRecorded(court=court, reference=reference, notified_on=notified_on)

    @step(not_held)
    def place_hold(self, _: Occasion, *, reason: Reason) -> HoldPlaced:
        """Keep the file from being erased, for legal claims: Article 17(3)(e) GDPR.

        Why: Art. 17(3)(e): the file may be needed for legal claims.
        """
        return HoldPlaced(reason=reason)

    @step(held)
    def release_hold(self, _: Occasion, *, reason: Reason) -> HoldReleased:
        """Keep the file no longer than anybody else's: Article 5(1)(e) GDPR.

        Why: Art. 5(1)(e): it is needed no longer, whatever it was kept for.
        """
        return HoldReleased(reason=reason)


def _in_order(received_on: date, due_on: date) -> None:
    if due_on < received_on:
        raise BadInputError("due_on", "before the authority wrote")


def due_hint(request: RequestState, kind: DutyKind) -> Hint:
    """A hint with the earliest day on which something of that kind is due."""
    open_ = [duty for duty in request.duties if duty.kind is kind]
    return Hint("due on {on}", {"on": min(duty.due_on for duty in open_)})
