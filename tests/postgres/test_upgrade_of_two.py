"""Two processes start after an upgrade: both serve, one makes the views, both say how far."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import httpx2

from griffie.application.access.roles import OPERATOR
from griffie.application.projections.registry import PROJECTIONS
from tests.edges.test_upgrade import LIST, new_request, until_listed, until_made
from tests.given.at_work import receive
from tests.given.held_folding import HELD, OF_BEFORE
from tests.given.pg_server import Server
from tests.given.server import served
from tests.given.upgraded_office import MANY, PROGRAM
from tests.postgres.hosts import Machine, Machines, machines


@contextmanager
def upgraded(machine: Machine, held: Path, token: str) -> Iterator[httpx2.Client]:
    environment = {HELD: str(held)}
    with served(None, *machine.options, program=PROGRAM, environment=environment) as server:
        machine.port, machine.process = server.port, server.process
        with machine.client(token) as client:
            yield client


def until_both_say_how_far(first: httpx2.Client, second: httpx2.Client) -> None:
    """Until the fold is held: then both say the same of it, whichever of the two folds."""
    until = time.monotonic() + 120
    said: set[int] = set()
    while len(said) != 1 or not 0 < min(said) < 100:
        assert time.monotonic() < until, said
        said = {one.get("/readyz").json()["views_percent"] for one in (first, second)}


def rows(store: Machines) -> list[tuple[object, ...]]:
    """The register as it stands, and by which code it was folded."""
    datastore = store.store.datastore
    code = datastore.tuples("SELECT code FROM folded_by WHERE view = 'register'")
    return [*code, *datastore.tuples("SELECT * FROM register ORDER BY request_id")]


def test_both_serve_at_once_and_the_second_takes_over_from_the_first(
    pg_server: Server, tmp_path: Path
) -> None:
    (held := tmp_path / "held").touch()
    with machines(pg_server, "upgrade_of_two", tmp_path) as store:
        now, engine = store.store.engine.now(OPERATOR), store.store.engine
        known = [str(engine.requests.receive(receive(f"w{n}"), now).id) for n in range(MANY)]
        for view in (engine.current, engine.figures, engine.retention, engine.announced):
            view()
        engine.imported()
        with store.store.datastore.transaction(commit=True) as c:
            c.execute("UPDATE folded_by SET code = ?", (OF_BEFORE,))
        before, token = rows(store), store.token()
        a, b = store.machine("a"), store.machine("b")

        with upgraded(a, held, token) as first, upgraded(b, held, token) as second:
            added = [new_request(client) for client in (first, second)]
            until_both_say_how_far(first, second)
            for client in (first, second):
                assert client.get(LIST).status_code == 503
                assert client.get(f"{LIST}/{added[0]}").json()["version"] == 1
            assert rows(store) == before

            a.kill()  # one of them folds; when it was this one, the other begins
            added.append(new_request(second))
            assert second.get(LIST).status_code == 503
            held.unlink()
            listed = {one["id"] for one in until_listed(second).json()["items"]}
            assert listed == {*known, *added}
            until_made(second)

        again = store.open("first")
        assert again.projections.making.outdated() == []
        assert [name for name in PROJECTIONS if again.projections.strayed(name)] == []
        assert again.requests.load(UUID(added[-1])).version == 1
        again.engine.close()
