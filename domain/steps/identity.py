"""Who asks: a reasonable doubt, the proof that answers it, and what happens without proof."""

from datetime import date

from griffie.domain.law import GDPR
from griffie.domain.law.rights import HELD_UP_BY_DOUBT
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Rights, Sealed
from griffie.domain.request.claim import NOT_IDENTIFIED, UNDONE
from griffie.domain.request.part import REST, PartDecision
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import DOUBT
from griffie.domain.request.vocabulary import Identity, PartStatus
from griffie.domain.steps import rules
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import PastDay
from griffie.domain.steps.step import Hint, step


class IdentityDoubted(Event):
    """The identity is in doubt and proof was asked: Article 12(6).

    The clock waits by the policy.
    """

    TOPIC = "IdentityDoubted"
    grounds: Sealed
    asked_on: date
    asked_for: Sealed

    def apply(self, request: RequestState) -> None:
        request.identity = Identity.DOUBTED
        request.happened(self.asked_on)
        request.ask(self.asked_on, DOUBT)


class IdentityVerified(Event):
    """The identity was verified on a day, by a method; the proof came in on a day."""

    TOPIC = "IdentityVerified"
    method: Sealed
    verified_on: date
    received_on: date

    def apply(self, request: RequestState) -> None:
        request.identity = Identity.VERIFIED
        request.happened(self.received_on)
        request.hear(self.received_on, DOUBT)
        request.evidence_condemned = bool(request.identity_evidence)


class IdentityNotEstablished(Event):
    """Proof did not come or did not suffice; the claims of Articles 15 to 21 are refused."""

    TOPIC = "IdentityNotEstablished"
    reason: Sealed
    received_on: date
    rights: Rights

    def apply(self, request: RequestState) -> None:
        request.identity = Identity.FAILED
        request.hear(self.received_on, DOUBT)
        request.evidence_condemned = bool(request.identity_evidence)
        for right in self.rights:
            refused = PartDecision(
                REST,
                PartStatus.REFUSED,
                NOT_IDENTIFIED,
                self.proposed_by,
                version=self.originator_version,
            )
            request.put(request.claims[right].without_promises().decided(refused))

    @property
    def proposed_by(self) -> str | None:
        return None


class IdentityFailureProposed(IdentityNotEstablished):
    """Four eyes: no right is refused yet, somebody else must approve that of each."""

    TOPIC = "IdentityFailureProposed"

    @property
    def proposed_by(self) -> str | None:
        return self.actor


class IdentityEvidenceDestroyed(Event):
    """What showed who somebody is, is gone. What was seen stands: the method, not the document."""

    TOPIC = "IdentityEvidenceDestroyed"
    documents: tuple[Sealed, ...]

    def apply(self, request: RequestState) -> None:
        kept = (one for one in request.identity_evidence if one not in self.documents)
        request.identity_evidence, request.evidence_condemned = tuple(kept), False


@rule("the identity was questioned before: go by the answer", GDPR(12, 6))
def never_doubted(request: RequestState) -> bool:
    """The identity was not questioned before: Article 12(6)."""
    return request.identity is Identity.NOT_QUESTIONED


@rule("nothing waits for a proof of identity: ask for proof first")
def doubted(request: RequestState) -> bool:
    """A right that is read into the request after the proof failed waits for it as the rest did."""
    _waiting = (
        claim.right in HELD_UP_BY_DOUBT and claim.status in UNDONE
        for claim in request.claims.values()
    )
    return request.identity is Identity.DOUBTED or (
        request.identity is Identity.FAILED and any(_waiting)
    )


@rule("the identity was verified before: go on with the request")
def not_verified(request: RequestState) -> bool:
    """The identity was not verified yet."""
    return request.identity is not Identity.VERIFIED


class IdentityChecks(RequestState):
    """The steps about who the requester is."""

    @step(
        rules.still_open,
        never_doubted,
        rules.unanswered,
        hint=lambda _: Hint("only on a doubt that can be named: never as a matter of course"),
    )
    def doubt_identity(
        self, _: Occasion, *, grounds: Sealed, asked_on: PastDay, asked_for: Sealed
    ) -> IdentityDoubted:
        """Ask for proof of identity, on reasonable doubt only: Article 12(6) GDPR.

        Why: Art. 12(6): "where the controller has reasonable doubts", and says which.
        """
        return IdentityDoubted(grounds=grounds, asked_on=asked_on, asked_for=asked_for)

    @step(
        rules.still_open,
        not_verified,
        hint=lambda _: Hint("the proof came in after it was asked for, and was then verified"),
    )
    def verify_identity(
        self,
        _: Occasion,
        *,
        method: Sealed,
        verified_on: PastDay,
        received_on: PastDay | None = None,
    ) -> IdentityVerified:
        """Record that the requester is who they say, and how that was seen: Article 12(6) GDPR.

        Why: Art. 12(6): what was "necessary to confirm the identity" has come.
        """
        proof_on = received_on or verified_on
        if proof_on > verified_on:
            raise BadInputError("received_on", "after it was verified")
        self._after_the_question(proof_on, "received_on" if received_on else "verified_on")
        return IdentityVerified(method=method, verified_on=verified_on, received_on=proof_on)

    @step(rules.still_open, doubted)
    def fail_identity(
        self, now: Occasion, *, reason: Sealed, received_on: PastDay | None = None
    ) -> IdentityNotEstablished:
        """Record that proof did not come or did not prove: Article 12(6) GDPR.

        Why: Art. 12(6): without proof no right under Articles 15 to 21 is carried out.
        """
        self._after_the_question(received_on or now.today, "received_on")
        refused = (
            claim.right
            for claim in self.claims.values()
            if claim.right in HELD_UP_BY_DOUBT and claim.status in UNDONE
        )
        happened = IdentityFailureProposed if self.setting.four_eyes else IdentityNotEstablished
        return happened(reason=reason, received_on=received_on or now.today, rights=tuple(refused))

    @step(listed=False)
    def destroy_identity_evidence(self, _: Occasion) -> IdentityEvidenceDestroyed:
        """Art. 5(1)(c) and (e): once the identity is settled, nobody needs the paper any more."""
        if not self.evidence_may_go:
            raise OutOfOrderError("no evidence of identity waits to be destroyed")
        return IdentityEvidenceDestroyed(documents=self.identity_evidence)

    def _after_the_question(self, on: date, word: str) -> None:
        asked = self.open_question(DOUBT)
        if asked and on < asked.asked_on:
            raise BadInputError(word, "before the proof was asked for")
