"""Who watches over the controller, and what keeps the file. Whatever the state of the request."""

from datetime import date

from griffie.domain import events
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Authority, DutyKind
from griffie.domain.steps import rules_of_deeds
from griffie.domain.steps.step import Hint, step


class Oversight(RequestState):
    @step(hint=lambda _: Hint("advice that is not followed says why not"))
    def record_dpo_advice(
        self, _: Occasion, *, advice: Sealed, followed: bool, why_not: Sealed | None
    ) -> events.DpoAdviceRecorded:
        """Art. 38(1) and 39(1)(a): the DPO is heard; our policy: not following is explained."""
        if not followed and why_not is None:
            raise BadInputError("why_not", "needed where the advice was not followed")
        return events.DpoAdviceRecorded(advice=advice, followed=followed, why_not=why_not)

    @step()
    def record_inquiry(
        self, _: Occasion, *, authority: Authority, dossier: Code, received_on: date, due_on: date
    ) -> events.InquiryRecorded:
        """Art. 31 and 58(1): the authority asks; its deadline is its own, and the file is kept."""
        in_order(received_on, due_on)
        return events.InquiryRecorded(
            authority=authority, dossier=dossier, received_on=received_on, due_on=due_on
        )

    @step(rules_of_deeds.inquiry_open, hint=lambda request: owed(request, DutyKind.INQUIRY))
    def answer_inquiry(
        self, _: Occasion, *, dossier: Code, answered_on: date
    ) -> events.InquiryAnswered:
        """Art. 31: the controller cooperates with the authority."""
        self._is_owed(DutyKind.INQUIRY, dossier, "answered_on", answered_on)
        return events.InquiryAnswered(dossier=dossier, answered_on=answered_on)

    @step()
    def record_order(
        self,
        _: Occasion,
        *,
        authority: Authority,
        dossier: Code,
        content: Sealed,
        received_on: date,
        due_on: date,
    ) -> events.OrderRecorded:
        """Art. 58(2): the authority orders, and says until when."""
        in_order(received_on, due_on)
        return events.OrderRecorded(
            authority=authority,
            dossier=dossier,
            content=content,
            received_on=received_on,
            due_on=due_on,
        )

    @step(rules_of_deeds.order_open, hint=lambda request: owed(request, DutyKind.ORDER))
    def report_order_done(
        self, _: Occasion, *, dossier: Code, reported_on: date
    ) -> events.OrderReportedDone:
        """Art. 58(2): what was ordered was done, and the authority knows."""
        self._is_owed(DutyKind.ORDER, dossier, "reported_on", reported_on)
        return events.OrderReportedDone(dossier=dossier, reported_on=reported_on)

    def _is_owed(self, kind: DutyKind, dossier: str, word: str, on: date) -> None:
        asked = [duty for duty in self.duties if (duty.kind, duty.dossier) == (kind, dossier)]
        if not asked:
            raise OutOfOrderError("nothing is open under that dossier: record it first")
        if on < asked[0].received_on:
            raise BadInputError(word, "before the authority wrote")

    @step()
    def record_mediation(
        self, _: Occasion, *, dossier: Code, opened_on: date
    ) -> events.MediationRecorded:
        """Art. 77, and the Act of 3 December 2017: the authority mediates; the file is kept."""
        return events.MediationRecorded(dossier=dossier, opened_on=opened_on)

    @step()
    def record_court_action(
        self, _: Occasion, *, court: Sealed, reference: Sealed, notified_on: date
    ) -> events.CourtActionRecorded:
        """Art. 79: somebody went to court; the file is kept."""
        return events.CourtActionRecorded(court=court, reference=reference, notified_on=notified_on)

    @step(rules_of_deeds.not_held)
    def place_hold(self, _: Occasion, *, reason: Sealed) -> events.HoldPlaced:
        """Art. 17(3)(e): the file may be needed for legal claims."""
        return events.HoldPlaced(reason=reason)

    @step(rules_of_deeds.held)
    def release_hold(self, _: Occasion, *, reason: Sealed) -> events.HoldReleased:
        """Art. 5(1)(e): it is needed no longer, whatever it was kept for."""
        return events.HoldReleased(reason=reason)

    @step()
    def suspect_breach(
        self, _: Occasion, *, facts: Sealed, aware_on: date
    ) -> events.BreachSuspected:
        """Art. 33(1): the 72 hours run from awareness. What comes of it is followed elsewhere."""
        return events.BreachSuspected(facts=facts, aware_on=aware_on)


def in_order(received_on: date, due_on: date) -> None:
    if due_on < received_on:
        raise BadInputError("due_on", "before the authority wrote")


def owed(request: RequestState, kind: DutyKind) -> Hint:
    open_ = [duty for duty in request.duties if duty.kind is kind]
    return Hint("due on {on}", {"on": min(duty.due_on for duty in open_)})
