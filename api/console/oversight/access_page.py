"""Who looked at a request: what was opened, handed out and refused, for those who oversee."""

from datetime import datetime
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from griffie.api.console.frame.page import page, spoken_in
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.sign_in import Auditing
from griffie.api.console.routes import Reference, request_of
from griffie.api.http.guard import engine_of
from griffie.api.words.names import EXPORTS, msg
from griffie.api.words.speech import Speech
from griffie.application.views.access_trail import Look, looks_shown
from griffie.domain.access_events import Export
from griffie.domain.housekeeping import looks_at
from griffie.domain.law import Provision
from griffie.domain.law.deadlines import civil_date
from griffie.domain.steps import words

router = APIRouter(route_class=PageRoute, include_in_schema=False)

LAW = "/law/"
RULES = {
    "/problems/role": msg("not for this role"),
    "/problems/reason": msg("no reason was stated"),
    "/problems/state": msg("not in this order"),
}
"""Why somebody was told no where it was not the law."""


class LookLine(NamedTuple):
    """A line of the access trail. `reason` is a digest."""

    day: str
    time: str
    iso: str
    who: str
    what: str
    detail: str
    version: int
    reason: str
    entry: int


@router.get("/requests/{reference}/looks")
def looks(http: Request, reference: Reference, account: Auditing) -> Response:
    engine, speech = engine_of(http), spoken_in(http)
    request = request_of(engine, account, reference)
    shown = looks_shown(engine.history.lines_of(looks_at(request.id)))
    lines = [line(look, speech) for look in shown.items]
    return page(http, "looks.html", account, reference=reference, looks=lines[::-1])


def line(told: Look, speech: Speech) -> LookLine:
    at = datetime.fromisoformat(told.recorded_at)
    return LookLine(
        day=speech.short_day(civil_date(at)),
        time=speech.time(at),
        iso=told.recorded_at,
        who=told.actor,
        what=speech.phrase(words.title(told.type)),
        detail=detail(told, speech),
        version=told.at_version,
        reason=told.reason or "",
        entry=told.entry_index,
    )


def detail(told: Look, speech: Speech) -> str:
    if told.exported:
        return speech.say(EXPORTS[Export(told.exported)])
    command, problem = told.command, told.problem
    if not command or problem is None:
        return ""
    return f"{speech.phrase(words.imperative_at(command))}: {because(problem, speech)}"


def because(problem: str, speech: Speech) -> str:
    """The article that forbade it, or our own rule."""
    if problem.startswith(LAW):
        return speech.cite(Provision.parse(problem.removeprefix(LAW)))
    return speech.say(RULES[problem]) if problem in RULES else problem
