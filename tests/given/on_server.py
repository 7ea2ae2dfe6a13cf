"""Stores on a real PostgreSQL server, one database each, made as `griffie migrate` makes them.

With `GRIFFIE_TEST_DATABASE=postgres` every store that a test opens in its own process stands there.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from griffie.api.composition.server_files import open_server_files
from griffie.infrastructure.postgres.datastore import named_row
from griffie.infrastructure.postgres.dialect import STORE as SCHEMA
from griffie.infrastructure.postgres.dialect import VIEWS, spelled
from griffie.infrastructure.postgres.keys import SCHEMA as OF_KEYS
from griffie.infrastructure.postgres.keys import keys_url
from griffie.infrastructure.postgres.migrate import make_store
from tests.given.other_hand import STORE, Hand
from tests.given.pg_server import OWNER, SERVES, Server

_TEMPLATE = "template_store"


@cache
def _template(server: Server) -> None:
    """Make once what every store has: a copy of a database is quicker than its statements."""
    _execute(server, f"CREATE DATABASE {_TEMPLATE} OWNER {OWNER}")
    make_store(server.url(_TEMPLATE), server.url(f"{_TEMPLATE}_keys"), SERVES)


def new_database(server: Server, name: str) -> str:
    """Make an empty store; where it is reached by the role that serves."""
    _template(server)
    for one in (name, f"{name}_keys"):
        copied = one.replace(name, _TEMPLATE)
        _execute(
            server, f"CREATE DATABASE {one} OWNER {OWNER} TEMPLATE {copied} STRATEGY file_copy"
        )
    return server.url(name, SERVES)


def drop_database(server: Server, name: str) -> None:
    """Remove a store and its keys: each takes sixteen million octets of memory."""
    for one in (name, f"{name}_keys"):
        _execute(server, f"DROP DATABASE IF EXISTS {one} WITH (FORCE)")


def _execute(server: Server, statement: str) -> None:
    with psycopg.connect(server.superuser, autocommit=True) as connection:
        connection.execute(statement.encode())


class ServerHand:
    """A connection to a database, as a superuser. It takes statements in SQLite's spelling."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def execute(self, statement: str, parameters: Any = (), /) -> Any:
        cursor = self._connection.cursor(row_factory=named_row)
        return cursor.execute(spelled(statement).encode(), parameters)

    def take_turn(self) -> None:
        self.execute("BEGIN")
        self.execute("SELECT one FROM turn FOR UPDATE")


class Places:
    """The databases that stand in the place of folders."""

    def __init__(self, server: Server) -> None:
        self._server, self.beside = server, server.folder / "beside"
        self._known: dict[Path, str] = {}

    def url_of(self, folder: Path) -> str:
        """Where the store of a folder is, made where there was none; those of past tests go."""
        place = folder.resolve()
        if place.name in self._known.values():  # the folder beside a store that is open
            return self._server.url(place.name, SERVES)
        for old in [one for one in self._known if not one.parent.exists()]:
            drop_database(self._server, self._known.pop(old))
        if place not in self._known:
            self._known[place] = "t" + sha256(str(place).encode()).hexdigest()[:20]
            new_database(self._server, self._known[place])
        return self._server.url(self._known[place], SERVES)

    def options(self, folder: Path) -> tuple[str, ...]:
        """By which a command in a process of its own finds the same store."""
        return ("--database", self.url_of(folder))

    @contextmanager
    def reach(self, folder: Path, file: str) -> Iterator[Hand]:
        """A connection to what is there in place of a file: see `given.other_hand`."""
        of_store = file == STORE
        name = str(conninfo_to_dict(self.url_of(folder))["dbname"])
        url = self._server.url(name if of_store else f"{name}_keys", "postgres")
        with closing(psycopg.connect(url, autocommit=True)) as connection:
            path = f"{SCHEMA}, {VIEWS}" if of_store else OF_KEYS
            connection.execute(f"SET search_path = {path}".encode())
            yield ServerHand(connection)


def put_stores_on(server: Server, patch: pytest.MonkeyPatch) -> None:
    """From now on a store that is opened or served in a folder is one on the server instead."""
    places = Places(server)

    def opened(folder: Path, *, may_make: bool = True, **given: Any) -> Any:
        del may_make
        url = places.url_of(folder)
        files = open_server_files(url, keys=keys_url(url), beside=places.beside, **given)
        folder.mkdir(exist_ok=True)
        return files

    patch.setattr("griffie.api.composition.wiring.open_files", opened)
    patch.setattr("tests.given.server.store_of", places.options)
    patch.setattr("tests.given.other_hand.reach", places.reach)
    patch.setenv("GRIFFIE_BESIDE", str(places.beside))
