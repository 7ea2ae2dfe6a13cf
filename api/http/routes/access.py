"""Who looked at a request: what was opened, what was handed out, what was refused to whom."""

from fastapi import APIRouter, Request, Response

from griffie.api.http.answering import json_response
from griffie.api.http.guard import Auditor, engine_of
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import RequestId, problems
from griffie.api.http.routes.requests import REQUESTS
from griffie.application.views.access_trail import Looks, looks_shown
from griffie.domain.housekeeping import looks_at

router = APIRouter(prefix=REQUESTS, tags=["audit"], route_class=StrictRoute)


@router.get("/{request_id}/looks", response_model=Looks, responses=problems(404, 422))
def looks(http: Request, request_id: RequestId, _: Auditor) -> Response:
    """Who looked at the request, took something of it out, or was refused a step; in order."""
    engine = engine_of(http)
    engine.requests.load(request_id)
    return json_response(looks_shown(engine.history.lines_of(looks_at(request_id))))
