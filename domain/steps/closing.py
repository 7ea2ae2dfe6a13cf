"""The request is closed; and what may come after: another look, a complaint, a duplicate."""

from datetime import date
from uuid import UUID

from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import Event, KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Frozen, Sealed
from griffie.domain.request.claim import UNDONE, Claim, outcome
from griffie.domain.request.disclosed import recipients_left, recipients_unknown
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Invoked
from griffie.domain.request.vocabulary import Authority, ClaimStatus, Outcome, Relation
from griffie.domain.steps import rules
from griffie.domain.steps.rule import claim_rule, rule
from griffie.domain.steps.said import PastDay
from griffie.domain.steps.step import Hint, step


class Concluded(Frozen):
    """How one claim ended, from which the outcome was derived."""

    right: Right
    status: ClaimStatus


class RequestClosed(Event):
    """The request was closed; the outcome is derived from its claims."""

    TOPIC = "RequestClosed"
    outcome: Outcome
    derived_from: tuple[Concluded, ...]

    def apply(self, request: RequestState) -> None:
        request.outcome, request.closed_on = self.outcome, self.recorded_on


class RequestReopened(Event):
    """A closed or answered request is open again; what was told is put in question."""

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

    TOPIC, SCHEMA = "DuplicateAbsorbed", 2
    other: UUID
    received_on: date
    claims: tuple[Invoked, ...]

    def apply(self, request: RequestState) -> None:
        request.received_on = self.received_on
        for invoked in self.claims:
            ours = request.claims.get(invoked.right)
            theirs = invoked.claim()
            request.put(ours.widened(theirs) if ours else theirs)


BEFORE_OTHERS = frozenset({Authority.GBA, Authority.COURT})
"""Where a complaint keeps the file: it is evidence there."""


class ComplaintRecorded(KeptEvent):
    """Somebody complained about how the request was handled: to us, an authority or a court."""

    TOPIC = "ComplaintRecorded"
    authority: Authority
    reference: Sealed
    received_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.received_on)
        request.complaints = (*request.complaints, self.authority)
        request.held = request.held or self.authority in BEFORE_OTHERS


@rule("the sender was not told what was found: tell them first")
def finding_told(request: RequestState) -> bool:
    """Where no right was invoked, the requester was told what the message was found to be."""
    return not request.dismissed or request.dismissed.informed_on is not None


@claim_rule("{right} was promised and not yet done: carry it out first", GDPR(12, 3))
def done(_: RequestState, claim: Claim) -> bool:
    """What was granted has been carried out."""
    return claim.status not in UNDONE


@claim_rule("the requester has not been informed about {right}: tell them first", GDPR(12, 4))
def told(_: RequestState, claim: Claim) -> bool:
    """The requester was informed of the decision, or withdrew."""
    return claim.informed_on is not None or claim.status is ClaimStatus.WITHDRAWN


@claim_rule(
    "not every recipient was told about {right}, or left out for a reason:"
    " tell each, or say why not",
    GDPR(19),
)
def recipients_told(request: RequestState, claim: Claim) -> bool:
    """Each recipient was told, or left out with a reason: Article 19."""
    return not recipients_left(request, claim)


@claim_rule(
    "who received the data of {right} was not recorded: record that, then tell those", GDPR(19)
)
def recipients_known(request: RequestState, claim: Claim) -> bool:
    """It was recorded who received what was rectified, erased or restricted: Article 19."""
    return not recipients_unknown(request, claim)


class Closing(RequestState):
    """The steps at the end of a request, and those that open it again."""

    @step(
        rules.still_open, finding_told, rules.decided, done, told, recipients_known, recipients_told
    )
    def close(self, _: Occasion) -> RequestClosed:
        """Close a request of which everything was decided, done and told; the outcome follows.

        Why: Art. 5(2): everything asked was decided, done and told; the outcome follows.
        """
        claims = self.claims.values()
        concluded = (Concluded(right=claim.right, status=claim.status) for claim in claims)
        dismissed_as = self.dismissed.ground if self.dismissed else None
        return RequestClosed(outcome=outcome(claims, dismissed_as), derived_from=tuple(concluded))


class AfterClosing(RequestState):
    """What may come once a request was answered, and stands after the supervision of it."""

    @step(rules.closed, rules.not_merged)
    def reopen(self, _: Occasion, *, reason: Sealed) -> RequestReopened:
        """Take a closed request up again: Article 12(2) GDPR.

        Why: Art. 12(2): the answer was not complete after all.
        """
        return RequestReopened(reason=reason)

    @step(
        rules.still_open, hint=lambda _: Hint("a duplicate only while nothing was decided about it")
    )
    def link(self, _: Occasion, *, other: UUID, relation: Relation) -> RequestLinked:
        """Say that this request is a reminder, a repeat or a duplicate of another one.

        Why: A reminder is no new request; a duplicate goes on in the request that it doubles.
        """
        if other == self.id:
            raise BadInputError("other", "this request itself")
        decided = any(
            one.decisions or one.status is not ClaimStatus.OPEN for one in self.claims.values()
        )
        if relation is Relation.DUPLICATE and decided:
            raise OutOfOrderError("something was decided about it: it is a repeat, not a duplicate")
        return RequestLinked(other=other, relation=relation)

    @step(rules.still_open, listed=False)
    def absorb(self, _: Occasion, *, duplicate: "RequestState") -> DuplicateAbsorbed:
        """Nothing that the duplicate asked is lost, and the earliest receipt stands."""
        asked = duplicate.claims.values()
        ours = (self.claims[claim.right] for claim in asked if claim.right in self.claims)
        if any(claim.status is not ClaimStatus.OPEN or claim.decisions for claim in ours):
            raise OutOfOrderError("the other request was decided: it is a repeat, not a duplicate")
        claims = tuple(
            Invoked(
                right=claim.right,
                purposes=claim.purposes,
                categories=claim.categories,
                recipients=claim.recipients,
                possible_recipients=claim.possible_recipients,
            )
            for claim in asked
        )
        received_on = min(self.received_on, duplicate.received_on)
        return DuplicateAbsorbed(other=duplicate.id, received_on=received_on, claims=claims)

    @step()
    def record_complaint(
        self, _: Occasion, *, authority: Authority, reference: Sealed, received_on: PastDay
    ) -> ComplaintRecorded:
        """Record that somebody complained of how the request was handled: Articles 77 and 79 GDPR.

        Why: Art. 77 and 79: before the authority or a court the file is evidence, so it is held.
        """
        return ComplaintRecorded(authority=authority, reference=reference, received_on=received_on)
