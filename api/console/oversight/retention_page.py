"""What is due to be erased, and what keeps it: for the data protection officer, to read."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Request, Response

from griffie.api.console.frame.page import page, spoken_in
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.sign_in import SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import not_allowed
from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account, Permission, may
from griffie.application.retention.schedule import DueErasure, Hold, Kept
from griffie.domain.request.reference import reference

router = APIRouter(route_class=PageRoute, include_in_schema=False)

WHAT = {
    Kept.IDENTITY: msg("Evidence of identity"),
    Kept.COPIES: msg("Delivered copies"),
    Kept.CORRESPONDENCE: msg("Personal data of the file"),
    Kept.HISTORY: msg("History"),
}
WHY = {
    Kept.IDENTITY: msg("the identity was settled, or the request closed without that"),
    Kept.COPIES: msg("delivered six months before (our policy), or decided"),
    Kept.CORRESPONDENCE: msg("closed five years before (our policy)"),
    Kept.HISTORY: msg("its personal data gone and five years over; on 1 January (our policy)"),
}
HELD = {
    Hold.LEGAL_HOLD: msg("a legal hold"),
    Hold.WORDS_FIRST: msg("its personal data, which go first"),
}


class Line(NamedTuple):
    reference: str
    what: str
    why: str
    law: str
    iso: str
    day: str
    held_by: tuple[str, ...]


def overseeing(account: SignedIn) -> Account:
    if not may(account.role, Permission.DPO_COMMAND):
        raise not_allowed()
    return account


@router.get("/retention")
def retention(http: Request, account: Annotated[Account, Depends(overseeing)]) -> Response:
    engine, speech = engine_of(http), spoken_in(http)
    today = engine.today()
    lines = [
        line(reference(listed.id), one, speech)
        for listed in engine.retention().due(today)
        for one in listed.due
    ]
    free = sum(not one.held_by for one in lines)
    return page(http, "retention.html", account, lines=lines, free=free)


def line(named: str, due: DueErasure, speech: Speech) -> Line:
    return Line(
        reference=named,
        what=speech.say(WHAT[due.kept]),
        why=speech.say(WHY[due.kept]),
        law=speech.cite(due.provision),
        iso=due.due_on.isoformat(),
        day=speech.day(due.due_on),
        held_by=tuple(speech.say(HELD[one]) for one in due.held_by),
    )
