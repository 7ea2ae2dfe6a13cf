"""What is taken back: a decision by the controller, a request by the requester."""

from datetime import date

from griffie.domain.law import Right
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Rights, Sealed
from griffie.domain.request.claim import UNDECIDED, UNDONE, Claim
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import ClaimStatus
from griffie.domain.steps import rules
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import InvokedRight, OneRightOrMore
from griffie.domain.steps.step import step


class DecisionRevoked(Event):
    """A decision was taken back; the claim is open again."""

    TOPIC = "DecisionRevoked"
    right: Right
    reason: Sealed
    counted_from: date | None = None  # a new clock, where the requester had been told

    def apply(self, request: RequestState) -> None:
        request.put(request.claims[self.right].reopened(self.counted_from))
        if self.counted_from:
            request.reconsidered -= {self.right}  # of what is told anew, another reopening


class RequestWithdrawn(Event):
    """The requester no longer asks for these rights."""

    TOPIC = "RequestWithdrawn"
    rights: Rights

    def apply(self, request: RequestState) -> None:
        for right in self.rights:
            request.put(request.claims[right].withdrawn(self.recorded_on))


@claim_rule("{right} is over: it was done, refused or withdrawn; tell the requester and close")
def withdrawable(_: RequestState, claim: Claim) -> bool:
    """The claim is open, granted or proposed to be refused: nothing ended yet."""
    return claim.status in UNDONE | UNDECIDED


@claim_rule("nothing was decided about {right} that could be revoked: decide first")
def revocable(_: RequestState, claim: Claim) -> bool:
    """Something was decided, so that it can be taken back."""
    decision = claim.exceptions or claim.status is not ClaimStatus.OPEN
    return bool(decision) and claim.status is not ClaimStatus.WITHDRAWN


@claim_rule("the requester was informed about {right}: reopen the request first")
def not_told(request: RequestState, claim: Claim) -> bool:
    """The requester was not informed, or the request was reopened since."""
    return claim.informed_on is None or claim.right in request.reconsidered


class Revocations(RequestState):
    """The steps that take something back."""

    @step(rules.still_open, revocable, not_told)
    def revoke_decision(
        self, _: Occasion, *, right: InvokedRight, reason: Sealed
    ) -> DecisionRevoked:
        """Take a decision back, as long as the requester was not informed of it.

        Why: Before the requester was told of it, or in a request that was reopened.
        """
        told = self.claims[right].informed_on is not None
        counted_from = self.reopened_on if told else None
        return DecisionRevoked(right=right, reason=reason, counted_from=counted_from)

    @step(rules.still_open, withdrawable)
    def withdraw(self, _: Occasion, *, rights: OneRightOrMore) -> RequestWithdrawn:
        """Record that the requester no longer asks. Silence is never a withdrawal.

        Why: What was asked is no longer asked. Silence is never a withdrawal.
        """
        return RequestWithdrawn(rights=rights)
