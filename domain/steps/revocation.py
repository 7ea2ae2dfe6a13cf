"""What is taken back: a decision by the controller, a request by the requester."""

from datetime import date

from griffie.domain.law import Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import CategoryCodes, Codes, PurposeCodes, Rights, Sealed
from griffie.domain.request.claim import UNDECIDED, UNDONE, Claim
from griffie.domain.request.part import Part
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import ClaimStatus, PartStatus
from griffie.domain.steps import rules
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import InvokedRight, OneRightOrMore, PastDay, Reason
from griffie.domain.steps.step import Hint, step
from griffie.domain.steps.unanswered import seen_twice, withdrawal_seen


class DecisionRevoked(Event):
    """A decision was taken back; the claim is open again."""

    TOPIC, SCHEMA = "DecisionRevoked", 2
    right: Right
    purposes: Codes = ()
    categories: Codes = ()
    reason: Sealed
    counted_from: date | None = None  # a new clock, where the requester sent something new
    anew: bool = False
    """The requester had been told, and must be told again: the first receipt keeps counting."""

    def apply(self, request: RequestState) -> None:
        claim, part = request.claims[self.right], Part(self.purposes, self.categories)
        request.put(claim.reopened(self.counted_from, part, anew=self.anew))


class RequestWithdrawn(Event):
    """The requester no longer asks for these rights."""

    TOPIC, SCHEMA = "RequestWithdrawn", 2
    rights: Rights
    on: date | None = None
    words: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        if self.on:
            request.happened(self.on)
        for right in self.rights:
            request.put(request.claims[right].withdrawn(self.on or self.recorded_on))


@claim_rule("{right} is over: it was done, refused or withdrawn; tell the requester and close")
def withdrawable(_: RequestState, claim: Claim) -> bool:
    """The claim is open, granted or proposed to be refused: nothing ended yet."""
    return claim.status in UNDONE | UNDECIDED


@claim_rule("nothing was decided about {right} that could be revoked: decide first")
def revocable(_: RequestState, claim: Claim) -> bool:
    """Something was decided, so that it can be taken back."""
    decided = any(one.status is not PartStatus.OPEN for one in claim.decisions)
    return decided and claim.status is not ClaimStatus.WITHDRAWN


@claim_rule("the requester was informed about {right}: reopen the request first")
def not_told(request: RequestState, claim: Claim) -> bool:
    """The requester was not informed, or the request was reopened since."""
    return claim.informed_on is None or claim.right in request.reconsidered


class Revocations(RequestState):
    """The steps that take something back."""

    @step(
        rules.still_open,
        revocable,
        not_told,
        hint=Hint("a part only where something of it was decided"),
    )
    def revoke_decision(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        purposes: PurposeCodes = (),
        categories: CategoryCodes = (),
        reason: Reason,
    ) -> DecisionRevoked:
        """Take a decision back, as long as the requester was not informed of it.

        Naming a part, it takes back what was decided about that; else everything about the right.

        Why: Before the requester was told of it, or in a request that was reopened.
        """
        claim, part = self.claims[right], Part(purposes, categories)
        if not part.is_rest and not (claim.decides(part) or claim.promises(part)):
            raise OutOfOrderError(revocable.otherwise, right=right)
        told = claim.informed_on is not None
        return DecisionRevoked(
            right=right,
            purposes=purposes,
            categories=categories,
            reason=reason,
            counted_from=self.counted_anew_from if told else None,
            anew=told,
        )

    @step(rules.still_open, withdrawable, hint=seen_twice)
    def withdraw(
        self, now: Occasion, *, rights: OneRightOrMore, on: PastDay, words: Sealed
    ) -> RequestWithdrawn:
        """Record that the requester no longer asks. Silence is never a withdrawal.

        `on` is the day on which the requester said so, and `words` what was said: Article 5(2)
        GDPR. What was late by that day stays late.

        Why: What was asked is no longer asked. Silence is never a withdrawal.
        """
        withdrawal_seen(self, now, rights)
        return RequestWithdrawn(rights=rights, on=on, words=words)
