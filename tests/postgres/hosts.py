"""Several machines that serve one store: real processes, each with its own port and folder."""

import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2

from griffie.api.composition import ServerPlaces, Store, open_server_store
from griffie.application.access.roles import Role
from tests.given.on_server import drop_database, new_database
from tests.given.pg_server import Server
from tests.given.server import GRIFFIE, served
from tests.given.server import Server as Served


class Machine:
    """One machine with a folder of what guards the store."""

    def __init__(self, fleet: "Machines", name: str) -> None:
        self._fleet, self.beside = fleet, fleet.folder / name
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.server: Served | None = None

    @property
    def options(self) -> tuple[str, ...]:
        profile = ("--controller", str(self._fleet.profile)) if self._fleet.profile else ()
        return ("--database", self._fleet.url, "--beside", str(self.beside), *profile)

    def client(self, token: str) -> httpx2.Client:
        headers = {"Authorization": f"Bearer {token}"}
        return httpx2.Client(base_url=f"http://127.0.0.1:{self.port}", headers=headers, timeout=60)

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait()

    @contextmanager
    def serving(self, program: Sequence[str] = (GRIFFIE, "serve")) -> Iterator["Machine"]:
        with served(None, *self.options, program=program) as running:
            self.port, self.process, self.server = running.port, running.process, running
            yield self

    @contextmanager
    def working(self, *options: str) -> Iterator["Machine"]:
        """`griffie work` on this machine."""
        self.process = subprocess.Popen([GRIFFIE, "work", *self.options, *options])
        try:
            yield self
        finally:
            self.process.terminate()
            self.process.wait(60)


class Machines:
    """A store on a server, and machines that have what belongs beside it."""

    def __init__(
        self, server: Server, name: str, folder: Path, profile: Path | None = None
    ) -> None:
        self.server, self.name, self.folder, self.profile = server, name, folder, profile
        self.url = new_database(server, name)
        self.store = self.open("first")
        """The store as this process has it open."""

    def open(self, machine: str) -> Store:
        return open_server_store(self.url, ServerPlaces(beside=self.folder / machine))

    def token(self, role: Role = Role.DPO) -> str:
        """A new token, of an account of its own."""
        return self.store.access.create_token(role, f"test {role}")

    def machine(self, name: str) -> Machine:
        """A machine to which the operator copied key, checkpoint and anchor."""
        if not (self.folder / name).exists():
            shutil.copytree(self.folder / "first", self.folder / name)
        return Machine(self, name)

    def finds(self) -> Sequence[Any]:
        """What an audit finds."""
        return self.store.check((), lambda _done, _all: None)[0]


@contextmanager
def machines(
    server: Server, name: str, folder: Path, profile: Path | None = None
) -> Iterator[Machines]:
    made = Machines(server, name, folder, profile)
    try:
        yield made
    finally:
        made.store.engine.close()
        drop_database(server, made.name)


def until_term(store: Machines, number: int) -> None:
    """Wait until the lead of the clock changed hands so often."""
    for _ in range(1800):
        rows = store.store.datastore.tuples("SELECT term FROM leaders WHERE work = 'clock'")
        if rows == [(number,)]:
            return
        time.sleep(0.1)
    raise AssertionError(f"nobody took over: {rows}")


def until_missed(store: Machines, place: str) -> list[str]:
    """What happened to a request, once its missed deadline is recorded."""
    for _ in range(900):
        history = store.store.requests.history(UUID(place.rpartition("/")[2]))
        topics = [one.TOPIC for one in history]
        if "DeadlineMissed" in topics:
            return topics
        time.sleep(0.1)
    raise AssertionError(topics)
