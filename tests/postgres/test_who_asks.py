"""Who asks is a question over the network: the event loop never waits for it."""

import asyncio
from collections.abc import Iterator
from threading import current_thread
from typing import Any
from unittest.mock import patch

import pytest

from griffie.api.composition import ServerPlaces, Store, open_server_store
from griffie.infrastructure.postgres.keys import KeysConnection
from tests.given.on_one_loop import Served, opened
from tests.given.own_loop import on_a_loop
from tests.postgres.conftest import Office


@pytest.fixture
def store(office: Office) -> Iterator[Store]:
    """As it is served: with the clock of this machine."""
    at_work = open_server_store(office.url, ServerPlaces(beside=office.beside))
    yield at_work
    at_work.engine.close()


def test_who_asks_is_looked_up_beside_the_loop_and_once_for_all_who_meet(store: Store) -> None:
    served, ids = Served(store), opened(store, 3)
    asked: list[tuple[str, str]] = []
    execute = KeysConnection.execute

    def noted(self: KeysConnection, statement: str, parameters: Any = (), /) -> Any:
        asked.append((current_thread().name, statement))
        return execute(self, statement, parameters)

    async def all_at_once() -> tuple[str, list[int]]:
        told = await asyncio.gather(*(served.note(ids[n % 3], f"n{n}") for n in range(9)))
        return current_thread().name, [one.status for one in told]

    with patch.object(KeysConnection, "execute", noted):
        loop, statuses = on_a_loop(all_at_once())

    assert statuses == [200] * 9
    assert asked
    assert loop not in {thread for thread, _ in asked}
    assert sum("FROM tokens" in statement for _, statement in asked) == 1


def test_a_token_that_ended_is_refused_at_the_next_message(store: Store) -> None:
    served, (request, *_) = Served(store), opened(store, 1)
    assert on_a_loop(served.note(request, "before")).status == 200

    (token,) = [one for one in store.access.tokens() if one.revoked_at is None]
    store.access.revoke(token.id)

    assert on_a_loop(served.note(request, "after")).status == 401
