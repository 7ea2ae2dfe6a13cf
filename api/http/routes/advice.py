"""The address for advice: which claims of a request apply to which purposes, and why."""

from fastapi import APIRouter, Request, Response

from griffie.api.http.guard import Reader, engine_of, may_read
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import REQUESTS, RequestId, problem_responses
from griffie.application.views.advice import ApplicabilityShown, applicability_shown

router = APIRouter(prefix=REQUESTS, tags=["requests"], route_class=StrictRoute)


@router.get(
    "/{request_id}/applicability",
    response_model=ApplicabilityShown,
    responses=problem_responses(404, 422),
)
def advise(http: Request, request_id: RequestId, account: Reader) -> Response:
    """For each claim and each purpose whether the right applies: a function of the basis recorded.

    The purposes are those of the claim; where it names none, every purpose of the profile.
    """
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    return json_response(applicability_shown(request, engine.profile))
