"""The address at which the office makes a secret code of the portal for a person."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from griffie.api.http.guard import engine_of, may_read, need
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import REQUESTS, RequestId, problem_responses
from griffie.application.access.roles import Account, Permission
from griffie.application.portal.renew import renew_code
from griffie.application.views.portal_code import PortalCode
from griffie.domain.request.reference import reference

router = APIRouter(prefix=REQUESTS, tags=["requests"], route_class=StrictRoute)

Handler = Annotated[Account, Depends(need(Permission.COMMAND))]


@router.post(
    "/{request_id}/portal-code",
    name="portal-code",
    response_model=PortalCode,
    responses=problem_responses(404, 409, 413, 422),
    summary="Give the person a secret code",
)
def give_code(http: Request, request_id: RequestId, account: Handler) -> Response:
    """Make a secret code of the portal: it is shown in this answer and nowhere else.

    With it and the reference the person follows the request at `/portal/status`. An earlier code
    opens nothing any more. That it was made is recorded.
    """
    engine = engine_of(http)
    may_read(account, engine.requests.load(request_id))
    secret = renew_code(engine, request_id, engine.now(account))
    return json_response(PortalCode(reference=reference(request_id), secret=secret))
