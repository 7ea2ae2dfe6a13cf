"""The way in for commands: one endpoint that stands before every route.

What holds here: see `before_routes`. Out of the ordinary is a header that comes twice, a token that
is not known, a body that does not fit, a step that is refused: the declared route judges it again.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from starlette.types import Scope

from griffie.api.http.before_routes import (
    ID,
    LISTED,
    LONGEST_PREFERENCE,
    BeforeRoutes,
    Body,
    Found,
    account_of,
    headers_of,
)
from griffie.api.http.commands_taken import Asked, take
from griffie.api.http.message_check import strict_json
from griffie.api.http.parameters import LARGEST_BODY, REQUESTS, Answering, once_only, wants_less
from griffie.api.http.state_answers import Answered
from griffie.application.access.roles import Permission, Role, may, may_take
from griffie.application.engine import Engine
from griffie.application.requests.commands import COMMANDS, Command, Receive

PREFIX = f"{REQUESTS}/"
_ADDRESS = re.compile(f"{PREFIX}({ID})/([a-z-]+)")
_VERSION = re.compile(rb'"([0-9]{1,18})"')
_LONGEST_KEY = 200
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


class Place(NamedTuple):
    """One address: what it is told, who may, and how it is declared."""

    body: type[Command | Receive]
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
RECEIVING = Place(
    Receive, frozenset(role for role in Role if may(role, Permission.RECEIVE)), "receive", REQUESTS
)


class WayIn(BeforeRoutes):
    """Takes the address of every command, and the one that receives."""

    def find(self, scope: Scope) -> Found | None:
        if not self.is_free(scope, "POST"):
            return None
        if scope["path"] == REQUESTS:
            return Found(RECEIVING, {})
        found = _ADDRESS.fullmatch(scope["path"])
        place = TABLE.get(found[2]) if found else None
        return Found(place, {"request_id": found[1]}) if found and place else None

    async def answered(self, scope: Scope, body: Body, /) -> Answered | None:
        engine: Engine = scope["app"].state.engine
        said = await _read(scope, body, engine)
        if said is None:
            return None
        return await take(scope, engine, said)


async def _read(scope: Scope, body: Body, engine: Engine) -> Asked | None:
    """What a message says; None where anything about it is out of the ordinary."""
    place: Place = scope["route"]
    headers = headers_of(scope, _READ)
    if headers is None or (listed := LISTED.get(scope["query_string"])) is None:
        return None
    account = await account_of(scope, engine, headers)
    if account is None or account.role not in place.roles:
        return None
    key, prefer = headers.get(b"idempotency-key"), headers.get(b"prefer", b"")
    match = _VERSION.fullmatch(headers[b"if-match"]) if b"if-match" in headers else None
    if (
        headers.get(b"content-type") != b"application/json"
        or (b"if-match" in headers and place is RECEIVING)  # nothing has a version yet
        or not _is_ordinary_length(headers.get(b"content-length", b""))
        or (b"if-match" in headers and not match)
        or (key is not None and not 0 < len(key) <= _LONGEST_KEY)
        or len(prefer) > LONGEST_PREFERENCE
    ):
        return None
    octets = await body.octets()
    told = _body(place, octets) if octets else None
    if told is None:
        return None
    named = scope["path_params"].get("request_id")
    return Asked(
        UUID(named) if named else None,
        told,
        account,
        int(match[1]) if match else None,
        once_only(engine, account, scope["path"], key.decode("latin-1"), octets or b"")
        if key
        else None,
        Answering(wants_less(prefer.decode("latin-1")), listed),
    )


def _is_ordinary_length(said: bytes) -> bool:
    return said.isdigit() and len(said) < len(str(LARGEST_BODY))


def _body(place: Place, octets: bytes) -> Command | Receive | None:
    try:
        said = strict_json(octets)
        return place.body.model_validate(said) if isinstance(said, dict) else None
    except (ValueError, RecursionError):  # pydantic's error is a ValueError too
        return None
