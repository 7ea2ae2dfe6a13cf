"""Advice on a request: which of its claims apply to which purposes, and why. A person decides."""

from typing import Any

from pydantic import ConfigDict, Field

from griffie.application.controller.advice_sentences import AdviceSentence
from griffie.application.controller.applicability import Advice, Applies, Conclusion, applicability
from griffie.application.controller.employer import seat_advice
from griffie.application.controller.profile import ControllerProfile
from griffie.application.views.answer import AnswerModel, documented
from griffie.application.views.law import WordsShown, cited, provision_shown
from griffie.domain.law import Language, Right
from griffie.domain.model.recorded import Basis
from griffie.domain.request.claim import Claim
from griffie.domain.rights_request import RightsRequest


# A sentence of advice, and the provision that it rests on.
class ReasonShown(AnswerModel):
    provision: str
    citation: dict[str, str]
    because: str = Field(description="An English sentence.")


# What would follow from other bases than those stated.
class AdvisedFinding(AnswerModel):
    applies: Applies
    why: list[ReasonShown]
    points: list[WordsShown] = Field(description="The likely points of Article 17(1).")
    exceptions: list[WordsShown] = Field(description="What may stand against it.")


# Whether a right applies to one purpose, and why.
class PurposeAdvice(AnswerModel):
    model_config = ConfigDict(
        json_schema_extra=documented("applies", "why", "points", "exceptions")
    )

    purpose: str | None = Field(description="Its code; null where the profile names no purposes.")
    name: dict[str, str | None] | None
    bases: tuple[Basis, ...] = Field(description="The points of Article 6(1) that are stated.")
    applies: Applies
    why: list[ReasonShown]
    points: list[WordsShown] = Field(description="The likely points of Article 17(1).")
    exceptions: list[WordsShown] = Field(description="What may stand against it.")
    review: list[ReasonShown] = Field(description="Why the profile itself is in doubt.")
    on_advised: AdvisedFinding | None = Field(
        description="What would follow from the basis that is advised instead."
    )


# One right that was invoked, with the advice for each purpose.
class ClaimAdvice(AnswerModel):
    right: Right
    provision: str
    purposes: list[PurposeAdvice]


# In which language an employer answers the workers of a seat: a warning, where it departs.
class SeatShown(AnswerModel):
    seat: str
    region: str
    languages: tuple[Language, ...]
    of_the_worker: bool = Field(description="Among these languages, that of the worker.")
    act: str
    departs: bool = Field(description="Whether the answer would be in none of these.")


class ApplicabilityShown(AnswerModel):
    """Advice. A person decides."""

    profile: str = Field(description="The profile that was asked: the one in force now.")
    profile_of_receipt: str
    claims: list[ClaimAdvice]
    employer: list[SeatShown] = Field(description="Only where a worker may be asking.")


def applicability_shown(request: RightsRequest, profile: ControllerProfile) -> ApplicabilityShown:
    """Whether each claim applies to each of its purposes, by this profile."""
    return ApplicabilityShown(
        profile=profile.version,
        profile_of_receipt=request.setting.profile,
        claims=[_claim_advice(claim, profile) for claim in request.claims.values()],
        employer=[
            SeatShown(**one._asdict())
            for one in seat_advice(profile, request.language, _asked_about(request))
        ],
    )


def _asked_about(request: RightsRequest) -> set[str]:
    """The purposes of all claims; empty where one of them asks about everything."""
    claims = request.claims.values()
    if not all(claim.purposes for claim in claims):
        return set()
    return {code for claim in claims for code in claim.purposes}


def _claim_advice(claim: Claim, profile: ControllerProfile) -> ClaimAdvice:
    announced = tuple(purpose for purpose, _ in claim.announced)
    names = {purpose.code: purpose.name.model_dump() for purpose in profile.purposes}
    return ClaimAdvice(
        right=claim.right,
        provision=str(claim.right.provision),
        purposes=[
            _purpose_advice(advice, names.get(advice.purpose or ""))
            for advice in applicability(claim.right, claim.purposes, profile, announced)
        ],
    )


def _purpose_advice(advice: Advice, name: dict[str, Any] | None) -> PurposeAdvice:
    instead = advice.on_advised
    return PurposeAdvice(
        purpose=advice.purpose,
        name=name,
        bases=advice.bases,
        applies=advice.applies,
        why=_reasons(advice.why),
        points=[provision_shown(str(point)) for point in advice.points],
        exceptions=[provision_shown(ground) for ground in advice.exceptions],
        review=_reasons(advice.review),
        on_advised=_finding(instead) if instead else None,
    )


def _finding(found: Conclusion) -> AdvisedFinding:
    return AdvisedFinding(
        applies=found.applies,
        why=_reasons(found.why),
        points=[provision_shown(str(point)) for point in found.points],
        exceptions=[provision_shown(ground) for ground in found.exceptions],
    )


def _reasons(reasons: tuple[AdviceSentence, ...]) -> list[ReasonShown]:
    return [
        ReasonShown(
            provision=str(said.provision), citation=cited(said.provision), because=said.because
        )
        for said in reasons
    ]
