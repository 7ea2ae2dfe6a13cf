"""The address that says who looked at a request, took something out, or was refused a step."""

from fastapi import APIRouter, Request, Response

from griffie.api.http.guard import Auditor, engine_of
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import REQUESTS, RequestId, problem_responses
from griffie.application.views.access_trail import Looks, looks_shown
from griffie.domain.housekeeping import looks_stream

router = APIRouter(prefix=REQUESTS, tags=["audit"], route_class=StrictRoute)


@router.get("/{request_id}/looks", response_model=Looks, responses=problem_responses(404, 422))
def looks(http: Request, request_id: RequestId, _: Auditor) -> Response:
    """Who looked at the request, took something of it out, or was refused a step; in order."""
    engine = engine_of(http)
    engine.requests.load(request_id)
    return json_response(looks_shown(engine.history.lines_of(looks_stream(request_id))))
