"""The page of one request that says who looked, who took something out, and who was refused."""

from datetime import datetime
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import Auditing
from griffie.api.http.guard import engine_of
from griffie.api.words.names import EXPORTS, LOOKED_FOR
from griffie.api.words.refusal_lines import refused_step_in_words
from griffie.api.words.speech import Speech, first_up
from griffie.application.views.access_trail import Look, looks_shown
from griffie.domain import step_words as words
from griffie.domain.housekeeping import Export, looks_stream
from griffie.domain.law.deadlines import civil_date

router = APIRouter(route_class=PageRoute, include_in_schema=False)


class _LookLine(NamedTuple):
    """A line of the access trail. `reason` is the digest of the sealed reason."""

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
    """Who looked at a request, the newest first."""
    engine, speech = engine_of(http), speech_for(http)
    request = request_of(engine, account, reference)
    shown = looks_shown(engine.history.lines_of(looks_stream(request.id)))
    lines = [_look_line(look, speech) for look in shown.items]
    return render_page(
        http, "oversight/looks.html", account, reference=reference, looks=lines[::-1]
    )


def _look_line(told: Look, speech: Speech) -> _LookLine:
    at = datetime.fromisoformat(told.recorded_at)
    return _LookLine(
        day=speech.short_day(civil_date(at)),
        time=speech.time(at),
        iso=told.recorded_at,
        who=told.actor,
        what=speech.phrase(words.title(told.type)),
        detail=_look_detail(told, speech),
        version=told.at_version,
        reason=told.reason or "",
        entry=told.entry_index,
    )


def _look_detail(told: Look, speech: Speech) -> str:
    if told.purpose:
        return first_up(speech.say(LOOKED_FOR[told.purpose]))
    if told.exported:
        return speech.say(EXPORTS[Export(told.exported)])
    command, problem = told.command, told.problem
    if not command or problem is None:
        return ""
    return refused_step_in_words(command, problem, speech)
