"""Refuses messages that HTTP and JSON allow and that have more than one meaning.

A parameter that is unknown or named twice, a JSON member that is named twice, NaN, text that is not
UTF-8. First it is asked who sent it and whether there is such a request. Every failure is answered
with problem details; no log holds a part of the message.
"""

import json
import logging
from collections.abc import Callable, Coroutine, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from traceback import format_tb
from typing import Any, Never

from fastapi import FastAPI, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from griffie.api.http.beside_the_loop import beside_the_loop, in_thread
from griffie.api.http.guard import bearer, require_account, see_what_is_named
from griffie.api.http.in_front import InFront
from griffie.api.http.positions import (
    MIN_POSITION,
    POSITION,
    READING,
    patience_asked,
    position_asked,
    wait_for,
)
from griffie.api.http.problems import malformed_problem, too_large_problem
from griffie.api.http.response_headers import headless, with_headers

# Starlette keeps an upload of more than a megabyte in a temporary file, in plain text. Each address
# says how large a body it takes: so much is kept in memory, until it is sealed. 0: never in a file.
MultiPartParser.spool_max_size = 0

log = logging.getLogger("griffie")
_FRAMES = 8


def _refuse_repeated_members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """RFC 7493 §2.3: of two members with the same name nobody knows which was meant."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError
    return members


def _refuse_constant(_: str) -> Never:
    """RFC 8259 §6: NaN and Infinity are not JSON."""
    raise ValueError


_DECODER = json.JSONDecoder(
    object_pairs_hook=_refuse_repeated_members, parse_constant=_refuse_constant
)


def strict_json(octets: bytes) -> Any:
    """JSON in UTF-8 that has one meaning. Raises ValueError, RecursionError."""
    return _DECODER.decode(octets.decode("utf-8"))


class _StrictRequest(Request):
    async def json(self) -> Any:
        body = await self.body()
        try:
            return strict_json(body)
        except (ValueError, RecursionError):
            # Raised here it would be answered before anybody asked who sent it. Text is no body.
            self.state.no_json = True
            return ""


def doubt_about_names(names: Sequence[str], known: AbstractSet[str]) -> str | None:
    """What is wrong with the names in a query or a form; None if nothing.

    A name that is not known is said by its place: somebody may have typed a person there.
    """
    for place, name in enumerate(names, start=1):
        if name not in known:
            takes = ", ".join(sorted(known)) or "no field at all"
            return f"field {place} of {len(names)} is not known: taken are {takes}"
    return "a field is named twice" if len(set(names)) < len(names) else None


def _query_names(dependant: Dependant) -> Iterator[str]:
    """Every parameter that an address knows in its query."""
    for parameter in dependant.query_params:
        kind = parameter.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from (one.alias or name for name, one in kind.model_fields.items())
        else:
            yield parameter.alias
    for inner in dependant.dependencies:
        yield from _query_names(inner)


def asks(dependant: Dependant, who: Callable[..., Any]) -> bool:
    """Whether an address depends on `who`, which tells who is signed in."""
    return dependant.call is who or any(asks(inner, who) for inner in dependant.dependencies)


class StrictRoute(APIRoute):
    """A route that refuses unknown or repeated parameters with 422, and ambiguous JSON.

    Every address that is read takes `min_position`, and waits for it; every answer to a write says
    its position. The work is done beside the event loop.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, beside_the_loop(endpoint), **options)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle, known = super().get_route_handler(), set(_query_names(self.dependant))
        asks_who = asks(self.dependant, require_account)
        reads = set(self.methods or ()) <= READING
        if reads:
            known.add(MIN_POSITION)

        async def see(http: Request) -> None:
            if asks_who:
                look = partial(see_what_is_named, http, http.state.account)
                await in_thread(http, look, writes=False)

        async def strictly(http: Request) -> Response:
            asked = [name for name, _ in http.query_params.multi_items()]
            if asks_who:  # before a body is read, and however large it is
                await require_account(http, await bearer(http))
            if why := doubt_about_names(asked, known):
                await see(http)
                return malformed_problem([{"at": "query", "because": why}])
            if reads and (reached := position_asked(http)) is not None:
                await see(http)
                await wait_for(http.app.state.awaited, reached, patience_asked(http))
            try:
                response = await handle(_StrictRequest(http.scope, http.receive))
            except RequestValidationError:  # of a message that this account may send
                await see(http)
                raise
            if not reads:
                response.headers[POSITION] = str(await _reached(http))
            return response

        return strictly


async def _reached(http: Request) -> int:
    """How far the log went after a write; where nothing was written after all, how far it goes."""
    if not hasattr(http.state, "reached"):
        await in_thread(http, lambda: None, writes=True)
    reached: int = http.state.reached
    return reached


class StrictApplication(FastAPI):
    """A FastAPI application that answers every refusal as problem details and logs no values."""

    in_front: InFront | None = None
    """The ways that stand before the layers of the framework."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        try:
            if self.in_front:
                left = await self.in_front.take(self, scope, receive, send)
                if left is None:
                    return
                receive = left
            reading, send = headless(scope), with_headers(scope, send)
            await super().__call__(
                reading, receive, _say_too_large_as_problem(reading, receive, send)
            )
        except ClientDisconnect:
            pass  # whoever sent it went away in the middle: nobody is answered, nothing is wrong
        except Exception as error:  # noqa: BLE001 - the answer went out; this is for the log
            # A message may quote what somebody sent. The lines of the code do not.
            place = "".join(format_tb(error.__traceback__)[-_FRAMES:])
            log.error("%s, at\n%s", type(error).__name__, place)  # noqa: TRY400


def _say_too_large_as_problem(scope: Scope, receive: Receive, send: Send) -> Send:
    """Starlette answers a body that is too large in plain text: answer problem details instead."""
    replaced = False

    async def sent(message: Message) -> None:
        nonlocal replaced
        if message["type"] == "http.response.start":
            replaced = message["status"] == 413 and (  # noqa: PLR2004
                (b"content-type", b"text/plain; charset=utf-8") in message["headers"]
            )
            if replaced:
                await too_large_problem()(scope, receive, send)
        if not replaced:
            await send(message)

    return sent
