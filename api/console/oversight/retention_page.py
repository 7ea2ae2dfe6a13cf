"""The page of what is due to be erased and what prevents it: the officer ticks what goes."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response

from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, Proved, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import RequestRefusedError, not_allowed_error
from griffie.api.http.routes.reports import MOST_AT_ONCE
from griffie.api.papers.report.bars import BarChart, stacked
from griffie.api.words.names import msg
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account, Permission, may
from griffie.application.retention.carry_out import Became, Selection
from griffie.application.retention.schedule import DueErasure, Hold, Kept
from griffie.domain.request.reference import reference

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_MONTHS = 6

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
_RULES = {
    Kept.CORRESPONDENCE: msg("five years after it was closed"),
    Kept.COPIES: msg("six months"),
    Kept.IDENTITY: msg("until the identity is settled"),
    Kept.HISTORY: msg("until the 1 January after its personal data are gone"),
}
_HELD = {
    Hold.LEGAL_HOLD: msg("a legal hold"),
    Hold.WORDS_FIRST: msg("its personal data, which go first"),
}


_BECAME = {
    Became.DONE: msg("erased"),
    Became.HELD: msg("held: it stays"),
    Became.WAITS: msg("not finished yet: somebody reads it now, do it again in a moment"),
}
_NO_LONGER = msg("was due no more when you came: nothing was done")

Thing = tuple[UUID, Kept]
"""What is ticked: of which request, and which kind of data."""


class DueLine(NamedTuple):
    """Something that is due; `thing` names it in a form."""

    thing: str
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


Overseer = Annotated[Account, Depends(require_overseer)]


def read_thing(written: str) -> Thing:
    """A thing that was ticked. Raises RequestRefusedError (400)."""
    request_id, _, kept = written.partition(":")
    with suppress(ValueError):
        return UUID(request_id), Kept(kept)
    raise RequestRefusedError(400, "malformed", "Malformed", "There is no such box.")


def ticked(
    account: Overseer,  # asked who it is before anything is read
    thing: Annotated[list[str] | None, Form(max_length=MOST_AT_ONCE)] = None,
) -> list[Thing]:
    """A dependency: what was ticked, each once. Raises RequestRefusedError (400)."""
    del account
    return [*dict.fromkeys(map(read_thing, thing or ()))]


@router.get("/retention")
def retention(http: Request, account: Overseer) -> Response:
    """Everything that is due today, tier by tier: what may go, and what is held."""
    return _page(http, account)


@router.post("/retention", dependencies=[FromHere, Proved])
def carry_out(
    http: Request,
    account: Overseer,
    things: Annotated[list[Thing], Depends(ticked)],
    *,
    sure: Annotated[bool, Form()] = False,
) -> Response:
    """First ask again, with what cannot be undone; when that was answered, erase what was ticked.

    What is held or no longer due stays, whatever was ticked.
    """
    engine, speech = engine_of(http), speech_for(http)
    if not things:
        return _page(http, account, nothing=True, status=422)
    if not sure:
        named = {written(thing) for thing in things}
        going = [one for one in _lines(http) if one.thing in named and not one.held_by]
        left = len(things) - len(going)
        return render_page(http, "oversight/retention_sure.html", account, lines=going, left=left)
    found = engine.carry_out(account, engine.today(), Selection(only=frozenset(things)))
    became = {(one.id, one.kept): speech.say(_BECAME[one.became]) for one in found}
    done = [
        (reference(request_id), speech.say(_WHAT[kept]), became.get((request_id, kept), ""))
        for request_id, kept in things
    ]
    no_longer = speech.say(_NO_LONGER)
    return _page(http, account, done=[(*one[:2], one[2] or no_longer) for one in done])


def written(thing: Thing) -> str:
    """A thing as a box of the form names it."""
    request_id, kept = thing
    return f"{request_id}:{kept.value}"


def _page(
    http: Request,
    account: Account,
    *,
    done: Sequence[tuple[str, str, str]] = (),
    nothing: bool = False,
    status: int = 200,
) -> Response:
    """What is due now, with what was just done."""
    lines, speech = _lines(http), speech_for(http)
    return render_page(
        http,
        "oversight/retention.html",
        account,
        status=status,
        free=[one for one in lines if not one.held_by],
        held=[one for one in lines if one.held_by],
        soon=_soon(http),
        rules=[(speech.say(_WHAT[kept]), speech.say(words)) for kept, words in _RULES.items()],
        done=done,
        nothing=nothing,
    )


def _lines(http: Request) -> list[DueLine]:
    engine, speech = engine_of(http), speech_for(http)
    return [
        _due_line(listed.id, one, speech)
        for listed in engine.retention().due(engine.today())
        for one in listed.due
    ]


def _soon(http: Request) -> BarChart | None:
    """What falls due in this month and the next five; None where nothing does."""
    engine, speech = engine_of(http), speech_for(http)
    today = engine.today()
    months = [_month_after(today, n) for n in range(_MONTHS + 1)]
    found = engine.retention().soon(today, months[-1] - timedelta(days=1))
    labels = [
        (first_up(speech.month(one, "LLL")), first_up(speech.month(one, "LLLL y")))
        for one in months[:-1]
    ]
    figures = [found.get(f"{one:%Y-%m}", 0) for one in months[:-1]]
    return stacked(labels, [("time", figures)]) if any(figures) else None


def _month_after(day: date, months: int) -> date:
    """The first of a month."""
    counted = day.year * 12 + day.month - 1 + months
    return date(counted // 12, counted % 12 + 1, 1)


def _due_line(request_id: UUID, due: DueErasure, speech: Speech) -> DueLine:
    return DueLine(
        thing=written((request_id, due.kept)),
        reference=reference(request_id),
        what=speech.say(_WHAT[due.kept]),
        why=speech.say(_WHY[due.kept]),
        law=speech.cite(due.provision),
        iso=due.due_on.isoformat(),
        day=speech.day(due.due_on),
        held_by=tuple(speech.say(_HELD[one]) for one in due.held_by),
    )
