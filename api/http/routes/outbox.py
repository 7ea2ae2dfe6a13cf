"""The addresses of what goes out by e-mail: a letter to send, the outbox, a message to settle."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from griffie.api.http.guard import engine_of, may_read, may_take_step, need
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import REQUESTS, IfMatch, OnceOnly, RequestId, problem_responses
from griffie.api.http.routes.requests import state_response
from griffie.application.access.roles import Account, Permission
from griffie.application.disclosure import Body
from griffie.application.sending.enclosures import most_attached, offered_files
from griffie.application.sending.letter import LetterToSend, send_letter
from griffie.application.sending.outbox import OPEN, OutboxState
from griffie.application.sending.settle import Settlement, settle
from griffie.application.views.letter_files import LetterFiles, letter_files
from griffie.application.views.outbox import OutboxItem, OutboxShown, outbox_item, outbox_shown
from griffie.application.views.request import RequestShown
from griffie.domain.rights_request import RightsRequest

router = APIRouter(tags=["messages"], route_class=StrictRoute)

Sender = Annotated[Account, Depends(may_take_step(RightsRequest.inform.path))]
Handler = Annotated[Account, Depends(need(Permission.COMMAND))]
Mail = Annotated[UUID, Path(description="The message, as the list of the outbox names it.")]
State = Annotated[
    OutboxState | None,
    Query(description="Those in this state; left out: what is to come, and what was stopped."),
]


class Settle(Body):
    """What a person decides about a message that waits, may have left, or was not sent."""

    how: Settlement = Field(
        description="send_again, was_sent, or drop: see `possible` of the message."
    )


@router.post(
    f"{REQUESTS}/{{request_id}}/letter/send",
    name="send-letter",
    response_model=RequestShown,
    responses=problem_responses(404, 409, 412, 413, 422),
    summary="Send a letter by e-mail",
)
def send(
    http: Request,
    request_id: RequestId,
    body: LetterToSend,
    account: Sender,
    once: OnceOnly,
    if_match: IfMatch = None,
) -> Response:
    """Record a letter as told today by e-mail, and put it in the outbox, both or neither.

    As `inform`, without channel and day. It counts from the day on which it leaves; where it does
    not leave, it told nothing. 409 where the profile names no address to send from, or no e-mail
    address of the requester is known.

    `files` go with it (`GET …/letter/files`). What is larger than the profile lets go with an
    e-mail lies at the portal for thirty days, and the e-mail says where; so do all with `by_link`.
    A file that was destroyed or covered before it left keeps the letter back.
    """
    engine = engine_of(http)
    expected = int(if_match.strip('"')) if if_match else None
    done = send_letter(engine, request_id, body, account, expected=expected, once=once)
    return state_response(engine, done, account, once=once)


@router.get(
    f"{REQUESTS}/{{request_id}}/letter/files",
    name="letter-files",
    response_model=LetterFiles,
    responses=problem_responses(404, 422),
    summary="What may go with a letter",
)
def read_files(http: Request, request_id: RequestId, account: Sender) -> Response:
    """The copies of the request that may go with a letter by e-mail, without their names.

    Only what is filed as a copy to hand over, and of what is covered the covered copy.
    """
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    return json_response(letter_files(offered_files(engine, request), most_attached(engine)))


@router.get(
    "/api/v1/outbox",
    name="outbox",
    response_model=OutboxShown,
    responses=problem_responses(422),
    summary="What goes out by e-mail",
)
def read_outbox(http: Request, account: Handler, state: State = None) -> Response:
    """How the messages stand that go out by e-mail, the oldest first: to whom is not shown."""
    del account
    chosen = [state] if state else [*OPEN, OutboxState.STOPPED]
    return json_response(outbox_shown(engine_of(http).outbox.in_state(*chosen)))


@router.post(
    "/api/v1/outbox/{mail}/settle",
    name="settle-mail",
    response_model=OutboxItem,
    responses=problem_responses(404, 409, 413, 422),
    summary="Decide about a message",
)
def settle_mail(http: Request, mail: Mail, body: Settle, account: Handler) -> Response:
    """Send a message again, say that it was sent, or drop it. That is recorded on its request."""
    engine = engine_of(http)
    may_read(account, engine.requests.load(engine.outbox.get(mail).request))
    settle(engine, mail, body.how, account)
    return json_response(outbox_item(engine.outbox.get(mail)))
