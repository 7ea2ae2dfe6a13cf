"""Advice on a request: which of its claims apply to which purposes, and why. A person decides."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from griffie.api.http.guard import Reader, engine_of, may_read
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import RequestId, problems
from griffie.api.http.routes.law import provision_shown
from griffie.api.http.routes.requests import REQUESTS
from griffie.api.http.shapes.reports import ApplicabilityShown
from griffie.application.controller.applicability import Advice, Finding, applicability
from griffie.application.controller.profile import ControllerProfile
from griffie.application.controller.reasons import Said
from griffie.domain.law import Language
from griffie.domain.request.claim import Claim

router = APIRouter(prefix=REQUESTS, tags=["requests"], route_class=StrictRoute)


@router.get(
    "/{request_id}/applicability", response_model=ApplicabilityShown, responses=problems(404, 422)
)
def advise(http: Request, request_id: RequestId, account: Reader) -> Response:
    """For each claim and each purpose whether the right applies: a function of the basis recorded.

    The purposes are those of the claim; where it names none, every purpose of the profile.
    """
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    shown = {
        "profile": engine.profile.version,
        "profile_of_receipt": request.setting.profile,
        "claims": [claim_shown(claim, engine.profile) for claim in request.claims.values()],
    }
    return Response(to_json(shown), media_type="application/json")


def claim_shown(claim: Claim, profile: ControllerProfile) -> dict[str, Any]:
    announced = tuple(one.purpose for one in claim.announced)
    names = {purpose.code: purpose.name.model_dump() for purpose in profile.purposes}
    return {
        "right": claim.right,
        "provision": str(claim.right.provision),
        "purposes": [
            advice_shown(advice, names.get(advice.purpose or ""))
            for advice in applicability(claim.right, claim.purposes, profile, announced)
        ],
    }


def advice_shown(advice: Advice, name: dict[str, str | None] | None) -> dict[str, Any]:
    return {
        "purpose": advice.purpose,
        "name": name,
        "bases": advice.bases,
        **finding_shown(advice),
        "review": [said_shown(said) for said in advice.review],
        "on_advised": finding_shown(advice.on_advised) if advice.on_advised else None,
    }


def finding_shown(found: Finding | Advice) -> dict[str, Any]:
    return {
        "applies": found.applies,
        "why": [said_shown(said) for said in found.why],
        "points": [provision_shown(str(point)) for point in found.points],
        "exceptions": [provision_shown(ground) for ground in found.exceptions],
    }


def said_shown(said: Said) -> dict[str, Any]:
    return {
        "provision": str(said.provision),
        "citation": {language.value: said.provision.cite(language) for language in Language},
        "because": said.because,
    }
