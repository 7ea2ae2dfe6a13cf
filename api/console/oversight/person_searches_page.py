"""The page that says who searched for a person, a month at a time; its words on demand."""

from datetime import date, datetime
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Form, Query, Request, Response

from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.said_why import SaidInForm, is_said
from griffie.api.console.frame.sign_in import Auditing, FromHere
from griffie.api.http.guard import engine_of
from griffie.api.http.routes.searches import searches_of
from griffie.api.words.names import LOOKED_FOR, SEARCHED_BY
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.purposes import Why, gives_reason
from griffie.application.access.roles import Account, Permission
from griffie.application.views.searches import SearchShown
from griffie.domain.law.deadlines import civil_date
from griffie.domain.searches import KEPT_FOR, Month, month_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)


class _SearchLine(NamedTuple):
    """One search in the language of the reader; `sought` where the words were opened."""

    day: str
    time: str
    iso: str
    who: str
    by: str
    hits: int
    purpose: str
    registering: bool
    sought: str
    reason: str
    entry: int


@router.get("/audit/searches")
def searches(
    http: Request, account: Auditing, month: Annotated[Month | None, Query()] = None
) -> Response:
    """The searches of a month, without their words."""
    return _page(http, account, month)


@router.post("/audit/searches", dependencies=[FromHere])
def open_words(
    http: Request, account: Auditing, why: SaidInForm, month: Annotated[Month, Form()]
) -> Response:
    """With their words. First the look is recorded."""
    if not is_said(account, why):
        return _page(http, account, month, wrong=True)
    return _page(http, account, month, why)


def _page(
    http: Request,
    account: Account,
    month: str | None,
    why: Why | None = None,
    *,
    wrong: bool = False,
) -> Response:
    engine, speech = engine_of(http), speech_for(http)
    found = searches_of(engine, account, month, why)
    lines = [_line(one, speech) for one in found.items]
    months = [month_of(engine.today(), back) for back in range(KEPT_FOR)]
    shown = {
        "month": found.month,
        "months": [(one, _in_words(one, speech)) for one in dict.fromkeys([*months, found.month])],
        "searches": lines[::-1],
        "erased": found.erased,
        "opened": why is not None,
        "reason_needed": gives_reason(account, Permission.SEARCH),
        "wrong": wrong,
    }
    return render_page(
        http, "oversight/person_searches.html", account, status=422 if wrong else 200, **shown
    )


def _in_words(month: str, speech: Speech) -> str:
    return first_up(speech.month(date.fromisoformat(f"{month}-01"), "LLLL y"))


def _line(told: SearchShown, speech: Speech) -> _SearchLine:
    at = datetime.fromisoformat(told.recorded_at)
    return _SearchLine(
        day=speech.short_day(civil_date(at)),
        time=speech.time(at),
        iso=told.recorded_at,
        who=told.actor,
        by=first_up(speech.say(SEARCHED_BY[told.by])),
        hits=told.hits,
        purpose=first_up(speech.say(LOOKED_FOR[told.purpose])),
        registering=told.registering,
        sought=told.sought or "",
        reason=told.reason or "",
        entry=told.entry_index,
    )
