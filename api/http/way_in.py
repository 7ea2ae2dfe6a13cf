"""The way in for commands: one endpoint that stands before every route.

What holds here:

1. What this way answers, the declared route would have answered with the same octets.
2. Whatever is out of the ordinary (a header that comes twice, a token that is not known, a body
   that does not fit, a step that is refused) it hands to the declared route, with the message as
   it came and before anything was written. So there is one order of judging and one wording of
   each refusal.

The declared routes stay behind it, and for OpenAPI. What this saves is the framework's way to them:
some two hundred routes walked past, seven dependencies solved, a header validated each.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from fastapi import FastAPI, Request
from starlette.routing import BaseRoute, Match
from starlette.types import Message, Receive, Scope, Send

from griffie.api.http.commands_taken import Answered, Asked, take
from griffie.api.http.group import Groups
from griffie.api.http.message_check import strict_json
from griffie.api.http.parameters import LARGEST_BODY, Answering, once_only, wants_less
from griffie.api.http.refusal_record import remember_account
from griffie.application.access.roles import Account, Role, may_take
from griffie.application.engine import Engine
from griffie.application.requests.commands import COMMANDS, Command
from griffie.application.views.steps import Listed

PREFIX = "/api/v1/requests/"
_ADDRESS = re.compile(f"{PREFIX}([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})/([a-z-]+)")
"""A request by its id as it is written in every answer; another spelling goes the other way."""
_VERSION = re.compile(rb'"([0-9]{1,18})"')
_LISTED: Mapping[bytes, Listed] = {
    b"": Listed.ALL,
    **{b"actions=" + one.encode(): one for one in Listed},
}
"""The queries that a command knows, as they are mostly written."""
_BEARER = b"Bearer "
_LONGEST_KEY = _LONGEST_PREFERENCE = 200
_READ = frozenset(
    {
        b"authorization",
        b"content-type",
        b"content-length",
        b"if-match",
        b"idempotency-key",
        b"prefer",
    }
)
"""The headers that say something about a command."""
_ASIDE = "griffie.declared"
"""In the scope of a message that was handed to its declared route."""


class Place(NamedTuple):
    """One command of the table: what it asks for, who may, and its declared address."""

    command: type[Command]
    roles: frozenset[Role]
    name: str
    path: str


TABLE: Mapping[str, Place] = {
    step.path: Place(
        command,
        frozenset(role for role in Role if may_take(role, step.path)),
        step.name,
        f"{PREFIX}{{request_id}}/{step.path}",
    )
    for command in COMMANDS
    for step in (command.step(),)
}
"""Every command by the last word of its address."""


class WayIn(BaseRoute):
    """The route that stands first; it matches the address of every command."""

    def __init__(self, app: FastAPI) -> None:
        self._declared = app.router

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http" or scope["method"] != "POST" or _ASIDE in scope:
            return Match.NONE, {}
        found = _ADDRESS.fullmatch(scope["path"])
        place = TABLE.get(found[2]) if found else None
        if not found or not place or scope.get("root_path"):
            return Match.NONE, {}
        return Match.FULL, {"route": place, "path_params": {"request_id": found[1]}}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = _Body(receive)
        answered = await self._answered(scope, body)
        if answered is None:
            scope.update({_ASIDE: True, "path_params": {}})
            await self._declared.app(scope, body.again, send)
            return
        await send(
            {"type": "http.response.start", "status": 200, "headers": list(answered.headers)}
        )
        await send({"type": "http.response.body", "body": answered.body})

    async def _answered(self, scope: Scope, body: "_Body") -> Answered | None:
        """The answer; None where the declared route is to judge the message."""
        engine: Engine = scope["app"].state.engine
        asked = await _read(scope, body, engine)
        return await take(scope, engine, asked) if asked else None


def install(app: FastAPI) -> None:
    """Put the way in before every route of an application that has them all."""
    app.router.routes.insert(0, WayIn(app))


class _Body:
    """The body of a message, which can be read again as it came."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._came: list[Message] = []

    async def octets(self) -> bytes | None:
        """All of it; None where the other side hung up."""
        more = True
        while more:
            message = await self._receive()
            self._came.append(message)
            if message["type"] != "http.request":
                return None
            more = message.get("more_body", False)
        return b"".join(message.get("body", b"") for message in self._came)

    async def again(self) -> Message:
        """The messages once more, in their order, and then what comes after them."""
        return self._came.pop(0) if self._came else await self._receive()


async def _read(scope: Scope, body: _Body, engine: Engine) -> Asked | None:
    """The message as a command; None where anything about it is out of the ordinary."""
    place: Place = scope["route"]
    headers = _headers(scope)
    if headers is None or (listed := _LISTED.get(scope["query_string"])) is None:
        return None
    account = await _account(scope, engine, headers)
    if account is None or account.role not in place.roles:
        return None
    key, prefer = headers.get(b"idempotency-key"), headers.get(b"prefer", b"")
    match = _VERSION.fullmatch(headers[b"if-match"]) if b"if-match" in headers else None
    if (
        headers.get(b"content-type") != b"application/json"
        or not _is_ordinary_length(headers.get(b"content-length", b""))
        or (b"if-match" in headers and not match)
        or (key is not None and not 0 < len(key) <= _LONGEST_KEY)
        or len(prefer) > _LONGEST_PREFERENCE
    ):
        return None
    octets = await body.octets()
    command = _command(place, octets) if octets else None
    if command is None:
        return None
    return Asked(
        UUID(scope["path_params"]["request_id"]),
        command,
        account,
        int(match[1]) if match else None,
        once_only(engine, account, scope["path"], key.decode("latin-1"), octets or b"")
        if key
        else None,
        Answering(wants_less(prefer.decode("latin-1")), listed),
    )


def _headers(scope: Scope) -> dict[bytes, bytes] | None:
    """The headers that matter; None where one comes twice."""
    read = [one for one in scope["headers"] if one[0] in _READ]
    headers = dict(read)
    return headers if len(headers) == len(read) else None


async def _account(scope: Scope, engine: Engine, headers: Mapping[bytes, bytes]) -> Account | None:
    """Who asks, kept with the message; its connection is no stranger's any more."""
    said = headers.get(b"authorization", b"")
    if not said.startswith(_BEARER):
        return None
    token = said[len(_BEARER) :].decode("latin-1")
    if engine.access.far:  # those that meet are asked for together, beside the event loop
        askers: Groups[str, Account] = scope["app"].state.askers
        account = await askers.here().put(token)
    else:
        account = engine.access.account_of(token)
    if account and account.scope:
        return None  # the ordinary way says what it may not
    if account:
        remember_account(Request(scope), account)
    return account


def _is_ordinary_length(said: bytes) -> bool:
    return said.isdigit() and len(said) < len(str(LARGEST_BODY))


def _command(place: Place, octets: bytes) -> Command | None:
    try:
        said = strict_json(octets)
        return place.command.model_validate(said) if isinstance(said, dict) else None
    except (ValueError, RecursionError):  # pydantic's error is a ValueError too
        return None
