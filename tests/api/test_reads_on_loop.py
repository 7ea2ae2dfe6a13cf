"""What is read most is read on the event loop where it is a question or two, else in a thread."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.api.http import beside_the_loop
from griffie.application.access.roles import Role
from griffie.infrastructure.sqlite.views import SQLiteView
from tests.conftest import signed_in
from tests.given.at_work import note, occasion
from tests.given.story import receive

LIST = "/api/v1/requests?sort=due_on"
pytestmark = pytest.mark.in_folder  # on a server everything is asked in threads


@pytest.fixture
def clerk(own_store: Store) -> TestClient:
    return signed_in(own_store, Role.DPO)


@contextmanager
def read_in_threads() -> Iterator[list[object]]:
    """The readings that went to a thread."""
    read, seen = beside_the_loop.read, list[object]()

    async def noted(work: Callable[[], object]) -> object:
        seen.append(work)
        return await read(work)

    with patch.object(beside_the_loop, "read", noted):
        yield seen


def test_a_request_in_memory_is_read_on_the_loop(own_store: Store, clerk: TestClient) -> None:
    place = receive(clerk)
    with read_in_threads() as seen:
        first = clerk.get(place)
        assert seen == []
        own_store.requests._forget(UUID(place.rpartition("/")[2]))
        again = clerk.get(place)

    assert (first.status_code, first.content) == (200, again.content)
    assert len(seen) == 1  # its events had to be read


def test_what_another_process_wrote_is_read_first(
    own_store: Store, clerk: TestClient, tmp_path: Path
) -> None:
    place = receive(clerk)
    assert clerk.get(LIST).status_code == 200
    other = open_store(tmp_path / "data")
    other.requests.take(UUID(place.rpartition("/")[2]), note("x"), occasion(other))
    other.engine.close()

    with read_in_threads() as seen:
        assert clerk.get(place).json()["version"] == 2
        assert len(seen) == 1
        (item,) = clerk.get(LIST).json()["items"]
        assert (item["version"], len(seen)) == (2, 2)  # the register was brought up to date


def test_a_list_is_read_on_the_loop_once_it_is_up_to_date(clerk: TestClient) -> None:
    receive(clerk)
    with read_in_threads() as seen:
        first = clerk.get(LIST)
        assert len(seen) == 1
        second = clerk.get(LIST)

    assert (first.status_code, first.content) == (200, second.content)
    assert len(first.json()["items"]) == 1
    assert len(seen) == 1


def test_while_the_store_is_locked_and_the_rows_stand_beside_it_a_thread_reads(
    own_store: Store, clerk: TestClient
) -> None:
    receive(clerk)
    clerk.get(LIST)
    with patch.object(SQLiteView, "position_at_once", return_value=None), read_in_threads() as seen:
        assert len(clerk.get(LIST).json()["items"]) == 1

    assert len(seen) == 1
