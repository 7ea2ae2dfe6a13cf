"""Many stores of one process share the connections to their server."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Barrier, Event
from time import monotonic

import psycopg
import pytest
from eventsourcing.persistence import OperationalError

from griffie.api.composition import ServerPlaces, Store, open_server_store
from griffie.application.access.roles import OPERATOR
from griffie.infrastructure.postgres.connections import Connections
from griffie.infrastructure.postgres.server_pool import Connection, ServerPool, ServerPools
from tests.edges.test_doctor import asked
from tests.given.pg_server import SERVES, Server
from tests.postgres.conftest import Office

DATABASES = [f"pooled_{number}" for number in range(6)]
LONG = 60.0


@pytest.fixture
def databases(pg_server: Server) -> Iterator[list[str]]:
    """Empty ones, in which a role that serves asks something."""
    with closing(psycopg.connect(pg_server.url("postgres", "postgres"), autocommit=True)) as owner:
        for name in DATABASES:
            owner.execute(f"CREATE DATABASE {name}".encode())
        yield [pg_server.url(name, SERVES) for name in DATABASES]
        for name in DATABASES:
            owner.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def lenders(
    urls: list[str], pool: ServerPool, patience: float = LONG
) -> Iterator[list[Connections]]:
    with ExitStack() as held:
        made = [Connections(url, lambda _: None, pool, patience=patience) for url in urls]
        for one in made:
            held.callback(one.close)
        yield made


def seen(server: Server) -> int:
    """Connections that the server has from us to these databases."""
    with closing(psycopg.connect(server.url("postgres", "postgres"), autocommit=True)) as owner:
        found = owner.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'griffie'"
            " AND datname LIKE 'pooled%'"
        ).fetchone()
    assert found
    return int(found[0])


def becomes(server: Server, most: int) -> int:
    """How many there are: one that is closed ends a moment later."""
    until = monotonic() + LONG
    while (many := seen(server)) > most and monotonic() < until:
        pass
    return many


def name_of(one: Connections) -> str:
    def ask(connection: Connection, _: ExitStack) -> str:
        found = connection.execute("SELECT current_database()").fetchone()
        assert found
        return str(found[0])

    with ExitStack() as held:
        return one.begin(held, ask)


def test_six_databases_are_asked_over_four_connections(
    pg_server: Server, databases: list[str]
) -> None:
    pool = ServerPool(4)
    with lenders(databases, pool) as all_of_them, ThreadPoolExecutor(12) as threads:
        asked_of = [random.Random(n).randrange(6) for n in range(300)]  # noqa: S311
        named = list(threads.map(lambda n: name_of(all_of_them[n]), asked_of))
        assert named == [DATABASES[n] for n in asked_of]
        assert becomes(pg_server, 4) <= 4
    assert becomes(pg_server, 0) == 0


def test_who_holds_one_gets_a_second_although_all_are_held(databases: list[str]) -> None:
    pool, together = ServerPool(2), Barrier(2)

    def nested(first: Connections, second: Connections) -> str:
        with first.lent():
            together.wait(LONG)  # both hold one now
            return name_of(second)

    with lenders(databases[:2], pool) as (one, other), ThreadPoolExecutor(2) as threads:
        first, second = threads.submit(nested, one, other), threads.submit(nested, other, one)
        assert {first.result(LONG), second.result(LONG)} == set(DATABASES[:2])


def test_who_waits_for_nothing_is_told_and_the_next_is_served(databases: list[str]) -> None:
    pool, held, done = ServerPool(1), Event(), Event()
    with lenders(databases[:1], pool, patience=0.2) as (one,), ThreadPoolExecutor(1) as threads:

        def hold() -> None:
            with one.lent():
                held.set()
                done.wait(LONG)

        holding = threads.submit(hold)
        held.wait(LONG)
        with pytest.raises(OperationalError, match="no free connection"):
            name_of(one)
        done.set()
        holding.result(LONG)
        assert name_of(one) == DATABASES[0]


def test_connections_are_cut_again_and_again_and_none_is_counted_twice(
    pg_server: Server, databases: list[str]
) -> None:
    pool, stop = ServerPool(3), Event()

    def ask(number: int) -> int:
        chance, answered = random.Random(number), 0  # noqa: S311
        while not stop.is_set():
            one = chance.choice(all_of_them)
            try:
                with one.lent() as connection:
                    connection.execute("SELECT 1")
                    if chance.random() < 0.3:
                        name_of(chance.choice(all_of_them))
                answered += 1
            except OperationalError:
                pass  # it was cut in the middle
        return answered

    with (
        lenders(databases, pool) as all_of_them,
        ThreadPoolExecutor(8) as threads,
        closing(psycopg.connect(pg_server.url("postgres", "postgres"), autocommit=True)) as owner,
    ):
        asking = [threads.submit(ask, number) for number in range(8)]
        for _ in range(15):
            owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE"
                " 'pooled%' AND random() < 0.5"
            )
            wait(asking, timeout=0.1)
        stop.set()
        assert sum(one.result(LONG) for one in asking)
        assert [name_of(one) for one in all_of_them] == DATABASES
        assert becomes(pg_server, 3) <= 3
    assert becomes(pg_server, 0) == 0
    assert (pool._open, pool._holders) == (0, {})


def test_one_that_could_not_be_made_ready_is_closed_and_takes_no_place(
    pg_server: Server, databases: list[str]
) -> None:
    pool = ServerPool(1)

    def spoilt(connection: Connection) -> None:
        connection.execute("SELECT 1/0")

    broken = Connections(databases[0], spoilt, pool, patience=0.2)
    with pytest.raises(Exception, match="division by zero"):
        name_of(broken)
    broken.close()
    broken.close()
    with lenders(databases[1:2], pool) as (one,):
        assert name_of(one) == DATABASES[1]
    assert becomes(pg_server, 0) == 0


def test_each_server_has_its_own() -> None:
    pools = ServerPools(4)
    here = pools.of("postgresql://one@db1/a")
    assert pools.of("postgresql://two@db1/b") is here
    assert pools.of("postgres://db1:5432/b?connect_timeout=3") is here
    assert pools.of("postgresql://one@db2/a") is not here
    assert pools.of("postgresql://one@db1:5433/a") is not here


def test_a_store_that_is_open_has_few_connections_and_many_share_them(
    pg_server: Server, tmp_path: Path
) -> None:
    pools = ServerPools(3)
    offices = [Office(pg_server, tmp_path / "beside") for _ in range(3)]
    stores: list[Store] = []
    with ExitStack() as held:
        for one in offices:
            store = open_server_store(one.url, ServerPlaces(beside=one.beside), pools=pools)
            held.callback(store.engine.close)
            stores.append(store)
        with ThreadPoolExecutor(9) as threads:
            every = list(
                threads.map(
                    lambda n: stores[n % 3].requests.receive(
                        asked(), stores[n % 3].engine.now(OPERATOR)
                    ),
                    range(90),
                )
            )
        for number, request in enumerate(every):
            assert stores[number % 3].vault.open(request.id)
        with closing(psycopg.connect(pg_server.url("postgres", "postgres"))) as owner:
            found = owner.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'griffie'"
                " AND datname LIKE ANY(%s)",
                ([f"{one.name}%" for one in offices],),
            ).fetchone()
    assert found
    assert found[0] <= 3
