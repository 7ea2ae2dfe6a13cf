"""Many controllers whose stores stand on one database server: served, worked for and refused."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

import httpx2
import psycopg
import pytest

from griffie.api.composition.controllers import controllers_of, opened_stores
from griffie.application.access.roles import OPERATOR
from griffie.application.errors import StoreError
from griffie.application.requests.bodies import Receive
from griffie.infrastructure.postgres.server_pool import MOST
from tests.controllers.on_server import OnOneServer, two_on_one_server, written
from tests.edges.test_trouble import made
from tests.given.pg_server import OWNER, SERVES, Server
from tests.given.ports import free_port
from tests.given.server import GRIFFIE, served
from tests.given.story import RECEIVE

REQUESTS = "/api/v1/requests"


@pytest.fixture
def both(pg_server: Server, tmp_path: Path) -> Iterator[OnOneServer]:
    with two_on_one_server(pg_server, tmp_path) as made:
        yield made


def until(is_so: Callable[[], bool], what: str) -> None:
    """Wait until something is so, for two minutes at most."""
    for _ in range(1200):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError(what)


def status(port: int, path: str, token: str, host: str = "127.0.0.1") -> int:
    headers = {"Authorization": f"Bearer {token}", "Host": host}
    return httpx2.get(f"http://127.0.0.1:{port}{path}", headers=headers, timeout=60).status_code


def refused(command: str, file: Path) -> str:
    """What a command says that is refused with a file of controllers."""
    port = ("--port", str(free_port())) if command == "serve" else ()
    words = [GRIFFIE, command, "--controllers", str(file), *port]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ended.returncode == 2, ended
    return ended.stderr


@pytest.mark.in_folder
def test_stores_on_a_server_and_in_a_folder_are_served_together_by_host_and_by_slug(
    both: OnOneServer, tmp_path: Path
) -> None:
    alfa, bravo, charlie = both.token("alfa"), both.token("bravo"), made(tmp_path / "charlie")
    file = written(
        tmp_path,
        both.entry("alfa", 'host = "avg.alfa.example"'),
        both.entry("bravo"),
        'slug = "charlie"\ndata = "charlie"',
    )

    with served(None, "--controllers", str(file), "--strict-roles") as server:
        port = server.port
        assert status(port, REQUESTS, alfa, "avg.alfa.example") == 200
        assert status(port, REQUESTS, bravo, "avg.alfa.example") == 401
        for slug, own in (("alfa", alfa), ("bravo", bravo), ("charlie", charlie)):
            for token in (alfa, bravo, charlie):
                wanted = 200 if token is own else 401
                assert status(port, f"/c/{slug}{REQUESTS}", token) == wanted
        ready = httpx2.get(f"http://127.0.0.1:{port}/readyz").json()
        assert set(ready["controllers"]) == {"alfa", "bravo", "charlie"}
        # The folder is served by one process; nobody is let in by the other.
        said = refused("serve", file)
        assert "griffie: charlie: " in said
        assert "is being served already by process" in said


def test_two_processes_serve_the_same_file_and_one_is_killed(both: OnOneServer) -> None:
    tokens = {slug: both.token(slug) for slug in both.names}
    file = str(both.file())

    def terms() -> list[int]:
        return [both.term(slug) for slug in both.names]

    with served(None, "--controllers", file) as first:
        until(lambda: all(terms()), "nobody leads the clock of both")
        with served(None, "--controllers", file) as second:
            asked_of = {"alfa": REQUESTS, "bravo": f"/c/bravo{REQUESTS}"}
            hosts = {"alfa": "localhost", "bravo": "127.0.0.1"}
            for server in (first, second):
                for slug, path in asked_of.items():
                    assert status(server.port, path, tokens[slug], hosts[slug]) == 200

            before = terms()
            first.process.kill()
            first.process.wait()

            until(
                lambda: all(now > then for now, then in zip(terms(), before, strict=True)),
                "nobody took over the clock of both",
            )
            for slug, path in asked_of.items():
                assert status(second.port, path, tokens[slug], hosts[slug]) == 200


def test_work_is_done_for_each_of_a_file_without_http(both: OnOneServer) -> None:
    file = both.file()
    entries = controllers_of(file)
    late = Receive.model_validate(RECEIVE | {"rights": [{"right": "access"}]})
    with opened_stores(entries) as stores:
        ids = {
            slug: store.requests.receive(late, store.engine.now(OPERATOR)).id
            for slug, store in stores.items()
        }

        def is_missed(slug: str) -> bool:
            history = stores[slug].requests.history(ids[slug])
            return "DeadlineMissed" in {one.TOPIC for one in history}

        process = subprocess.Popen([GRIFFIE, "work", "--controllers", str(file)])
        try:
            for slug in stores:
                until(partial(is_missed, slug), f"nothing was recorded for {slug}")
        finally:
            process.terminate()
            ended = process.wait(60)
    assert ended == 0


@pytest.mark.parametrize(
    ("charlie", "why"),
    [
        ("@/nothere?host={folder}", '"nothere" does not exist'),
        ("@/nothere?host=/nowhere", "The store in /nowhere/nothere cannot be opened"),
        ("@/{bravo}?host={folder}", "The tables of the store in"),
        ("@/postgres?host={folder}", "there is no store in the database"),
    ],
)
def test_a_store_that_does_not_open_is_named_by_its_slug_and_no_password_is_said(
    both: OnOneServer, charlie: str, why: str
) -> None:
    with psycopg.connect(both.server.url(both.names["bravo"], OWNER)) as owner:
        owner.execute("UPDATE griffie.store SET value = 'other' WHERE name = 'layout'")
    address = charlie.format(folder=both.server.folder, bravo=both.names["bravo"])
    entry = f'slug = "charlie"\ndatabase = "postgresql://{SERVES}:Zuurkool{address}"'
    entries = controllers_of(written(both.folder, both.entry("alfa"), entry))

    with pytest.raises(StoreError) as found, opened_stores(entries):
        pass
    assert str(found.value).startswith("charlie: ")
    assert why in str(found.value)
    assert "Zuurkool" not in str(found.value)


def test_a_role_that_may_drop_the_guards_is_refused_where_that_was_asked(both: OnOneServer) -> None:
    both.urls["bravo"] = both.server.url(both.names["bravo"], OWNER)
    entries = controllers_of(both.file())

    with (
        pytest.raises(StoreError, match=r"^bravo: The role griffie_owner is the owner"),
        opened_stores(entries, strict_roles=True),
    ):
        pass


def test_one_store_and_its_copy_are_not_two_controllers(both: OnOneServer) -> None:
    """Two names of one machine cannot be told from two machines before they are asked."""
    both.token("alfa")
    beside, name = both.folder / "beside", both.names["alfa"]
    for end in ("", "_keys"):
        other, copied = f"{both.names['bravo']}{end}", f"{name}{end}"
        with psycopg.connect(both.server.superuser, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {other} WITH (FORCE)".encode())
            connection.execute(
                f"CREATE DATABASE {other} TEMPLATE {copied} STRATEGY file_copy".encode()
            )
    for one in beside.glob(f"{name}.*"):
        shutil.copy(one, beside / one.name.replace(name, both.names["bravo"]))
    entries = controllers_of(both.file())

    with (
        pytest.raises(StoreError, match=r"^bravo: its log is signed with the key of alfa"),
        opened_stores(entries),
    ):
        pass


def test_the_stores_of_a_file_share_the_connections_to_their_server(both: OnOneServer) -> None:
    def idle() -> int:
        with psycopg.connect(both.server.superuser) as connection:
            found = connection.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE application_name = 'griffie' AND datname = %s",
                (both.names["bravo"],),
            ).fetchone()
        return int(found[0]) if found else 0

    with opened_stores(controllers_of(both.file())) as stores, ThreadPoolExecutor(MOST) as readers:
        assert idle()
        every = Barrier(MOST + 1, timeout=120)

        def read() -> None:
            with stores["alfa"].datastore.transaction(commit=False):
                every.wait()
                every.wait()

        reading = [readers.submit(read) for _ in range(MOST)]
        every.wait()  # alfa holds as many as there are: none is left open for bravo
        until(lambda: not idle(), "connections that nobody holds are open")
        every.wait()
        for one in reading:
            one.result()
        assert stores["bravo"].history.newest() >= 0


def test_how_many_connections_a_process_may_have_is_said_when_it_is_started(
    both: OnOneServer,
) -> None:
    tokens = {slug: both.token(slug) for slug in both.names}
    names = [*both.names.values(), *(f"{one}_keys" for one in both.names.values())]

    def seen() -> int:
        with psycopg.connect(both.server.superuser) as connection:
            found = connection.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE application_name = 'griffie' AND datname = ANY(%s)",
                (names,),
            ).fetchone()
        return int(found[0]) if found else 0

    with (
        served(None, "--controllers", str(both.file()), "--connections", "4") as server,
        ThreadPoolExecutor(12) as clients,
    ):

        def ask(number: int) -> int:
            slug = ("alfa", "bravo")[number % 2]
            return status(server.port, f"/c/{slug}{REQUESTS}", tokens[slug])

        assert set(clients.map(ask, range(60))) == {200}
        until(lambda: seen() <= 4, "more connections than were allowed")
