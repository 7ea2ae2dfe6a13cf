"""The addresses of the inbox: a mail comes in, and a person says what it is."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from griffie.api.http.beside_the_loop import in_thread
from griffie.api.http.guard import Receiver, engine_of, may_read, need, readable_request
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import OnceOnly, Reveal, SaidWhy, problem_responses
from griffie.api.http.problems import RequestRefusedError, not_allowed_error
from griffie.api.http.routes.requests import state_response
from griffie.application.access.purposes import stated
from griffie.application.access.roles import Account, Permission, may
from griffie.application.disclosure import Body as SealingBody
from griffie.application.disclosure import Disclosure, TextLimits
from griffie.application.engine import Engine
from griffie.application.intake import settling
from griffie.application.intake.message import MessageQuery, MessageState
from griffie.application.intake.receive_mail import Said
from griffie.application.intake.take_in import Sender, TakenAs, take_in
from griffie.application.requests.bodies import InvokedRight
from griffie.application.requests.histories import UnknownRequestError
from griffie.application.views.messages import (
    JoinedShown,
    Messages,
    MessageShown,
    message_shown,
    messages_page,
    read_message_cursor,
)
from griffie.application.views.request import RequestShown
from griffie.domain.law import Language, Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.request.reference import reference
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.rights_request import RightsRequest

MESSAGES, MAIL = "/api/v1/messages", "message/rfc822"
LARGEST_MAIL = 60 << 20
"""Octets of a mail on its way: 40 MiB of content, encoded."""

router = APIRouter(prefix="/api/v1", tags=["messages"], route_class=StrictRoute)

Reader = Annotated[Account, Depends(need(Permission.MESSAGES))]
MessageId = Annotated[UUID, Path(description="The `id` of a message.")]
_NAMED = "^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5})$"


class MessagesQuery(BaseModel):
    """What a list of messages is asked for; nothing named means everything."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    state: MessageState | None = None
    late: Annotated[bool, Field(description="Only what should have been read before today.")] = (
        False
    )
    language: Annotated[Language | None, Field(description="Only what is in this language.")] = None
    remark: Annotated[
        RemarkCode | None, Field(description="Only that of which intake supposed this.")
    ] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=200)] | None = None
    min_position: int | None = None


class MakeRequest(SealingBody):
    """Make a request of a message: it counts from its arrival, whatever the day of today."""

    rights: Annotated[tuple[InvokedRight, ...], Field(max_length=len(Right))] = ()
    language: Language | None = Field(
        default=None, description="That of the message when left out."
    )


class Join(SealingBody):
    """File a message under a request, as documents. No clock changes by it."""

    request: Annotated[
        str, Field(pattern=_NAMED, description="The id of a request, or its reference.")
    ]


class NoRequest(SealingBody):
    """Say that a message asks nothing: after the days of the profile its words are erased."""

    reason: Annotated[Disclosure, TextLimits(longest=1000)] | None = None


_TAKES_MAIL = {
    "requestBody": {
        "required": True,
        "content": {MAIL: {"schema": {"type": "string", "format": "binary"}}},
    }
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    201: {"model": RequestShown, "description": "It is a request"},
    200: {"model": RequestShown | JoinedShown, "description": "It joined a request, or is on file"},
    202: {"model": MessageShown, "description": "It waits in the inbox, or is parked"},
}


@router.post(
    "/mail",
    status_code=201,
    responses={**_ANSWERS, **problem_responses(413, 415, 422)},
    openapi_extra=_TAKES_MAIL,
    max_body_size=LARGEST_MAIL,
    summary="Take in a mail",
    operation_id="take_in_mail",
)
async def take_in_mail(http: Request, account: Receiver) -> Response:
    """Take in a whole e-mail as it came (RFC 5322), once, however often it is sent here.

    201: a request was made of it. 200: it joined a request, or was taken in before. 202: it is a
    message until a person has read it, or is parked because a machine wrote it. The mode of the
    mailbox in the profile says which (`[mail]`).
    """
    if http.headers.get("content-type", "").partition(";")[0].strip().lower() != MAIL:
        detail = f"Send the mail as it came, with Content-Type: {MAIL}."
        raise RequestRefusedError(415, "media-type", "Not a mail", detail)
    raw = await http.body()
    return await in_thread(http, lambda: _taken_in(engine_of(http), raw, account), writes=True)


def _taken_in(engine: Engine, raw: bytes, account: Account) -> Response:
    taken = take_in(engine, raw, Sender(account))
    if taken.message:
        shown = message_shown(engine, taken.message, account)
        return json_response(shown, 202, {"Location": f"{MESSAGES}/{taken.message.id}"})
    assert taken.request
    status = 201 if taken.how is TakenAs.REQUEST else 200
    return _request_response(engine, taken.request, account, status)


def _request_response(
    engine: Engine, request: RightsRequest, account: Account, status: int
) -> Response:
    """The request; for who may not read it, only which one it is."""
    try:
        may_read(account, request)
    except UnknownRequestError:
        return json_response(JoinedShown(id=request.id, reference=reference(request.id)), status)
    return state_response(engine, request, account, status=status)


@router.get("/messages", response_model=Messages, responses=problem_responses(422))
def messages(http: Request, asked: Annotated[MessagesQuery, Query()], account: Reader) -> Response:
    """The inbox, a page at a time, the earliest arrival first. No personal data."""
    engine = engine_of(http)
    try:
        after = read_message_cursor(asked.cursor) if asked.cursor else None
    except ValueError:
        detail = "query.cursor: not a cursor of this list: begin again without one"
        raise RequestRefusedError(422, "malformed", "Malformed", detail) from None
    late_on = engine.today() if asked.late else None
    query = MessageQuery(
        asked.state, late_on, asked.limit, asked.language, asked.remark, after=after
    )
    return json_response(messages_page(engine, query, account))


@router.get(
    "/messages/{message_id}",
    response_model=MessageShown,
    responses=problem_responses(404, 409, 422),
)
def message(
    http: Request, message_id: MessageId, account: Reader, why: SaidWhy, *, reveal: Reveal = False
) -> Response:
    """A message; its words on demand, and who looked is recorded."""
    if reveal and not may(account.role, Permission.RECEIVE):
        raise not_allowed_error("Your role reads which messages wait, not what they say.")
    engine = engine_of(http)
    found = settling.message_of(engine, message_id)
    words = None
    if reveal:
        settling.look(engine, found, account, stated(account, why))
        words = settling.opened(engine, found)
    return json_response(message_shown(engine, found, account, words))


@router.post(
    "/messages/{message_id}/make-request",
    status_code=201,
    response_model=RequestShown,
    responses=problem_responses(404, 409, 413, 422),
    summary="Make a request of a message",
    description=MakeRequest.__doc__,
    operation_id="make_request",
)
def make_request(
    http: Request,
    message_id: MessageId,
    account: Receiver,
    once: OnceOnly,
    said: Annotated[MakeRequest, Body(default_factory=MakeRequest)],
) -> Response:
    """Make a request of a message; its description in OpenAPI is that of the body."""
    engine = engine_of(http)
    told = Said(said.language, said.rights)
    request = settling.make_request(engine, message_id, account, told, once)
    return state_response(engine, request, account, status=201, once=once)


@router.post(
    "/messages/{message_id}/join",
    response_model=RequestShown,
    responses=problem_responses(404, 409, 413, 422),
    summary="File a message under a request",
    description=Join.__doc__,
    operation_id="join_message",
)
def join_message(
    http: Request, message_id: MessageId, account: Receiver, once: OnceOnly, said: Join
) -> Response:
    """File a message under a request; its description in OpenAPI is that of the body."""
    engine = engine_of(http)
    try:
        named = readable_request(engine, account, said.request)
    except LookupError:
        raise BadInputError("request", "no such request") from None
    request = settling.join(engine, message_id, named, account, once)
    return state_response(engine, request, account, once=once)


@router.post(
    "/messages/{message_id}/no-request",
    response_model=MessageShown,
    responses=problem_responses(404, 409, 413, 422),
    summary="Say that a message is no request",
    description=NoRequest.__doc__,
    operation_id="set_message_aside",
)
def set_message_aside(
    http: Request,
    message_id: MessageId,
    account: Receiver,
    once: OnceOnly,
    said: Annotated[NoRequest, Body(default_factory=NoRequest)],
) -> Response:
    """Say that a message is no request; its description in OpenAPI is that of the body."""
    engine = engine_of(http)
    aside = settling.set_aside(engine, message_id, account, said.reason, once)
    return json_response(message_shown(engine, aside, account))


@router.post(
    "/messages/{message_id}/reopen",
    response_model=MessageShown,
    responses=problem_responses(404, 409, 413, 422),
    operation_id="reopen_message",
)
def reopen_message(
    http: Request, message_id: MessageId, account: Receiver, once: OnceOnly
) -> Response:
    """Let a message be read again that was set aside, as long as its words are there."""
    engine = engine_of(http)
    return json_response(
        message_shown(engine, settling.reopen(engine, message_id, account, once), account)
    )
