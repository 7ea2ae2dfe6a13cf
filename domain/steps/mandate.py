"""Who speaks for whom: the mandate of a representative, and the capacity of a minor.

The controller must be able to show it; the law of mandates is national.
"""

from datetime import date

from griffie.domain.model.event import Event, KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Minor, SealedRepresentative
from griffie.domain.request.vocabulary import AgeBand, Capability, Mandate, MandateProof
from griffie.domain.steps import rules
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import PastDay, Reason
from griffie.domain.steps.step import Hint, step


class RepresentativeNamed(Event):
    """Somebody came forward to speak for the data subject. Whether they may is not yet known."""

    TOPIC = "RepresentativeNamed"
    representative: SealedRepresentative
    came_forward_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.came_forward_on)
        request.representative = self.representative
        request.mandate, request.mandate_asked_on = Mandate.NONE, None  # that was another's


class MandateAsked(Event):
    """The representative was asked for the mandate."""

    TOPIC = "MandateAsked"
    question: Sealed
    asked_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.asked_on)
        request.mandate, request.mandate_asked_on = Mandate.ASKED, self.asked_on


class MandateVerified(Event):
    """The mandate was seen and holds."""

    TOPIC, SCHEMA = "MandateVerified", 2
    method: Sealed
    verified_on: date
    shown_by: MandateProof = MandateProof.OTHER

    def apply(self, request: RequestState) -> None:
        request.happened(self.verified_on)
        request.mandate, request.mandate_verified_on = Mandate.VERIFIED, self.verified_on


class MandateRejected(Event):
    """Who wrote may not speak for the data subject; what the data subject may ask stands."""

    TOPIC = "MandateRejected"
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.mandate = Mandate.REJECTED


class MinorAssessed(KeptEvent):
    """It was assessed whether a minor acts alone."""

    TOPIC = "MinorAssessed"
    age_band: AgeBand
    result: Capability
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.minor = Minor(self.age_band, self.result)
        request.capability = self.result


class ProtectedAdultAssessed(KeptEvent):
    """It was assessed whether a protected adult acts alone, or through an administrator."""

    TOPIC = "ProtectedAdultAssessed"
    result: Capability
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.capability = self.result


@rule(
    "the mandate was asked for or verified before:"
    " record what came of it, or go on with the request"
)
def mandate_unasked(request: RequestState) -> bool:
    """The mandate was not asked for before."""
    return request.mandate in {Mandate.NONE, Mandate.REJECTED}


@rule("the mandate was verified before: go on with the request")
def mandate_unverified(request: RequestState) -> bool:
    """The mandate was not verified yet."""
    return request.mandate is not Mandate.VERIFIED


@rule("the mandate was rejected before: answer the data subject")
def mandate_unrejected(request: RequestState) -> bool:
    """The mandate was not rejected yet."""
    return request.mandate is not Mandate.REJECTED


class Mandates(RequestState):
    """The steps about who speaks for the requester."""

    @step(
        rules.still_open,
        hint=Hint("then ask for the mandate, before anything goes into those hands"),
    )
    def name_representative(
        self, _: Occasion, *, representative: SealedRepresentative, came_forward_on: PastDay
    ) -> RepresentativeNamed:
        """Record that somebody came forward to speak for the data subject: then ask for the
        mandate.

        Whoever spoke before is replaced, and a mandate that was verified was theirs.

        Why: Art. 5(1)(f): somebody speaks for the data subject; no mandate of another counts.
        """
        return RepresentativeNamed(representative=representative, came_forward_on=came_forward_on)

    @step(rules.still_open, rules.unanswered, mandate_unasked)
    def ask_mandate(self, _: Occasion, *, question: Sealed, asked_on: PastDay) -> MandateAsked:
        """Ask whoever writes for another to show that they may: our policy, the clock runs on.

        Until it is verified, nothing goes into those hands; to the person herself it always may.

        Why: Our policy: the clock runs on. Who was not seen to speak for the person gets nothing.
        """
        return MandateAsked(question=question, asked_on=asked_on)

    @step(rules.still_open, mandate_unverified)
    def verify_mandate(
        self,
        _: Occasion,
        *,
        method: Sealed,
        verified_on: PastDay,
        shown_by: MandateProof = MandateProof.OTHER,
    ) -> MandateVerified:
        """Record that who wrote may speak for the data subject, and how that was seen.

        By what is proportionate: a document is never required where something else shows it.

        Why: Art. 5(2) and 32: who wrote may speak for the data subject, and how that was seen.
        """
        return MandateVerified(method=method, verified_on=verified_on, shown_by=shown_by)

    @step(rules.still_open, mandate_unrejected)
    def reject_mandate(self, _: Occasion, *, reason: Reason) -> MandateRejected:
        """Record that who wrote may not. The data subject's own right stands: Article 5(1)(f) GDPR.

        Why: Art. 5(1)(f): who wrote gets nothing. What the data subject may ask is not refused.
        """
        return MandateRejected(reason=reason)

    @step(rules.still_open)
    def assess_minor(
        self, _: Occasion, *, age_band: AgeBand, result: Capability, reason: Reason
    ) -> MinorAssessed:
        """Record whether a minor acts alone or through who holds parental authority.

        The result decides, not the age: into whose hands a copy goes, and to whom the answer.

        Why: A minor asks: alone, or through who holds parental authority. A person judges.
        """
        return MinorAssessed(age_band=age_band, result=result, reason=reason)

    @step(rules.still_open)
    def assess_protected_adult(
        self, _: Occasion, *, result: Capability, reason: Reason
    ) -> ProtectedAdultAssessed:
        """Record whether a protected adult acts alone or through an administrator.

        `reason` says what the judge decided. The result decides into whose hands a copy goes, and
        to whom the answer.

        Why: Art. 5(1)(f): the judgment says which acts a protected adult performs through another.
        """
        return ProtectedAdultAssessed(result=result, reason=reason)
