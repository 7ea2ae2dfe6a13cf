"""The address that says who searched for a person."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from griffie.api.http.guard import Auditor, engine_of, may_search
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import Reveal, SaidWhy, problem_responses
from griffie.application.access.purposes import Why
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.views.searches import SearchesShown, searches_shown
from griffie.domain.searches import Month, month_of, searches_stream

router = APIRouter(prefix="/api/v1/audit", tags=["audit"], route_class=StrictRoute)


@router.get("/searches", response_model=SearchesShown, responses=problem_responses(422))
def searches(
    http: Request,
    account: Auditor,
    why: SaidWhy,
    month: Annotated[Month | None, Query(description="`2026-11`; left out, this month.")] = None,
    *,
    reveal: Reveal = False,
) -> Response:
    """Who searched for a person in a month, for what, and how many requests were shown.

    With `reveal` the words too, until they are erased after a year; who opened them is recorded.
    """
    return json_response(searches_of(engine_of(http), account, month, why if reveal else None))


def searches_of(
    engine: Engine, account: Account, month: str | None, why: Why | None
) -> SearchesShown:
    """The searches of a month, of this one if none is named; with `why` their words as well.

    Raises RequestRefusedError (403) where an auditor gives no reason, BadInputError.
    """
    month = month or month_of(engine.today())
    said = may_search(account, why) if why else None
    opened = engine.searches.opened(month, said, engine.now(account)) if said else {}
    return searches_shown(month, engine.history.lines_of(searches_stream(month)), opened)
