"""What every test may ask for: a store, a second process on it, a browser."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from tests.given.contract import HeldToShapes

Open = Callable[[], Store]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="run the long tests too")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--deep"):
        os.environ["GRIFFIE_DEEP"] = "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--deep"):
        skip = pytest.mark.skip(reason="long: python3 dev.py test --deep")
        for item in items:
            if "deep" in item.keywords:
                item.add_marker(skip)


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


def signed_in(store: Store, role: Role) -> TestClient:
    """A client of the API in a role; it holds every answer to its promised shape."""
    token = store.access.create_token(role, f"test {role}")
    headers = {"Authorization": f"Bearer {token}"}
    return HeldToShapes(application(store.engine), headers=headers)


@pytest.fixture
def clerk(store: Store) -> TestClient:
    return signed_in(store, Role.HANDLER)


@pytest.fixture
def dpo(store: Store) -> TestClient:
    return signed_in(store, Role.DPO)
