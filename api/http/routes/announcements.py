"""The addresses of what is announced to everybody, and of who refuses at the press of a button."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from griffie.api.http.guard import Receiver, engine_of, need
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import OnceOnly, problem_responses
from griffie.api.http.routes.reports import Reporter
from griffie.api.http.routes.requests import state_response
from griffie.application.access.roles import Account, Permission
from griffie.application.controller.announcements import Announce, announce
from griffie.application.intake.withdrawals import Withdrawal, receive_withdrawal
from griffie.application.views.announcements import AnnouncementsShown, announcements_shown
from griffie.application.views.request import RequestShown
from griffie.application.views.unsubscribe_links import LinksAsked, UnsubscribeLinks, links_for

router = APIRouter(prefix="/api/v1", route_class=StrictRoute)

_REPEATED: dict[int | str, Any] = {
    200: {"model": RequestShown, "description": "The same waits already: this is that request."}
}

Handler = Annotated[Account, Depends(need(Permission.COMMAND))]


@router.post(
    "/announcements",
    status_code=201,
    response_model=AnnouncementsShown,
    responses=problem_responses(413, 422),
    tags=["requests"],
    summary="Record an announcement",
    description=Announce.__doc__,
    operation_id="record_announcement_for_all",
)
def record(http: Request, said: Announce, account: Handler) -> Response:
    """Record what was announced; its description in OpenAPI is that of the body."""
    engine = engine_of(http)
    announce(engine, said, engine.now(account))
    return json_response(announcements_shown(engine.announced()), 201)


@router.get(
    "/announcements",
    response_model=AnnouncementsShown,
    responses=problem_responses(422),
    tags=["reports"],
)
def announcements(http: Request, _: Reporter) -> Response:
    """What was announced to everybody, to how many, and how many refused it. No names."""
    return json_response(announcements_shown(engine_of(http).announced()))


@router.post(
    "/withdrawals",
    status_code=201,
    response_model=RequestShown,
    responses=_REPEATED | problem_responses(413, 422),
    tags=["requests"],
    summary="Unsubscribe, or refuse with a consent tool",
    description=Withdrawal.__doc__,
    operation_id="receive_withdrawal",
)
def withdraw(http: Request, said: Withdrawal, account: Receiver, once: OnceOnly) -> Response:
    """Receive it as a request; its description in OpenAPI is that of the body."""
    engine = engine_of(http)
    request, is_new = receive_withdrawal(engine, said, account, once)
    status = 201 if is_new else 200
    return state_response(engine, request, account, status=status, reveal=is_new, once=once)


@router.post(
    "/unsubscribe-links",
    response_model=UnsubscribeLinks,
    responses=problem_responses(413, 422),
    tags=["requests"],
    summary="Make links to unsubscribe",
    description=LinksAsked.__doc__,
)
def make_links(http: Request, said: LinksAsked, _: Receiver) -> Response:
    """Make a link for each address; its description in OpenAPI is that of the body."""
    return json_response(links_for(engine_of(http), said))
