"""The address of what may not be told: for the roles that the profile names."""

from fastapi import APIRouter, Request, Response

from griffie.api.http.guard import Reader, engine_of, may_read
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import REQUESTS, RequestId, SaidWhy, problem_responses
from griffie.api.http.problems import not_allowed_error
from griffie.api.http.routes.requests import look
from griffie.application.views.restricted import FindingsShown, findings_shown

router = APIRouter(prefix=REQUESTS, tags=["requests"], route_class=StrictRoute)


@router.get(
    "/{request_id}/restrictions",
    response_model=FindingsShown,
    responses=problem_responses(404, 422),
)
def restrictions(http: Request, request_id: RequestId, account: Reader, why: SaidWhy) -> Response:
    """What was found of which nothing may be told: Article 23 GDPR. The look is recorded.

    403 for every role that the profile does not name.
    """
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    if account.role not in engine.profile.restricted_to:
        raise not_allowed_error("The profile names the roles that see what may not be told.")
    look(engine, account, request, why, erased=request.erased)
    return json_response(findings_shown(request, engine.vault))
