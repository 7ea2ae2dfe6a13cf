"""What an answer may cost, and whether the requester will pay: Articles 12(5)(a) and 15(3).

It is free of charge unless the law says otherwise.
"""

from datetime import date

from griffie.domain.law import GDPR, FeeGround, Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import Claim, Fee
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import FeeStatus
from griffie.domain.steps import further_copy, persons, rules
from griffie.domain.steps.departure import consult_profile
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import Cents, InvokedRight, PastDay, Reason
from griffie.domain.steps.step import Hint, step


class FeeProposed(KeptEvent):
    """The requester was told beforehand what it would cost, and why. No clock stops for it."""

    TOPIC = "FeeProposed"
    right: Right
    ground: FeeGround
    amount_cents: int
    demonstration: Sealed
    notified_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.notified_on)
        fee = Fee(self.ground, self.amount_cents, self.notified_on)
        request.put(request.claims[self.right].costing(fee))


class FeeAccepted(KeptEvent):
    """The requester will pay, as said on a day."""

    TOPIC = "FeeAccepted"
    right: Right
    on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.on)
        request.put(request.claims[self.right].fee_standing(FeeStatus.ACCEPTED))


class FeeDeclined(KeptEvent):
    """The requester will not pay, as said on a day."""

    TOPIC = "FeeDeclined"
    right: Right
    on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.on)
        request.put(request.claims[self.right].fee_standing(FeeStatus.DECLINED))


class FeeWaived(KeptEvent):
    """It is done free of charge after all."""

    TOPIC = "FeeWaived"
    right: Right
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.put(request.claims[self.right].costing(None))


class FeePaid(KeptEvent):
    """The fee was paid on a day."""

    TOPIC = "FeePaid"
    right: Right
    paid_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.paid_on)
        request.put(request.claims[self.right].paid(self.paid_on))


@claim_rule("a fee for {right} was proposed or accepted before: hear the answer, or waive it")
def fee_unnamed(_: RequestState, claim: Claim) -> bool:
    """No fee waits for an answer or was accepted."""
    return claim.fee is None or claim.fee.standing is FeeStatus.DECLINED


@claim_rule("no fee for {right} waits for an answer: propose one first")
def fee_open(_: RequestState, claim: Claim) -> bool:
    """A fee was proposed and waits for an answer."""
    return claim.fee is not None and claim.fee.standing is FeeStatus.PROPOSED


@claim_rule("no fee for {right} was proposed, or it was paid: go on with the request")
def fee_unpaid(_: RequestState, claim: Claim) -> bool:
    """A fee was named and is not paid."""
    return claim.fee is not None and claim.fee.paid_on is None


@claim_rule("no fee for {right} was accepted: record its acceptance first")
def fee_accepted(_: RequestState, claim: Claim) -> bool:
    """The requester agreed to pay."""
    return claim.fee is not None and claim.fee.standing is FeeStatus.ACCEPTED


@claim_rule("the fee for {right} was accepted: either a fee or a refusal", GDPR(12, 5))
def not_for_a_fee(_: RequestState, claim: Claim) -> bool:
    """No fee was accepted for the claim; a fee for further copies does not count."""
    fee = claim.fee
    if fee is None or fee.standing is not FeeStatus.ACCEPTED:
        return True
    return fee.ground is FeeGround.FURTHER_COPIES


def _once_proposed(_: RequestState) -> Hint:
    return Hint("not before the fee was proposed")


class Fees(RequestState):
    """The steps about a fee for a claim."""

    @step(
        rules.still_open,
        rules.refusable,
        rules.not_consent,
        rules.undecided,
        rules.untold,
        persons.ours_to_answer,
        fee_unnamed,
        hint=rules.of_that_right,
    )
    def propose_fee(
        self,
        now: Occasion,
        *,
        right: InvokedRight,
        ground: FeeGround,
        amount_cents: Cents,
        demonstration: Reason,
        notified_on: PastDay,
    ) -> FeeProposed:
        """Tell the requester beforehand what an answer will cost, and why: Articles 12(5)(a),
        15(3).

        The clock runs on. What is asked is not carried out before the fee is accepted or waived.

        The first copy is free: a further one costs once the first was delivered, in this request
        or in the one that it repeats (`link`).

        Why: Art. 12(5)(a), 15(3): "a reasonable fee", told beforehand. It stops no clock.
        """
        if ground is FeeGround.FURTHER_COPIES:
            further_copy.priced(self, self.claims[right])
        consult_profile(now.controller, self.claims[right], ground, departure=demonstration)
        return FeeProposed(
            right=right,
            ground=ground,
            amount_cents=amount_cents,
            demonstration=demonstration,
            notified_on=notified_on,
        )

    @step(rules.still_open, fee_open, hint=_once_proposed)
    def accept_fee(self, _: Occasion, *, right: InvokedRight, on: PastDay) -> FeeAccepted:
        """Record that the requester will pay: Article 12(5)(a) GDPR.

        Why: Art. 12(5)(a): the requester will pay, so what was asked is done.
        """
        self._after_the_proposal("on", right, on)
        return FeeAccepted(right=right, on=on)

    @step(rules.still_open, fee_open, hint=_once_proposed)
    def decline_fee(self, _: Occasion, *, right: InvokedRight, on: PastDay) -> FeeDeclined:
        """Record that the requester will not pay. What was asked is then withdrawn or refused.

        A further copy falls away, and nothing else does: `find-not-applicable` on `gdpr/15/3`.

        Why: Art. 12(5)(a): the requester will not pay. What is asked may be withdrawn, or refused.
        """
        self._after_the_proposal("on", right, on)
        return FeeDeclined(right=right, on=on)

    @step(rules.still_open, fee_unpaid)
    def waive_fee(self, _: Occasion, *, right: InvokedRight, reason: Reason) -> FeeWaived:
        """Do it free of charge after all: Article 12(5) GDPR.

        Why: Art. 12(5): free of charge after all.
        """
        return FeeWaived(right=right, reason=reason)

    @step(fee_accepted, fee_unpaid, hint=_once_proposed)
    def record_payment(self, _: Occasion, *, right: InvokedRight, paid_on: PastDay) -> FeePaid:
        """Record that a fee was paid: Article 12(5)(a) GDPR.

        Why: Art. 12(5)(a): it was paid. Nothing waits for that: who agreed to pay owes it.
        """
        self._after_the_proposal("paid_on", right, paid_on)
        return FeePaid(right=right, paid_on=paid_on)

    def _after_the_proposal(self, word: str, right: Right, on: date) -> None:
        fee = self.claims[right].fee
        if fee and on < fee.notified_on:
            raise BadInputError(word, "before the fee was proposed")
