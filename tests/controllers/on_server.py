"""Files of controllers, and stores of several of them on one real database server."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from griffie.api.composition import ServerPlaces, open_server_store
from griffie.application.access.roles import Role
from tests.given.on_server import drop_database, new_database
from tests.given.pg_server import Server

IASSIST = Path(__file__).parents[2] / "api" / "demo" / "iassist.toml"
_NUMBERS = count(1)


def written(folder: Path, *entries: str) -> Path:
    """A file that names these controllers."""
    file = folder / "controllers.toml"
    file.write_text("".join(f"[[controller]]\n{one}\n" for one in entries), "utf-8")
    return file


class OnOneServer:
    """Two controllers, alfa and bravo, each with a store of its own on one server."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder = server, folder
        number = next(_NUMBERS)
        self.names = {slug: f"{slug}_{number}" for slug in ("alfa", "bravo")}
        self.urls = {slug: new_database(server, name) for slug, name in self.names.items()}

    def entry(self, slug: str, *said: str) -> str:
        """The lines of one of them, and what else is said of it."""
        lines = (f'slug = "{slug}"', f'database = "{self.urls[slug]}"', 'beside = "beside"', *said)
        return "\n".join(lines)

    def file(self, *more: str) -> Path:
        """A file that names both, the first with a host name too, and what more there is."""
        return written(
            self.folder, self.entry("alfa", 'host = "localhost"'), self.entry("bravo"), *more
        )

    def term(self, slug: str) -> int:
        """How often the lead of the clock of one of them changed hands."""
        with psycopg.connect(self.urls[slug]) as connection:
            select = "SELECT coalesce(max(term), 0) FROM griffie.leaders WHERE work = 'clock'"
            found = connection.execute(select).fetchone()
        return int(found[0]) if found else 0

    def token(self, slug: str) -> str:
        """A new token of an officer of one of them."""
        store = open_server_store(self.urls[slug], ServerPlaces(beside=self.folder / "beside"))
        try:
            return store.access.create_token(Role.DPO)
        finally:
            store.engine.close()


@contextmanager
def two_on_one_server(server: Server, folder: Path) -> Iterator[OnOneServer]:
    """Both stores, until the end of the block."""
    made = OnOneServer(server, folder)
    try:
        yield made
    finally:
        for name in made.names.values():
            drop_database(server, name)


@contextmanager
def on_one_server(server: Server, folder: Path) -> Iterator[Path]:
    """A file of two controllers with a profile each, whose stores stand on one server."""
    with two_on_one_server(server, folder) as both:
        profile = f'profile = "{IASSIST}"'
        alfa = both.entry("alfa", 'host = "avg.alfa.example"', profile)
        yield written(folder, alfa, both.entry("bravo", profile))
