"""What every test may ask for: a store, a second process on it, a client of the API.

The API is imported when it is first asked for: tests of domain/ and application/ begin sooner.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from griffie.application.access.roles import Role

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from playwright.sync_api import Browser

    from griffie.api.composition import Store
    from tests.given.pg_server import Server

Open = Callable[[], "Store"]
ON_SERVER = os.environ.get("GRIFFIE_TEST_DATABASE") == "postgres"
"""Whether every store that a test opens stands on a PostgreSQL server: see `given.on_server`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="run the long tests too")


IN_MEMORY = Path("/dev/shm")  # noqa: S108 - only where pytest puts the folders of its tests
ROOM = 2 * 1024**3
"""Bytes. A run needs some 400 million at once; a container may have as little as 64 million."""


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--deep"):
        os.environ["GRIFFIE_DEEP"] = "1"
    if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK) and disk_usage(IN_MEMORY).free > ROOM:
        # A store flushes each event. Where no test asks what a disk keeps, memory is enough.
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))
    # How long an example takes says how busy the machine is, and nothing of what is tested.
    unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("unhurried", unhurried)
    settings.load_profile("unhurried")


LONGEST = (
    "tests/mutation/",
    "tests/api/test_openapi.py",
    "tests/model/",
    "tests/domain/test_machine.py",
    "tests/durability/",
    "tests/browser/",
)


def _rank(test: str) -> int:
    return next((n for n, one in enumerate(LONGEST) if test.startswith(one)), len(LONGEST))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # What takes longest comes first: at the end no worker waits for another.
    items.sort(key=lambda item: _rank(item.nodeid))
    if not config.getoption("--deep"):
        skip = pytest.mark.skip(reason="long: python3 dev.py test --deep")
        for item in items:
            if item.get_closest_marker("deep"):
                item.add_marker(skip)
    if ON_SERVER:
        skip = pytest.mark.skip(
            reason="about the files or the commands of a folder; this store is on a server"
        )
        for item in items:
            if item.get_closest_marker("in_folder"):
                item.add_marker(skip)


@pytest.fixture(scope="session")
def pg_server() -> Iterator[Server]:
    """A real PostgreSQL server, for as long as the tests of this process run."""
    from tests.given.pg_server import running

    with running() as server:
        yield server


if ON_SERVER:

    @pytest.fixture(scope="session", autouse=True)
    def _stores_on_server(pg_server: Server) -> Iterator[None]:
        from tests.given.on_server import put_stores_on

        with pytest.MonkeyPatch.context() as patch:
            put_stores_on(pg_server, patch)
            yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, one in a process, whichever tests look at pages with it."""
    from tests.browser.conftest import launched

    yield from launched()


@pytest.fixture(autouse=True)
def _no_loop_of_a_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """The synchronous browser driver leaves its loop running in the thread of the tests.

    `asyncio.run` refuses whoever comes after it in the same process: a test without a browser does
    not see that loop.
    """
    left = None if "browser" in request.fixturenames else asyncio._get_running_loop()
    if left:
        asyncio._set_running_loop(None)
    yield
    if left:
        asyncio._set_running_loop(left)


class Clock:
    """A clock that the test sets. It starts on 20 March 2026."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 20, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opening(tmp_path: Path, clock: Clock) -> Iterator[Open]:
    """Opens the store again and again: each time a fresh process on the same files."""
    from griffie.api.composition import open_store

    stores: list[Store] = []

    def opened() -> Store:
        stores.append(open_store(tmp_path / "data", clock=clock, demo=True))
        return stores[-1]

    yield opened
    for store in stores:
        store.engine.close()


@pytest.fixture
def store(opening: Open) -> Store:
    return opening()


@pytest.fixture
def own_store(tmp_path: Path) -> Iterator[Store]:
    """A store as an office has it: with the clock of this machine."""
    from griffie.api.composition import open_store

    opened = open_store(tmp_path / "data")
    yield opened
    opened.engine.close()


COLLEAGUES = ("u-2", "u-7", "u-9", "u-17")
"""The accounts that tests name."""


def colleague(store: Store, account_id: str) -> None:
    """An account with a pseudonym that the test knows; nobody signs in with it."""
    from griffie.infrastructure.access_rows import PersonRow

    with store.access._file.writing():
        store.access._file.write(PersonRow(account_id, Role.HANDLER, b""))


def signed_in(store: Store, role: Role) -> TestClient:
    """A client of the API in a role; it holds every answer to its promised shape."""
    from griffie.api.composition.web import application
    from tests.given.contract import HeldToShapes

    for known in COLLEAGUES:
        colleague(store, known)
    token = store.access.create_token(role, f"test {role}")
    headers = {"Authorization": f"Bearer {token}"}
    return HeldToShapes(application(store.engine), headers=headers)


@pytest.fixture
def clerk(store: Store) -> TestClient:
    return signed_in(store, Role.HANDLER)


@pytest.fixture
def dpo(store: Store) -> TestClient:
    return signed_in(store, Role.DPO)
