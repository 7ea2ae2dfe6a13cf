"""What HTTP and JSON leave open is closed here: a message has one meaning, or it is refused.

A parameter that nobody knows, one that is named twice, a JSON member that is named twice, NaN, text
that is not UTF-8: whoever sent it meant something that we would not do. And whatever fails, fails
as problem details, with nothing of the message in a log.
"""

import json
import logging
from collections.abc import Callable, Coroutine, Iterator, Sequence
from collections.abc import Set as AbstractSet
from traceback import format_tb
from typing import Any, Never

from fastapi import FastAPI, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.types import Message, Receive, Scope, Send

from griffie.api.http.problems import malformed_problem, too_large_problem

log = logging.getLogger("griffie")
_FRAMES = 8


def _refuse_repeated_members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """RFC 7493 §2.3: of two members of one name nobody knows which was meant."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError
    return members


def _refuse_constant(_: str) -> Never:
    """RFC 8259 §6: NaN and Infinity are no JSON."""
    raise ValueError


class _StrictRequest(Request):
    async def json(self) -> Any:
        body = await self.body()
        try:
            return json.loads(
                body.decode("utf-8"),
                object_pairs_hook=_refuse_repeated_members,
                parse_constant=_refuse_constant,
            )
        except (ValueError, RecursionError):
            # FastAPI knows this one exception. It gets nothing of the body.
            raise json.JSONDecodeError("", "", 0) from None


def doubt_about_names(names: Sequence[str], known: AbstractSet[str]) -> str | None:
    """What is wrong with the names in a query or a form; never which."""
    if not known >= set(names):
        return "there is no such field"
    return "a field is named twice" if len(set(names)) < len(names) else None


def _query_names(dependant: Dependant) -> Iterator[str]:
    """Every parameter that an address knows in its query."""
    for parameter in dependant.query_params:
        kind = parameter.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from kind.model_fields
        else:
            yield parameter.alias
    for inner in dependant.dependencies:
        yield from _query_names(inner)


class StrictRoute(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle, known = super().get_route_handler(), set(_query_names(self.dependant))

        async def strictly(http: Request) -> Response:
            asked = [name for name, _ in http.query_params.multi_items()]
            if why := doubt_about_names(asked, known):
                return malformed_problem([{"at": "query", "because": why}])
            return await handle(_StrictRequest(http.scope, http.receive))

        return strictly


class StrictApplication(FastAPI):
    """FastAPI, but that it says every refusal as problem details and logs no values."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        try:
            await super().__call__(scope, receive, _say_too_large_as_problem(scope, receive, send))
        except Exception as error:  # noqa: BLE001 - the answer went out; this is for the log
            # A message may quote what somebody sent. The lines of the code do not.
            place = "".join(format_tb(error.__traceback__)[-_FRAMES:])
            log.error("%s, at\n%s", type(error).__name__, place)  # noqa: TRY400


def _say_too_large_as_problem(scope: Scope, receive: Receive, send: Send) -> Send:
    """Starlette says in plain text that a body is too large: say it as everything else."""
    replaced = False

    async def sent(message: Message) -> None:
        nonlocal replaced
        if message["type"] == "http.response.start":
            replaced = message["status"] == 413 and (  # noqa: PLR2004
                (b"content-type", b"application/problem+json") not in message["headers"]
            )
            if replaced:
                await too_large_problem()(scope, receive, send)
        if not replaced:
            await send(message)

    return sent
