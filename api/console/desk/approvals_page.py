"""Approvals: what somebody proposed and another person must see, where the profile asks for it."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request, Response

from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import SignedIn
from griffie.api.console.queue.tabs import read_cursor
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import not_allowed_error
from griffie.api.words.event_lines import ground_in_words
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import may_take
from griffie.application.engine import Engine
from griffie.application.register.every_item import position_of
from griffie.application.register.view import Item
from griffie.application.register.view import Query as RegisterQuery
from griffie.domain import step_words as words
from griffie.domain.request.vocabulary import ClaimStatus
from griffie.domain.rights_request import RightsRequest
from griffie.domain.rights_request import RightsRequest as Step

ROWS = 25
"""Requests on a page."""

router = APIRouter(route_class=PageRoute, include_in_schema=False)


class Proposal(NamedTuple):
    """Something proposed: what, on which ground, until when, and where it is approved or undone."""

    reference: str
    what: str
    ground: str
    due: str
    approve: str
    revoke: str


class Waiting(NamedTuple):
    """A page of what waits."""

    proposals: list[Proposal]
    after: str | None
    """The cursor of the page that follows."""


def waiting(engine: Engine, speech: Speech, cursor: str = "") -> Waiting:
    """What waits for approval in a page of requests, the most urgent first."""
    asked = RegisterQuery(proposed=True, limit=ROWS + 1, after=read_cursor(cursor))
    items = engine.current().items(asked, engine.today())
    found = [
        one
        for item in items[:ROWS]
        for one in _of_request(engine.requests.load(item.id), item, speech)
    ]
    more = len(items) > ROWS
    return Waiting(found, ".".join(position_of(items[ROWS - 1])) if more else None)


def _of_request(request: RightsRequest, item: Item, speech: Speech) -> Iterator[Proposal]:
    here, due = f"/requests/{item.reference}", speech.day(request.deadline.term.due_on)
    for right, claim in request.claims.items():
        if claim.status is ClaimStatus.REFUSAL_PROPOSED:
            named = first_up(speech.right(right))
            ground = ground_in_words(claim.ground, speech) if claim.ground else ""
            approve = f"{here}/do/{Step.approve_refusal.path}?right={right}"
            revoke = f"{here}/do/{Step.revoke_decision.path}?right={right}"
            yield Proposal(item.reference, named, ground, due, approve, revoke)
    if request.dismissed and request.dismissed.proposed_by:
        what = speech.phrase(words.imperative(Step.find_no_request))
        approve = f"{here}/do/{Step.approve_finding.path}"
        yield Proposal(item.reference, what, "", due, approve, "")


@router.get("/approvals")
def approvals(
    http: Request, account: SignedIn, after: Annotated[str, Query(max_length=60)] = ""
) -> Response:
    """The list, for those who may approve; `after` is where a page begins."""
    if not may_take(account.role, Step.approve_refusal.path):
        raise not_allowed_error()
    shown = waiting(engine_of(http), speech_for(http), after)
    return render_page(
        http, "desk/approvals.html", account, waiting=shown.proposals, after=shown.after
    )
