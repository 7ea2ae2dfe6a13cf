"""The page of what is due to be erased and what prevents it, for the data protection officer."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Request, Response

from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import not_allowed_error
from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account, Permission, may
from griffie.application.retention.schedule import DueErasure, Hold, Kept
from griffie.domain.request.reference import reference

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_WHAT = {
    Kept.IDENTITY: msg("Evidence of identity"),
    Kept.COPIES: msg("Delivered copies"),
    Kept.CORRESPONDENCE: msg("Personal data of the file"),
    Kept.HISTORY: msg("History"),
}
_WHY = {
    Kept.IDENTITY: msg("the identity was settled, or the request closed without that"),
    Kept.COPIES: msg("delivered six months before (our policy), or decided"),
    Kept.CORRESPONDENCE: msg("closed five years before (our policy)"),
    Kept.HISTORY: msg("its personal data gone and five years over; on 1 January (our policy)"),
}
_HELD = {
    Hold.LEGAL_HOLD: msg("a legal hold"),
    Hold.WORDS_FIRST: msg("its personal data, which go first"),
}


class _DueLine(NamedTuple):
    reference: str
    what: str
    why: str
    law: str
    iso: str
    day: str
    held_by: tuple[str, ...]


def require_overseer(account: SignedIn) -> Account:
    """A dependency: an account that may do what the DPO does. Raises RequestRefusedError (403)."""
    if not may(account.role, Permission.DPO_COMMAND):
        raise not_allowed_error()
    return account


@router.get("/retention")
def retention(http: Request, account: Annotated[Account, Depends(require_overseer)]) -> Response:
    """Everything that is due today, tier by tier."""
    engine, speech = engine_of(http), speech_for(http)
    today = engine.today()
    lines = [
        _due_line(reference(listed.id), one, speech)
        for listed in engine.retention().due(today)
        for one in listed.due
    ]
    free = sum(not one.held_by for one in lines)
    return render_page(http, "oversight/retention.html", account, lines=lines, free=free)


def _due_line(named: str, due: DueErasure, speech: Speech) -> _DueLine:
    return _DueLine(
        reference=named,
        what=speech.say(_WHAT[due.kept]),
        why=speech.say(_WHY[due.kept]),
        law=speech.cite(due.provision),
        iso=due.due_on.isoformat(),
        day=speech.day(due.due_on),
        held_by=tuple(speech.say(_HELD[one]) for one in due.held_by),
    )
