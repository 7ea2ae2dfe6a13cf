"""The addresses of requests.

A command needs no route of its own: its class says path, body, words.
"""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, File, Form, Request, Response

from griffie.api.http.beside_the_loop import in_thread
from griffie.api.http.guard import (
    Reader,
    Receiver,
    SignedIn,
    engine_of,
    may_read,
    may_reveal,
    may_take_step,
)
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute, doubt_about_names
from griffie.api.http.parameters import (
    REQUESTS,
    At,
    HowMuch,
    IfMatch,
    OnceOnly,
    Position,
    RequestId,
    Reveal,
    SaidWhy,
    Version,
    problem_responses,
)
from griffie.api.http.problems import malformed_problem
from griffie.api.http.quota import refuse_over_quota
from griffie.api.http.state_answers import (
    Answered,
    lean_answer,
    received_answer,
    state_answer,
    version_of,
)
from griffie.application.access.purposes import Why, stated
from griffie.application.access.roles import Account
from griffie.application.disclosure import FileDisclosure
from griffie.application.engine import Engine
from griffie.application.maintenance.values_told import TIERS
from griffie.application.past.at_moment import request_then
from griffie.application.past.moments import When
from griffie.application.requests.commands import COMMANDS, Command, Receive
from griffie.application.views.events import Events, events_shown
from griffie.application.views.lean import LeanRequest
from griffie.application.views.opened_values import open_values
from griffie.application.views.request import DocumentAdded, RequestShown, show
from griffie.application.views.request_octets import octets, octets_of
from griffie.application.views.steps import Listed
from griffie.domain.model.policy import LARGEST_DOCUMENT
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest


def state_response(
    engine: Engine, request: RightsRequest, account: Account, **more: Any
) -> Response:
    """As `state_answer`, for a declared route."""
    return state_answer(engine, request, account, **more).as_response()


router = APIRouter(prefix=REQUESTS, tags=["requests"], route_class=StrictRoute)


@router.post(
    "",
    status_code=201,
    response_model=RequestShown | LeanRequest,
    responses=problem_responses(413, 422),
    summary="Receive a request",
    description=Receive.__doc__,
    operation_id="receive",
)
def receive(
    http: Request, body: Receive, account: Receiver, once: OnceOnly, much: HowMuch
) -> Response:
    """Receive a request; its description in OpenAPI is that of the body."""
    engine = engine_of(http)
    request = engine.requests.receive(body, engine.now(account), once)
    return received_answer(engine, request, account, once, much).as_response()


@router.get(
    "/{request_id}",
    response_model=RequestShown | LeanRequest,
    responses=problem_responses(404, 422),
)
def read(
    http: Request,
    request_id: RequestId,
    account: Reader,
    much: HowMuch,
    why: SaidWhy,
    version: Version = None,
    at: At = None,
    position: Position = None,
    *,
    reveal: Reveal = False,
) -> Response:
    """The request as it stands, or as it was recorded; its personal data on demand.

    A version is judged on the day of its recording, an instant on its own day, a position of the
    log on the day of its last event: in Brussels.
    """
    engine = engine_of(http)
    newest = engine.requests.load(request_id)
    may_read(account, newest)
    request, on = request_then(engine, request_id, When(at, position, version))
    if reveal:
        look(engine, account, request, why, erased=newest.erased)
    said = version_of(request)
    if much.lean:
        return lean_answer(request, on, 200, said).as_response()
    if request.version == newest.version and not reveal:
        whole = octets(request, on, account, engine.vault, much.listed)
        return Answered(200, whole, said).as_response()
    shown = show(request, on, account, engine.vault, Listed.NONE, reveal=reveal)
    if newest.erased:
        shown = shown.without_hint()  # what was erased since is not remembered
    return Answered(200, octets_of(shown, request, account, much.listed), said).as_response()


def look(
    engine: Engine, account: Account, request: RightsRequest, why: Why, *, erased: bool
) -> None:
    """Record the look, then allow it. Of what was erased nothing is opened.

    Raises RequestRefusedError (403) where this account may not open the personal data now,
    BadInputError (422) for a reason that says nothing.
    """
    now = engine.now(account)
    may_reveal(account, request, now.at, why)
    said = stated(account, why)
    if not erased:
        engine.requests.reveal(request, now, said)


@router.get("/{request_id}/events", response_model=Events, responses=problem_responses(404, 422))
def events(
    http: Request, request_id: RequestId, account: Reader, why: SaidWhy, *, reveal: Reveal = False
) -> Response:
    """The history: every event as it was stored, with its place in the log."""
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    words = None
    if reveal:
        look(engine, account, request, why, erased=request.erased)
        words = open_values(request, engine.vault)
    return json_response(events_shown(engine.history.lines_of(request_id), words))


@router.post(
    "/{request_id}/documents",
    status_code=201,
    response_model=DocumentAdded,
    responses=problem_responses(404, 409, 413, 422),
    max_body_size=LARGEST_DOCUMENT,
)
async def add_document(
    http: Request,
    request_id: RequestId,
    account: Receiver,
    file: Annotated[bytes, File(min_length=1, description="The document itself.")],
    kind: Annotated[DocumentKind, Form()] = DocumentKind.CORRESPONDENCE,
    name: Annotated[str, Form(max_length=255)] = "",
    media_type: Annotated[str, Form(max_length=255)] = "application/octet-stream",
) -> Response:
    """Put a file into the vault: sealed, name and all. `document` in the answer is its digest."""
    said = [name for name, _ in (await http.form()).multi_items()]
    if why := doubt_about_names(said, {"file", "kind", "name", "media_type"}):
        return malformed_problem([{"at": "body", "because": why}])

    def put() -> Response:
        engine = engine_of(http)
        may_read(account, engine.requests.load(request_id))
        refuse_over_quota(engine, account, request_id, len(file))
        document = FileDisclosure(name, media_type, file, TIERS[kind])
        request = engine.requests.add_document(
            request_id, engine.now(account), kind, document, len(file)
        )
        return state_response(engine, request, account, status=201, document=document.sealed)

    return await in_thread(http, put, writes=True)


def _make_command_route(command: type[Command]) -> Callable[..., Response]:
    """The route function of a command. All are the same, except for the type of the body."""

    def take(
        http: Request,
        request_id: RequestId,
        body: Command,
        account: SignedIn,
        once: OnceOnly,
        much: HowMuch,
        if_match: IfMatch = None,
    ) -> Response:
        engine = engine_of(http)
        expected = int(if_match.strip('"')) if if_match else None
        request = engine.requests.take(
            request_id, body, engine.now(account), expected=expected, once=once
        )
        return state_response(engine, request, account, once=once, taken=body, much=much)

    nothing_to_say = None if command.model_fields else command
    take.__annotations__["account"] = Annotated[
        Account, Depends(may_take_step(command.step().path))
    ]
    take.__annotations__["body"] = Annotated[command, Body(default_factory=nothing_to_say)]
    return take


for command in COMMANDS:
    step = command.step()
    router.add_api_route(
        f"/{{request_id}}/{step.path}",
        _make_command_route(command),
        methods=["POST"],
        name=step.name,
        summary=step.name.replace("_", " ").capitalize(),
        operation_id=step.name,
        description=command.__doc__,
        response_model=RequestShown | LeanRequest,
        responses=problem_responses(404, 409, 412, 413, 422),
        tags=["commands"],
    )
