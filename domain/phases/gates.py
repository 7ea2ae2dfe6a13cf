"""Doubt, clarification, extension: what makes a request wait, and what ends the waiting."""

from datetime import date

from griffie.domain import events
from griffie.domain.law import GDPR, ExtensionGround, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import UNDONE, Claim
from griffie.domain.request.state import AT_ONCE, HELD_UP_BY_DOUBT, RequestState
from griffie.domain.request.values import DOUBT, UNCLEAR
from griffie.domain.request.vocabulary import ClaimStatus
from griffie.domain.steps import rules
from griffie.domain.steps.step import Hint, step


def could_be_extended(claim: Claim) -> bool:
    unanswered = claim.informed_on is None and claim.status is not ClaimStatus.WITHDRAWN
    return claim.right not in AT_ONCE and unanswered and not claim.extended


def sent_in_time(request: RequestState) -> Hint:
    claims = [claim for claim in request.claims.values() if could_be_extended(claim)]
    ends = [request.term_of(claim).first_month_ends_on for claim in claims]
    return Hint("only if the notice was sent by {on}", {"on": min(ends)})


class Gates(RequestState):
    @step(
        rules.still_open,
        rules.never_doubted,
        rules.unanswered,
        hint=lambda _: Hint("only on a doubt that can be named: never as a matter of course"),
    )
    def doubt_identity(
        self, _: Occasion, *, grounds: Sealed, asked_on: date, asked_for: Sealed
    ) -> events.IdentityDoubted:
        """Art. 12(6): "where the controller has reasonable doubts", and says which."""
        return events.IdentityDoubted(grounds=grounds, asked_on=asked_on, asked_for=asked_for)

    @step(
        rules.still_open,
        rules.not_verified,
        hint=lambda _: Hint("the proof came in after it was asked for, and was then verified"),
    )
    def verify_identity(
        self, _: Occasion, *, method: Sealed, verified_on: date, received_on: date | None
    ) -> events.IdentityVerified:
        """Art. 12(6): what was "necessary to confirm the identity" has come."""
        proof_on = received_on or verified_on
        if proof_on > verified_on:
            raise BadInputError("received_on", "after it was verified")
        self._after_the_question(proof_on, "received_on" if received_on else "verified_on")
        return events.IdentityVerified(method=method, verified_on=verified_on, received_on=proof_on)

    @step(rules.still_open, rules.doubted)
    def fail_identity(
        self, now: Occasion, *, reason: Sealed, received_on: date | None
    ) -> events.IdentityNotEstablished:
        """Art. 12(6): without proof no right under Articles 15 to 21 is carried out."""
        self._after_the_question(received_on or now.today, "received_on")
        refused = (
            claim.right
            for claim in self.claims.values()
            if claim.right in HELD_UP_BY_DOUBT and claim.status in UNDONE
        )
        happened = (
            events.IdentityFailureProposed
            if self.setting.four_eyes
            else events.IdentityNotEstablished
        )
        return happened(reason=reason, received_on=received_on or now.today, rights=tuple(refused))

    @step(listed=False)
    def destroy_identity_evidence(self, _: Occasion) -> events.IdentityEvidenceDestroyed:
        """Art. 5(1)(c) and (e): once the identity is settled, nobody needs the paper any more."""
        if not self.evidence_may_go:
            raise OutOfOrderError("no evidence of identity waits to be destroyed")
        return events.IdentityEvidenceDestroyed(documents=self.identity_evidence)

    def _after_the_question(self, on: date, word: str) -> None:
        asked = self.open_question(DOUBT)
        if asked and on < asked.asked_on:
            raise BadInputError(word, "before the proof was asked for")

    @step(
        rules.still_open,
        rules.unanswered,
        rules.nothing_asked,
        hint=lambda _: Hint(
            "only which data are meant, where there are many; which right is for you to see"
        ),
    )
    def ask_clarification(
        self, _: Occasion, *, question: Sealed, asked_on: date
    ) -> events.ClarificationAsked:
        """Recital 63: with a large quantity of data, one may ask which are meant."""
        return events.ClarificationAsked(question=question, asked_on=asked_on)

    @step(
        rules.still_open,
        rules.something_asked,
        hint=lambda _: Hint("the answer came in after the question"),
    )
    def receive_clarification(
        self, _: Occasion, *, answer: Sealed, received_on: date
    ) -> events.ClarificationReceived:
        """Recital 63: what the requester meant; "everything" is an answer too."""
        asked = self.open_question(UNCLEAR)
        if asked and received_on < asked.asked_on:
            raise BadInputError("received_on", "before the question")
        return events.ClarificationReceived(answer=answer, received_on=received_on)

    @step(
        rules.still_open,
        rules.extendable,
        rules.never_extended,
        rules.untold,
        rules.not_withdrawn,
        meant=could_be_extended,
        hint=sent_in_time,
    )
    def extend_deadline(
        self,
        _: Occasion,
        *,
        grounds: tuple[ExtensionGround, ...],
        explanation: Sealed,
        notified_on: date,
        rights: tuple[Right, ...],
    ) -> events.DeadlineExtended:
        """Art. 12(3): told "within one month of receipt of the request, together with reasons"."""
        meant = [self.claims[right] for right in rights] or [
            claim for claim in self.claims.values() if could_be_extended(claim)
        ]
        # Judged by the day on which the notice was sent, not by the day on which it is typed.
        ends = min(self.term_of(claim).first_month_ends_on for claim in meant)
        if notified_on > ends:
            raise UnlawfulError(GDPR(12, 3), "the first month ended on {on}: answer now", on=ends)
        return events.DeadlineExtended(
            grounds=tuple(sorted(set(grounds))),
            explanation=explanation,
            notified_on=notified_on,
            rights=tuple(claim.right for claim in meant),
        )
