"""Takes a command that the way in has read, and makes its answer."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from anyio import to_thread
from fastapi import Response
from starlette.types import Scope

from griffie.api.http.parameters import Answering
from griffie.api.http.positions import POSITION
from griffie.api.http.routes.requests import state_response
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.requests.commands import Command
from griffie.application.requests.requests import Once


class Asked(NamedTuple):
    """A command as it was read from a message, ready to be taken."""

    request_id: UUID
    command: Command
    account: Account
    expected: int | None
    once: Once | None
    much: Answering


class Answered(NamedTuple):
    """An answer of 200 on its way out."""

    body: bytes
    headers: Sequence[tuple[bytes, bytes]]


async def take(scope: Scope, engine: Engine, asked: Asked) -> Answered:
    """Take a command, in a thread that may wait. Raises what `Requests.take` raises."""

    def taken() -> Response:
        request = engine.requests.take(
            asked.request_id,
            asked.command,
            engine.now(asked.account),
            expected=asked.expected,
            once=asked.once,
        )
        response = state_response(
            engine, request, asked.account, once=asked.once, taken=asked.command, much=asked.much
        )
        response.headers[POSITION] = str(engine.history.newest())
        return response

    response = await to_thread.run_sync(taken, limiter=scope["app"].state.writers)
    return Answered(bytes(response.body), response.raw_headers)
