"""Takes a command that the way in has read, and makes its answer.

Mostly it is decided here, on the event loop, and recorded with others: see `group`. What may wait
(for a key, a lock, another history) is taken alone, in a thread.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from anyio import to_thread
from eventsourcing.persistence import PersistenceError
from fastapi import Response
from starlette.types import Scope

from griffie.api.http.group import Group, Groups
from griffie.api.http.parameters import Answering
from griffie.api.http.positions import POSITION
from griffie.api.http.routes.requests import state_response
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.requests.commands import Command
from griffie.application.requests.requests import Once
from griffie.application.requests.together import Decided
from griffie.application.views.warnings import leads_to_erasing
from griffie.domain.errors import GriffieError
from griffie.domain.rights_request import RightsRequest


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
    """Take a command. Raises what `Requests.take` raises."""
    groups: Groups = scope["app"].state.groups
    group = groups.here()
    # From the instant of the command until it stands in the group there is no await.
    if ahead := _decided(engine, group, asked):
        decided, response = ahead
        position = await group.put(decided)
        if position is not None:
            return _answered(response, position)

    def taken_alone() -> Answered:
        request = engine.requests.take(
            asked.request_id,
            asked.command,
            engine.now(asked.account),
            expected=asked.expected,
            once=asked.once,
        )
        return _answered(_response(engine, request, asked), engine.history.newest())

    return await to_thread.run_sync(taken_alone, limiter=scope["app"].state.writers)


def _decided(engine: Engine, group: Group, asked: Asked) -> tuple[Decided, Response] | None:
    """The command decided for the group, with its answer; None where it is to be taken alone.

    Whatever is refused here may have been judged on an old state: it is judged again, alone.
    """
    if leads_to_erasing(asked.command):  # then other requests are looked at
        return None
    try:
        decided = engine.requests.decide(
            asked.request_id,
            asked.command,
            engine.now(asked.account),
            group.made(asked.request_id),
            expected=asked.expected,
            once=asked.once,
        )
        # Not a repeated answer: those are taken alone.
        shown = asked._replace(once=None)
        return (decided, _response(engine, decided.request, shown)) if decided else None
    except (GriffieError, PersistenceError):
        return None


def _response(engine: Engine, request: RightsRequest, asked: Asked) -> Response:
    return state_response(
        engine, request, asked.account, once=asked.once, taken=asked.command, much=asked.much
    )


def _answered(response: Response, position: int) -> Answered:
    response.headers[POSITION] = str(position)
    return Answered(bytes(response.body), response.raw_headers)
