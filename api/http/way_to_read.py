"""The way to read: one request and a page of the list, which are read most, before every route.

What holds here: see `before_routes`. Out of the ordinary is what is read at another moment, opened,
taken away as a file, waited for, or refused. Nothing that is read so is recorded.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from pydantic import ValidationError
from starlette.datastructures import QueryParams
from starlette.types import Scope

from griffie.api.http import beside_the_loop
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
from griffie.api.http.guard import may_read
from griffie.api.http.of_loop import OfLoop
from griffie.api.http.on_loop import OnLoop
from griffie.api.http.parameters import REQUESTS, Answering, wants_less
from griffie.api.http.routes.lists import ListQuery, page_at_once, page_of
from griffie.api.http.state_answers import Answered, state_answer
from griffie.application.access.roles import Account, Permission, may
from griffie.application.engine import Engine
from griffie.domain.errors import GriffieError
from griffie.domain.rights_request import RightsRequest


class _Read(NamedTuple):
    """How an answer is made. Both raise what the declared route refuses."""

    at_once: Callable[[Engine, Account], Answered | None]
    """Waits for nobody; gives None where it would have to."""
    in_thread: Callable[[Engine, Account], Answered]


_ADDRESS = re.compile(f"{REQUESTS}(?:/({ID}))?")
_READ = frozenset({b"authorization", b"prefer", b"reveal-reason"})
"""The headers that say something about a reading."""
_ELSEWHERE = frozenset({"at", "position", "min_position", "format", "reveal", "purpose"})
"""What the list is seldom asked for."""


class _Place(NamedTuple):
    name: str
    path: str
    need: Permission


ONE = _Place("read", f"{REQUESTS}/{{request_id}}", Permission.READ_STATE)
LIST = _Place("requests", REQUESTS, Permission.LISTS)
PLACES = (ONE, LIST)


class WayToRead(BeforeRoutes):
    """Takes the address of one request, and that of the list."""

    def find(self, scope: Scope) -> Found | None:
        found = _ADDRESS.fullmatch(scope["path"]) if self.is_free(scope, "GET") else None
        if not found:
            return None
        named = found[1]
        return Found(LIST, {}) if named is None else Found(ONE, {"request_id": named})

    async def answered(self, scope: Scope, _: Body, /) -> Answered | None:
        engine: Engine = scope["app"].state.engine
        headers = headers_of(scope, _READ)
        if headers is None or b"reveal-reason" in headers:
            return None
        read = _reading(scope, headers)
        account = await account_of(scope, engine, headers) if read else None
        if not read or not account or not may(account.role, scope["route"].need):
            return None
        on_loop: OfLoop[OnLoop] = scope["app"].state.reading
        try:
            if not engine.access.far:
                answered = on_loop.here().tried(partial(_at_once, read, engine, account))
                if answered:
                    return answered
            return await beside_the_loop.read(partial(read.in_thread, engine, account))
        except (GriffieError, PersistenceError):
            return None


def _reading(scope: Scope, headers: Mapping[bytes, bytes]) -> _Read | None:
    """What is asked; None where anything about it is out of the ordinary."""
    asked = scope["query_string"]
    if scope["route"] is LIST:
        query = _query(asked)
        if query is None:
            return None
        return _Read(partial(_list_at_once, query=query), partial(_list, query=query))
    listed, prefer = LISTED.get(asked), headers.get(b"prefer", b"")
    if listed is None or len(prefer) > LONGEST_PREFERENCE:
        return None
    named = UUID(scope["path_params"]["request_id"])
    much = Answering(wants_less(prefer.decode("latin-1")), listed)
    return _Read(
        partial(_one_at_once, named=named, much=much), partial(_one, named=named, much=much)
    )


@lru_cache(maxsize=256)  # the same lists are asked for again and again
def _query(asked: bytes) -> ListQuery | None:
    said = QueryParams(asked).multi_items()
    named = dict(said)
    if len(named) < len(said) or _ELSEWHERE & named.keys():
        return None
    try:
        return ListQuery.model_validate(named)
    except ValidationError:
        return None


def _at_once(read: _Read, engine: Engine, account: Account) -> Answered | None:
    with engine.at_once():
        return read.at_once(engine, account)


def _one(engine: Engine, account: Account, named: UUID, much: Answering) -> Answered:
    return _shown(engine, account, engine.requests.load(named), much)


def _one_at_once(engine: Engine, account: Account, named: UUID, much: Answering) -> Answered | None:
    request = engine.requests.load_at_once(named)
    return _shown(engine, account, request, much) if request else None


def _shown(engine: Engine, account: Account, request: RightsRequest, much: Answering) -> Answered:
    may_read(account, request)
    return state_answer(engine, request, account, much=much)


def _list(engine: Engine, account: Account, query: ListQuery) -> Answered:
    return Answered(200, page_of(engine, account, query).as_json(), {})


def _list_at_once(engine: Engine, account: Account, query: ListQuery) -> Answered | None:
    page = page_at_once(engine, account, query)
    return Answered(200, page.as_json(), {}) if page else None
