"""A store in a folder with all that may be in one, and the databases to which it is moved."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest

from griffie.api.composition import ServerPlaces, Store, open_server_store, open_store
from griffie.api.composition.moving import move_to_server
from griffie.application.access.roles import OPERATOR, Role
from tests.api.test_carry_out import HISTORIES_DUE, WORDS_DUE, with_a_copy
from tests.conftest import Clock, signed_in
from tests.given.closed_store import client
from tests.given.pg_server import OWNER, SERVES, Server
from tests.given.story import receive, tell


class Filled(NamedTuple):
    """A store in a folder with all that may be in one, and what it said before it was moved."""

    folder: Path
    clock: Clock
    token: str
    places: list[str]
    shown: list[bytes]
    checkpoint: str


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    clock = Clock()
    store = open_store(tmp_path / "data", clock=clock, demo=True)
    dpo = signed_in(store, Role.DPO)
    with_a_copy(dpo)  # leaves at the end of its retention: a gap among the events
    for at in (WORDS_DUE, HISTORIES_DUE):
        clock.at = at
        store.engine.carry_out(OPERATOR, at.date())
    places = [receive(dpo), tell(dpo)]
    dpo.post("/api/v1/messages", content=_MAIL, headers={"content-type": "message/rfc822"})
    token = store.access.create_token(Role.DPO, "moves")
    mine = client(store, token)
    shown = [mine.get(place).content for place in places]
    checkpoint = store.log.checkpoint()
    store.engine.close()
    return Filled(tmp_path / "data", clock, token, places, shown, checkpoint)


_MAIL = b"From: An <an@people.example>\r\nMessage-ID: <1@people.example>\r\n\r\nDag.\r\n"


class Databases:
    """Two empty databases on the server, as an administrator makes the first."""

    def __init__(self, server: Server, beside: Path) -> None:
        self.server, self.beside, self.name = server, beside, "moved_here"
        self.owner, self.url = server.url(self.name, OWNER), server.url(self.name, SERVES)
        for name in (self.name, f"{self.name}_keys"):
            self.administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.administer(f"CREATE DATABASE {self.name} OWNER {OWNER} TEMPLATE template0")

    def administer(self, statement: str) -> None:
        with psycopg.connect(self.server.superuser, autocommit=True) as connection:
            connection.execute(statement.encode())

    def move(self, filled: Filled) -> None:
        move_to_server(
            filled.folder,
            self.owner,
            ServerPlaces(beside=self.beside),
            SERVES,
            lambda _: nullcontext(lambda _done, _all: None),
            clock=filled.clock,
            demo=True,
        )

    def open(self, filled: Filled) -> Store:
        places = ServerPlaces(beside=self.beside)
        return open_server_store(self.url, places, clock=filled.clock, demo=True)

    def rows(self, select: str, database: str = "") -> list[tuple[Any, ...]]:
        with psycopg.connect(self.server.url(database or self.name, "postgres")) as connection:
            connection.execute("SET search_path = griffie, griffie_keys")
            return connection.execute(select.encode()).fetchall()


@pytest.fixture
def databases(pg_server: Server, tmp_path: Path) -> Iterator[Databases]:
    made = Databases(pg_server, tmp_path / "beside")
    yield made
    for name in (made.name, f"{made.name}_keys"):
        made.administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
