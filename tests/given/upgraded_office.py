"""An office in whose store other code folded the views: what is there after an upgrade."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx2

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.projections.registry import PROJECTIONS
from tests.given.at_work import receive
from tests.given.held_folding import HELD, age
from tests.given.other_hand import other_hand
from tests.given.server import Server, served

MANY = 30
PROGRAM = (sys.executable, "-m", "tests.given.held_folding", "serve")


class Office(NamedTuple):
    """An office after an upgrade."""

    folder: Path
    held: Path
    token: str
    cookie: str
    known: list[str]
    """The requests of before the upgrade, by id."""

    def client(self, server: Server) -> httpx2.Client:
        return httpx2.Client(
            base_url=f"http://127.0.0.1:{server.port}",
            headers={"Authorization": f"Bearer {self.token}"},
            cookies={"griffie": self.cookie},
            timeout=60,
        )

    @contextmanager
    def serving(self) -> Iterator[tuple[Server, httpx2.Client]]:
        environment = {HELD: str(self.held)}
        with (
            served(self.folder, program=PROGRAM, environment=environment) as server,
            self.client(server) as client,
        ):
            yield server, client

    def rows(self) -> list[tuple[Any, ...]]:
        """The rows of the register as they stand, and by which code they were folded."""
        with other_hand(self.folder) as c:
            (code,) = c.execute("SELECT code FROM folded_by WHERE view = 'register'").fetchone()
            return [(code,), *map(tuple, c.execute("SELECT * FROM register ORDER BY request_id"))]


def made_office(tmp_path: Path) -> Office:
    """Make one whose views are there and were folded by other code."""
    folder = tmp_path / "data"
    store = open_store(folder)
    token = store.access.create_token(Role.DPO)
    cookie = store.access.open_session(token)
    now = store.engine.now(OPERATOR)
    known = [str(store.requests.receive(receive(f"w{n}"), now).id) for n in range(MANY)]
    store.engine.current()
    for view in (store.engine.figures, store.engine.retention, store.engine.announced):
        view()
    store.engine.imported()
    store.engine.close()
    age(folder)
    (held := tmp_path / "held").touch()
    assert cookie
    return Office(folder, held, token, cookie, known)


@contextmanager
def opened(office: Office) -> Iterator[Store]:
    store = open_store(office.folder)
    try:
        yield store
    finally:
        store.engine.close()


def as_from_nothing(office: Office) -> None:
    """Every view has the rows that a fold over all events gives, and the counts of them."""
    store = open_store(office.folder)
    assert store.projections.making.outdated() == []
    assert [name for name in PROJECTIONS if store.projections.strayed(name)] == []
    store.engine.close()
