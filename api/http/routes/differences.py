"""The addresses for what changed between two moments, of the register and of one request."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from griffie.api.http.guard import Lister, Reader, engine_of, may_read
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import RequestId, problem_responses
from griffie.api.http.routes.lists import entered_by_filter, read_cursor
from griffie.application.past import differences
from griffie.application.past.moments import WRITTEN, parse_moment
from griffie.application.views.differences import RegisterDifference, RequestDifference

router = APIRouter(prefix="/api/v1/requests", route_class=StrictRoute)

HOW = f"A moment: {WRITTEN}."
From = Annotated[str, Query(alias="from", max_length=60, description=HOW)]
To = Annotated[str, Query(max_length=60, description=HOW)]


@router.get(
    "/diff",
    response_model=RegisterDifference,
    responses=problem_responses(404, 422),
    tags=["lists"],
)
def register_difference(
    http: Request,
    account: Lister,
    first: From,
    to: To = "now",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Which requests came between two moments, which read differently, and what happened.

    Old and new value of each field; a state that only the day changed is there too, and says so.
    """
    after = read_cursor(cursor, "due_on") if cursor else None
    own = entered_by_filter(account)
    shown = differences.register_difference(
        engine_of(http), own, parse_moment(first), parse_moment(to), limit, after
    )
    return json_response(shown)


@router.get(
    "/{request_id}/diff",
    response_model=RequestDifference,
    responses=problem_responses(404, 422),
    tags=["requests"],
)
def request_difference(
    http: Request, request_id: RequestId, account: Reader, first: From, to: To = "now"
) -> Response:
    """What differs of a request between two moments, field by field, and the events between."""
    engine = engine_of(http)
    may_read(account, engine.requests.load(request_id))
    shown = differences.request_difference(
        engine, account, request_id, parse_moment(first), parse_moment(to)
    )
    return json_response(shown)
