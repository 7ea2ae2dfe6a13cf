"""The request is closed; and what may come after: another look, a complaint, a duplicate."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import Event, KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Frozen, Sealed
from griffie.domain.request.claim import UNDONE, Claim
from griffie.domain.request.disclosed import recipients_left, recipients_unknown
from griffie.domain.request.outcome import outcome
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Invoked, Ready
from griffie.domain.request.vocabulary import Authority, ClaimStatus, NewFact, Outcome, Relation
from griffie.domain.steps import denial, handed_over, rules
from griffie.domain.steps.reminder import invoked_in
from griffie.domain.steps.rule import claim_rule, rule
from griffie.domain.steps.said import PastDay, Reason
from griffie.domain.steps.step import Hint, step
from griffie.domain.steps.unanswered import merging_seen


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
        if request.ready:  # nobody collected it: answered as far as possible [P]
            for claim in request.untold:
                request.put(claim.told(claim.ready_on) if claim.ready_on else claim)
            if request.dismissed and not request.dismissed.informed_on:
                told = request.dismissed._replace(informed_on=request.ready.on)
                request.dismissed = told


class RequestReopened(Event):
    """A closed or answered request is open again; what was told is put in question."""

    TOPIC, SCHEMA = "RequestReopened", 2
    reason: Sealed
    new_fact: NewFact | None = None
    """What came from the requester since; None: it was not asked, and a new month ran."""
    on: date | None = None

    def apply(self, request: RequestState) -> None:
        request.outcome = request.closed_on = None
        request.counted_anew_from = self.recorded_on if self.new_fact is None else None
        if self.new_fact in STARTS_A_MONTH:
            request.counted_anew_from = self.on
        request.reconsidered = frozenset(request.claims)


class RequestLinked(Event):
    """Another request has to do with this one. As its duplicate, this one goes on over there."""

    TOPIC, SCHEMA = "RequestLinked", 2
    other: UUID
    relation: Relation
    closes: bool = False
    """A reminder is no request of its own: its file closes, and counts under the first."""

    def apply(self, request: RequestState) -> None:
        request.links = (*request.links, (self.other, self.relation))
        if self.relation is Relation.DUPLICATE:
            request.outcome, request.closed_on = Outcome.MERGED, self.recorded_on
        elif self.closes:
            request.outcome, request.closed_on = Outcome.REMINDER, self.recorded_on


class DuplicateAbsorbed(Event):
    """What a duplicate asked is asked here too, and the earliest receipt stands."""

    TOPIC, SCHEMA = "DuplicateAbsorbed", 2
    other: UUID
    received_on: date
    claims: tuple[Invoked, ...]
    each_its_day: bool = False
    """Each right counts from the receipt of the message that invoked it, the earliest of several.

    Before this was recorded, every right counted from the earliest receipt of all.
    """

    def apply(self, request: RequestState) -> None:
        if self.each_its_day:
            for claim in request.claims.values():
                own_day = claim.received_on or request.received_on
                request.put(replace(claim, received_on=own_day))
        request.received_on = self.received_on
        for invoked in self.claims:
            ours = request.claims.get(invoked.right)
            theirs = invoked.claim()
            joined = ours.widened(theirs) if ours else theirs
            days = [day for day in (joined.received_on, invoked.received_on) if day]
            request.put(replace(joined, received_on=min(days, default=None)))


STARTS_A_MONTH = frozenset({NewFact.PROOF, NewFact.CLARIFICATION})
"""Art. 12(3): what the requester sends starts a month anew, our own mistake does not."""
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


@rule("that this is no request was proposed: somebody else approves it first")
def finding_approved(request: RequestState) -> bool:
    """No finding that this is no request waits for a second person."""
    return request.dismissed is None or request.dismissed.proposed_by is None


@rule("the sender was not told what was found: tell them first")
def finding_told(request: RequestState) -> bool:
    """Where no right was invoked, the requester was told what the message was found to be."""
    dismissed = request.dismissed
    return not dismissed or dismissed.informed_on is not None or request.ready is not None


@claim_rule("{right} was promised and not yet done: carry it out first", GDPR(12, 3))
def done(_: RequestState, claim: Claim) -> bool:
    """What was granted has been carried out."""
    return claim.status not in UNDONE


@claim_rule("the requester has not been informed about {right}: tell them first", GDPR(12, 4))
def told(request: RequestState, claim: Claim) -> bool:
    """The requester was informed of the decision, or withdrew; or the answer lay ready [P]."""
    answered_on = claim.informed_on if request.requester.reachable else claim.answered_on
    return answered_on is not None or claim.status is ClaimStatus.WITHDRAWN


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


def _lies_ready(request: RequestState) -> Hint | None:
    """Until when an answer lies ready that nobody has collected."""
    ready = _uncollected(request)
    return Hint("only after {on}, unless it was collected", {"on": ready.until}) if ready else None


def _uncollected(request: RequestState) -> Ready | None:
    return None if request.answered else request.ready


class Closing(RequestState):
    """The steps at the end of a request, and those that open it again."""

    @step(
        rules.still_open,
        finding_approved,
        finding_told,
        rules.rest_decided,
        rules.decided,
        done,
        told,
        handed_over.access_given,
        handed_over.data_given,
        recipients_known,
        recipients_told,
        denial.searches_ended,
        hint=_lies_ready,
    )
    def close(self, now: Occasion) -> RequestClosed:
        """Close a request of which everything was decided, done and told; the outcome follows.

        Why: Art. 5(2): everything asked was decided, done and told; the outcome follows.
        """
        if (ready := _uncollected(self)) and now.today <= ready.until:
            raise OutOfOrderError(
                "the answer lies ready until {on}: close it after that, or when it was collected",
                on=ready.until,
            )
        claims = self.claims.values()
        concluded = (Concluded(right=claim.right, status=claim.status) for claim in claims)
        dismissed_as = self.dismissed.ground if self.dismissed else None
        return RequestClosed(outcome=outcome(claims, dismissed_as), derived_from=tuple(concluded))


class AfterClosing(RequestState):
    """What may come once a request was answered, and stands after the supervision of it."""

    @step(
        rules.closed,
        rules.not_merged,
        rules.ours,
        hint=Hint(
            "only a proof or a clarification of the requester starts a month anew; else the first"
            " receipt keeps counting"
        ),
    )
    def reopen(
        self, _: Occasion, *, reason: Reason, new_fact: NewFact, on: PastDay
    ) -> RequestReopened:
        """Take a closed request up again: Article 12(2) and (3) GDPR.

        `new_fact` says what came from the requester since the answer, and `on` the day on which it
        came, or on which you saw what was wrong. From a proof or a clarification a new month runs
        for what is decided anew. Where our own answer was wrong or incomplete (`none`), and where
        something else came (`other`), the first receipt keeps counting, and its month has passed.

        Why: Art. 12(2): the answer was not complete after all.
        """
        return RequestReopened(reason=reason, new_fact=new_fact, on=on)

    @step(
        rules.still_open,
        hint=Hint("a duplicate or a reminder only while nothing was decided about it"),
    )
    def link(self, now: Occasion, *, other: UUID, relation: Relation) -> RequestLinked:
        """Say that this request is a reminder, a repeat or a duplicate of another one.

        A reminder and a duplicate go on in the other request, and close here without a decision. A
        right that only they invoke is opened there, and counts from the day on which they came in.

        Why: A reminder is no new request; a duplicate goes on in the request that it doubles.
        """
        if other == self.id:
            raise BadInputError("other", "this request itself")
        decided = any(
            one.decisions or one.status is not ClaimStatus.OPEN for one in self.claims.values()
        )
        if relation is not Relation.REPEAT and decided:
            if relation is Relation.REMINDER:
                raise OutOfOrderError(
                    "something was decided about it: it is a repeat, not a reminder"
                )
            raise OutOfOrderError("something was decided about it: it is a repeat, not a duplicate")
        if relation is Relation.DUPLICATE:
            merging_seen(self, now, other)
        closes = relation is Relation.REMINDER
        return RequestLinked(other=other, relation=relation, closes=closes)

    @step(rules.still_open, listed=False)
    def absorb(self, _: Occasion, *, duplicate: "RequestState") -> DuplicateAbsorbed:
        """Nothing that the duplicate asked is lost; each right keeps its earliest receipt."""
        asked = duplicate.claims.values()
        ours = (self.claims[claim.right] for claim in asked if claim.right in self.claims)
        if any(claim.status is not ClaimStatus.OPEN or claim.decisions for claim in ours):
            raise OutOfOrderError("the other request was decided: it is a repeat, not a duplicate")
        return DuplicateAbsorbed(
            other=duplicate.id,
            received_on=min(self.received_on, duplicate.received_on),
            claims=tuple(invoked_in(duplicate, claim) for claim in asked),
            each_its_day=bool(duplicate.claims),  # a copy of which nothing was read asks the same
        )

    @step()
    def record_complaint(
        self, _: Occasion, *, authority: Authority, reference: Sealed, received_on: PastDay
    ) -> ComplaintRecorded:
        """Record that somebody complained of how the request was handled: Articles 77 and 79 GDPR.

        Why: Art. 77 and 79: before the authority or a court the file is evidence, so it is held.
        """
        return ComplaintRecorded(authority=authority, reference=reference, received_on=received_on)
