"""Who asks: a reasonable doubt, the proof that answers it, and what happens without proof."""

from datetime import date, timedelta

from griffie.domain.law import GDPR
from griffie.domain.law.rights import HELD_UP_BY_DOUBT
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Rights, Sealed, in_order
from griffie.domain.request.claim import NOT_IDENTIFIED, UNDONE
from griffie.domain.request.part import REST, PartDecision
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import DOUBT, Doubt
from griffie.domain.request.vocabulary import Identity, PartStatus, Proof
from griffie.domain.steps import persons, rules
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import PastDay, Proofs, Reason
from griffie.domain.steps.step import Hint, step


class IdentityDoubted(Event):
    """The identity is in doubt and proof was asked: Article 12(6).

    The clock waits by the policy.
    """

    TOPIC = "IdentityDoubted"
    SCHEMA = 2
    grounds: Sealed
    asked_on: date
    asked_for: Sealed
    evidence: tuple[Proof, ...] = ()
    necessity: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        request.identity = Identity.DOUBTED
        request.happened(self.asked_on)
        request.doubts = (*request.doubts, Doubt(self.asked_on))
        if not request.open_question(DOUBT):  # asked again, the clock does not stop twice
            request.ask(self.asked_on, DOUBT)


class IdentityVerified(Event):
    """The identity was verified on a day, by a method; the proof came in on a day."""

    TOPIC = "IdentityVerified"
    method: Sealed
    verified_on: date
    received_on: date

    def apply(self, request: RequestState) -> None:
        request.identity, request.identity_verified_on = Identity.VERIFIED, self.verified_on
        request.happened(self.received_on)
        request.hear(self.received_on, DOUBT)
        request.doubts = tuple(doubt.proven(self.verified_on) for doubt in request.doubts)
        request.evidence_condemned = bool(request.identity_evidence)


class IdentityNotEstablished(Event):
    """Proof did not come or did not suffice; the claims of Articles 15 to 21 are refused."""

    TOPIC, SCHEMA = "IdentityNotEstablished", 2
    reason: Sealed
    received_on: date
    rights: Rights
    failed_on: date | None = None
    """The day on which that was found; None where only the day of recording is known."""

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


DISPROPORTIONATE = frozenset({Proof.CARD_COPY, Proof.NATIONAL_NUMBER, Proof.PHOTO})
"""What is more than confirming an identity needs, unless somebody says why."""
MORE_THAN_NEEDED = (
    "a copy of the identity card, the national number and the photograph are more than confirming"
    " an identity needs by default (Articles 12(6) and 5(1)(c) GDPR; Act of 19 July 1991, Article"
    " 6, § 4; Act of 8 August 1983; authority, decision 145/2022; EDPB guidelines 01/2022, §§"
    " 73–79): ask for less, or say in `necessity` why nothing less will do"
)


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


def _what_to_mind_in_doubt(request: RequestState) -> Hint:
    if request.doubts:
        return Hint("once more only with new reasons: what came did not suffice, or since then")
    return Hint(
        "only on a doubt that can be named: never as a matter of course; a copy of the identity"
        " card, the national number and the photograph are disproportionate by default"
    )


class IdentityChecks(RequestState):
    """The steps about who the requester is."""

    @step(rules.still_open, rules.unanswered, hint=_what_to_mind_in_doubt)
    def doubt_identity(
        self,
        now: Occasion,
        *,
        grounds: Reason,
        asked_on: PastDay,
        asked_for: Sealed,
        evidence: Proofs = (),
        necessity: Reason | None = None,
    ) -> IdentityDoubted:
        """Ask for proof of identity, on reasonable doubt only: Article 12(6) GDPR.

        `evidence` says of which kind it is; what `asked_for` says of a card, a number or a
        photograph is read and added. A copy of the identity card, the national number or the
        photograph needs a sentence in `necessity`, except where the profile names the law that
        allows the number.

        Also a second time, with its own reasons: where a proof did not suffice, or a mailbox was
        taken over since.

        Why: Art. 12(6): "where the controller has reasonable doubts", and says which; what is asked
        is "necessary", Art. 5(1)(c).
        """
        if self.doubts and asked_on < self.doubts[-1].asked_on:
            raise BadInputError("asked_on", "before the last question")
        kinds = in_order(evidence)
        more = DISPROPORTIONATE.intersection(kinds)
        if now.controller.number_by_law:
            more -= {Proof.CARD_COPY, Proof.NATIONAL_NUMBER}
        if more and necessity is None:
            raise UnlawfulError(GDPR(12, 6), MORE_THAN_NEEDED)
        return IdentityDoubted(
            grounds=grounds,
            asked_on=asked_on,
            asked_for=asked_for,
            evidence=kinds,
            necessity=necessity,
        )

    @step(
        rules.still_open,
        not_verified,
        hint=Hint(
            "say when the proof came in, if it was asked for: not before, and then it was verified"
        ),
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

        `received_on` is the day on which the proof came in: it is needed while a doubt is open,
        because the clock goes on from it.

        Why: Art. 12(6): what was "necessary to confirm the identity" has come.
        """
        if received_on is None and self.open_question(DOUBT):
            raise BadInputError("received_on", "needed while a doubt is open: when the proof came")
        proof_on = received_on or verified_on
        if proof_on > verified_on:
            raise BadInputError("received_on", "after it was verified")
        self._after_the_question(proof_on, "received_on")
        return IdentityVerified(method=method, verified_on=verified_on, received_on=proof_on)

    @step(
        rules.still_open,
        doubted,
        persons.ours_to_answer,
        hint=Hint(
            "not on the day of the question; in the first days only where proof came and did not"
            " suffice, or the person declined to give any"
        ),
    )
    def fail_identity(
        self,
        now: Occasion,
        *,
        reason: Reason,
        received_on: PastDay | None = None,
        failed_on: PastDay | None = None,
    ) -> IdentityNotEstablished:
        """Record that proof did not come or did not prove: Article 12(6) GDPR.

        `failed_on` is the day on which that was found (today, where it is left out); `received_on`
        the day on which a proof that did not suffice came in, or the word that none will be given.
        A time to answer is owed: never on the day of the question, and within five days (the
        profile may name another number) only with `received_on`.

        Why: Art. 12(6): without proof no right under Articles 15 to 21 is carried out.
        """
        found_on = failed_on or now.today
        if received_on and received_on > found_on:
            raise BadInputError("received_on", "after it was found not to prove")
        if received_on:
            self._after_the_question(received_on, "received_on")
        self._after_the_question(found_on, "failed_on")
        self._time_to_answer(found_on, now.controller.leads.proof, received_on)
        refused = (
            claim.right
            for claim in self.claims.values()
            if claim.right in HELD_UP_BY_DOUBT and claim.status in UNDONE
        )
        happened = IdentityFailureProposed if self.setting.four_eyes else IdentityNotEstablished
        return happened(
            reason=reason,
            received_on=received_on or found_on,
            rights=tuple(refused),
            failed_on=found_on,
        )

    @step(listed=False)
    def destroy_identity_evidence(self, _: Occasion) -> IdentityEvidenceDestroyed:
        """Art. 5(1)(c) and (e): once the identity is settled, nobody needs the paper any more."""
        if not self.evidence_may_go:
            raise OutOfOrderError("no evidence of identity waits to be destroyed")
        return IdentityEvidenceDestroyed(documents=self.identity_evidence)

    def _time_to_answer(self, found_on: date, days: int, heard_on: date | None) -> None:
        """Each question has its time: what came in before the last one does not answer that."""
        asked_on = max((one.asked_on for one in self.doubts), default=None)
        if asked_on is None:
            return
        if found_on <= asked_on:
            raise UnlawfulError(
                GDPR(12, 6), "the person must have time to answer: not on the day of the question"
            )
        if (heard_on or date.min) < asked_on and found_on < asked_on + timedelta(days=days):
            raise UnlawfulError(
                GDPR(12, 6),
                "the person may still answer: wait until {on}, or say in `received_on` when a proof"
                " came in that did not suffice, or the word that none will be given",
                on=asked_on + timedelta(days=days),
            )

    def _after_the_question(self, on: date, word: str) -> None:
        asked = self.open_question(DOUBT)
        if asked and on < asked.asked_on:
            raise BadInputError(word, "before the proof was asked for")
