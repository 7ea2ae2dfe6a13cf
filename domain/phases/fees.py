"""What an answer may cost. It is free of charge unless the law says otherwise: Article 12(5)."""

from datetime import date

from griffie.domain import events
from griffie.domain.law import FeeGround, Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.phases.decision import belongs, of_that_right
from griffie.domain.request.state import RequestState
from griffie.domain.steps import rules
from griffie.domain.steps.step import Hint, step


def once_proposed(_: RequestState) -> Hint:
    return Hint("not before the fee was proposed")


class Fees(RequestState):
    @step(
        rules.still_open,
        rules.refusable,
        rules.not_consent,
        rules.undecided,
        rules.untold,
        rules.fee_unnamed,
        hint=of_that_right,
    )
    def propose_fee(
        self,
        _: Occasion,
        *,
        right: Right,
        ground: FeeGround,
        amount_cents: int,
        demonstration: Sealed,
        notified_on: date,
    ) -> events.FeeProposed:
        """Art. 12(5)(a), 15(3): "a reasonable fee", told beforehand. It stops no clock."""
        belongs(ground, right)
        return events.FeeProposed(
            right=right,
            ground=ground,
            amount_cents=amount_cents,
            demonstration=demonstration,
            notified_on=notified_on,
        )

    @step(rules.still_open, rules.fee_open, hint=once_proposed)
    def accept_fee(self, _: Occasion, *, right: Right, on: date) -> events.FeeAccepted:
        """Art. 12(5)(a): the requester will pay, so what was asked is done."""
        self._after_the_proposal("on", right, on)
        return events.FeeAccepted(right=right, on=on)

    @step(rules.still_open, rules.fee_open, hint=once_proposed)
    def decline_fee(self, _: Occasion, *, right: Right, on: date) -> events.FeeDeclined:
        """Art. 12(5)(a): the requester will not pay. What is asked may be withdrawn, or refused."""
        self._after_the_proposal("on", right, on)
        return events.FeeDeclined(right=right, on=on)

    @step(rules.still_open, rules.fee_unpaid)
    def waive_fee(self, _: Occasion, *, right: Right, reason: Sealed) -> events.FeeWaived:
        """Art. 12(5): free of charge after all."""
        return events.FeeWaived(right=right, reason=reason)

    @step(rules.fee_accepted, rules.fee_unpaid, hint=once_proposed)
    def record_payment(self, _: Occasion, *, right: Right, paid_on: date) -> events.FeePaid:
        """Art. 12(5)(a): it was paid. Nothing waits for that: who agreed to pay owes it."""
        self._after_the_proposal("paid_on", right, paid_on)
        return events.FeePaid(right=right, paid_on=paid_on)

    def _after_the_proposal(self, word: str, right: Right, on: date) -> None:
        fee = self.claims[right].fee
        if fee and on < fee.notified_on:
            raise BadInputError(word, "before the fee was proposed")
