"""A store on a real server, a database for each test."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from griffie.api.composition import ServerPlaces, Store, open_server_store
from tests.conftest import Clock
from tests.given.on_server import drop_database, new_database
from tests.given.pg_server import OWNER, SERVES, Server

_NUMBERS = count(1)


class Office:
    """A store on the server, and what its owner can do to it."""

    def __init__(self, server: Server, beside: Path) -> None:
        self.server, self.beside = server, beside
        self.name = f"office_{next(_NUMBERS)}"
        self.url = new_database(server, self.name)
        self.owner = server.url(self.name, OWNER)
        self.superuser = server.url(self.name, "postgres")

    def open(
        self, role: str = SERVES, *, strict_roles: bool = False, to_be_audited: bool = False
    ) -> Store:
        places = ServerPlaces(beside=self.beside, strict_roles=strict_roles)
        url = self.server.url(self.name, role)
        return open_server_store(url, places, clock=Clock(), demo=True, to_be_audited=to_be_audited)

    def change(self, *statements: str, role: str = OWNER) -> None:
        """Carry out statements in a role, one after another."""
        with psycopg.connect(self.server.url(self.name, role), autocommit=True) as connection:
            connection.execute("SET search_path = griffie, griffie_views")
            for statement in statements:
                connection.execute(statement.encode())


@pytest.fixture
def office(pg_server: Server, tmp_path: Path) -> Iterator[Office]:
    made = Office(pg_server, tmp_path / "beside")
    yield made
    drop_database(pg_server, made.name)


@pytest.fixture
def store(office: Office) -> Iterator[Store]:
    opened = office.open()
    yield opened
    opened.engine.close()
