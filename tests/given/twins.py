"""Two copies of one store, asked alike: by the ways before the routes, and by the routes."""

import math
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

from fastapi.testclient import TestClient
from httpx2 import Response
from starlette.types import Scope

from griffie.api.composition import Store, open_store
from griffie.api.composition.web import application
from griffie.api.http.before_routes import BeforeRoutes, Body
from griffie.api.http.state_answers import Answered
from griffie.api.http.way_in import WayIn
from griffie.api.http.way_to_read import WayToRead
from griffie.application.access.roles import Role
from tests.conftest import COLLEAGUES, Clock, colleague

Sent = Callable[[TestClient], Response]
WAYS = (WayIn, WayToRead)


@contextmanager
def by_the_declared_routes() -> Iterator[None]:
    with ExitStack() as passed_by:
        for way in WAYS:
            passed_by.enter_context(patch.object(way, "find", return_value=None))
        yield


@contextmanager
def answers_of(way: type[BeforeRoutes]) -> Iterator[list[bool]]:
    """Of each message that the way is given, whether it answers it itself."""
    answered, itself = way.answered, list[bool]()

    async def told(self: BeforeRoutes, scope: Scope, body: Body, /) -> Answered | None:
        found = await answered(self, scope, body)
        itself.append(found is not None)
        return found

    with patch.object(way, "answered", told):
        yield itself


@contextmanager
def chance_of(numbers: Iterator[int]) -> Iterator[None]:
    """Equal digests and ids in two stores, so that answers can be compared."""
    with (
        patch("secrets.token_bytes", lambda size: next(numbers).to_bytes(size)),
        patch("griffie.infrastructure.vault.ids_ahead.uuid4", lambda: UUID(int=next(numbers))),
        patch("griffie.infrastructure.vault.ids_ahead._SOON", math.inf),  # however late one is
    ):
        yield


class Twins:
    """Two copies of one store: one is asked by the ways, its twin by the declared routes."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder, self._clock, self._stores = folder, clock, list[Store]()
        one = open_store(folder / "one" / "data", clock=clock, demo=True)
        for known in COLLEAGUES:
            colleague(one, known)
        self._tokens = {role: one.access.create_token(role) for role in Role}
        self.first = self._client(one)
        self._stores.append(one)
        self._asked = 0

    def _client(self, store: Store) -> TestClient:
        return TestClient(application(store.engine), headers=self.as_role(Role.DPO))

    def as_role(self, role: Role) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens[role]}"}

    def part(self) -> None:
        """From here on there are two."""
        self._stores.pop().engine.close()
        shutil.copytree(self._folder / "one", self._folder / "two")
        for name in ("one", "two"):
            folder = self._folder / name / "data"
            self._stores.append(open_store(folder, clock=self._clock, demo=True))
        self.ours, self.theirs = map(self._client, self._stores)

    def answered(self, sent: Sent) -> Response:
        """The answer of the way, once it is the same as that of the declared route."""
        self._asked += 1
        first = self._asked << 16  # what is refused may have been read twice, and drawn twice
        with chance_of(count(first)):
            ours = sent(self.ours)
        with chance_of(count(first)), by_the_declared_routes():
            theirs = sent(self.theirs)
        assert ours.text == theirs.text
        assert ours.content == theirs.content
        assert ours.status_code == theirs.status_code
        assert heads(ours) == heads(theirs)
        return ours

    def close(self) -> None:
        for store in self._stores:
            store.engine.close()


def posting(place: str, **message: Any) -> Sent:
    """A message sent to an address."""
    return lambda client: client.post(place, **message)


def getting(place: str, **message: Any) -> Sent:
    """An address that is read."""
    return lambda client: client.get(place, **message)


def heads(answer: Response) -> list[tuple[str, str]]:
    return sorted(one for one in answer.headers.multi_items() if one[0] != "x-request-id")
