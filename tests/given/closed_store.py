"""A store with a few told stories, closed: everything that happened stands in the files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy2, copytree
from typing import NamedTuple

from fastapi.testclient import TestClient

from griffie.api.composition import Store, beside_the_folder, open_store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from tests.conftest import Clock
from tests.given.story import tell

UNWELL = {f"/problems/{one}" for one in ("store", "key-unavailable", "busy", "log-behind")}
"""What a store says that cannot do what it is asked, and did nothing."""


class Told(NamedTuple):
    folder: Path
    location: str
    token: str
    shown: bytes


def client(store: Store, token: str) -> TestClient:
    headers = {"Authorization": f"Bearer {token}"}
    return TestClient(application(store.engine), headers=headers, raise_server_exceptions=True)


@contextmanager
def reopened(folder: Path) -> Iterator[Store]:
    store = open_store(folder, clock=Clock(), demo=True)
    try:
        yield store
    finally:
        store.engine.close()


def told_stories(folder: Path) -> Told:
    with reopened(folder) as store:
        token = store.access.create_token(Role.DPO, "test")
        clerk = client(store, token)
        *_, location = [tell(clerk) for _ in range(4)]
        store.engine.current()
        store.log.checkpoint()
        shown = clerk.get(location).content
    return Told(folder, location, token, shown)


def copied(told: Told, place: Path) -> Told:
    """Another one like it, to be damaged."""
    copytree(told.folder, place / "data")
    for file in beside_the_folder(told.folder):
        copy2(file, place / file.name)
    return told._replace(folder=place / "data")
