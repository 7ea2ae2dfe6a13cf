"""A durable command on PostgreSQL, against CRUD with a pool; an append, against the library's own.

The server is a real one and flushes to the disk. Theirs updates a row and inserts an audit row in
one transaction on a connection of a pool. One process of the API each, then two.
"""

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from eventsourcing.postgres import PostgresDatastore as StockDatastore
from fastapi import FastAPI
from psycopg_pool import AsyncConnectionPool

from benchmarks.common import RECEIVE, ROUNDS, WHO, Measured, a_request, paired
from benchmarks.load import (
    MINIMAL,
    PLAIN,
    REQUESTS,
    Kind,
    Side,
    a_note,
    compared,
    no_more,
    run_server,
)
from benchmarks.plain import Step
from griffie.api.composition import ServerPlaces, Store, open_server_store
from griffie.api.composition.web import application
from griffie.api.memory import collect_rarely
from griffie.application.access.roles import Role
from griffie.application.disclosure import Disclosure
from griffie.application.ports import Locked
from griffie.domain.events import NoteAdded
from griffie.domain.model.setting import Occasion
from griffie.infrastructure.postgres.recorder import PostgresRecorder
from tests.given.on_server import new_database
from tests.given.pg_server import Server, running

KINDS = (
    Kind("full answer", a_note, no_more, (0.7, 1.4, 1.6)),
    Kind("minimal", a_note, lambda _: MINIMAL, (1.0, 1.6, 2.0)),
)
WITH_TWO = (0.95, 1.4, 2.0)
APPENDS, AIM_OF_APPEND = 200, 1.5
_LENGTH = 6
_TABLES = """
CREATE TABLE request (id text PRIMARY KEY, version bigint, body jsonb);
CREATE TABLE audit (id bigserial PRIMARY KEY, request_id text, command text, body jsonb,
    at timestamptz DEFAULT now());
"""


def serve() -> FastAPI:
    """Our application on a server, for `uvicorn --factory benchmarks.on_server:serve`."""
    collect_rarely()
    places = ServerPlaces(beside=Path(os.environ["GRIFFIE_BESIDE"]))
    return application(open_server_store(os.environ["GRIFFIE_DATABASE"], places).engine)


def serve_plain() -> FastAPI:
    """CRUD with a pool of sixteen connections, as many as ours has."""
    collect_rarely()
    pool = AsyncConnectionPool(os.environ["PLAIN_DATABASE"], min_size=16, max_size=16, open=False)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        async with pool:
            await pool.wait()
            yield

    app = FastAPI(lifespan=life)

    @app.post("/api/v1/requests/{request_id}/add-note")
    async def take(request_id: str, body: Step) -> dict[str, Any]:
        written = body.model_dump_json()
        update = (
            "UPDATE request SET version = version + 1, body = %s WHERE id = %s RETURNING version"
        )
        audit = "INSERT INTO audit (request_id, command, body) VALUES (%s, %s, %s)"
        async with pool.connection() as connection:
            found = await connection.execute(update, (written, request_id))
            (version,) = await found.fetchone() or (None,)
            await connection.execute(audit, (request_id, "add-note", written))
        return {"id": request_id, "version": version}

    return app


def _folder(name: str) -> Path:
    # On the disk, not in memory as in the tests: a flush costs what it costs.
    folder = Path(name) / "server"
    folder.mkdir()
    return folder


def measure() -> Iterator[Measured]:
    """Commands with one process of the API and with two, then appends."""
    with TemporaryDirectory() as name, running(_folder(name), fsync="on") as server:
        beside = Path(name) / "beside"
        url = new_database(server, "ours")
        opened = open_server_store(url, ServerPlaces(beside=beside))
        token = opened.access.create_token(Role.HANDLER)
        now = opened.engine.now(WHO)
        ids = [str(opened.requests.receive(RECEIVE, now).id) for _ in range(REQUESTS)]
        yield _appends(server, opened)
        opened.engine.close()
        theirs_at = _plain_database(server, ids)
        given = {"GRIFFIE_DATABASE": url, "GRIFFIE_BESIDE": str(beside)}
        for processes, named in ((1, "one process"), (2, "two processes")):
            with ExitStack() as at_work:

                def side(factory: str, **more: str) -> Side:
                    servers = [
                        at_work.enter_context(run_server(factory, **more))
                        for _ in range(processes)  # noqa: B023 - called within the turn
                    ]
                    return Side(servers, ids, token, PLAIN)

                ours = side("benchmarks.on_server:serve", **given)
                theirs = side("benchmarks.on_server:serve_plain", PLAIN_DATABASE=theirs_at)
                ours._replace(kind=KINDS[0]).run(processes)
                for kind in KINDS:
                    what = f"PostgreSQL, {named}, {kind.name} / CRUD with a pool"
                    aims = kind.aims if processes == 1 else WITH_TWO
                    yield from compared(what, ours._replace(kind=kind), theirs, aims)
                if processes == 2:
                    what = "PostgreSQL, two processes in turn, minimal / CRUD with a pool"
                    changing = ours._replace(kind=KINDS[1], changing=True)
                    yield from compared(what, changing, theirs._replace(changing=True), WITH_TWO)


def _plain_database(server: Server, ids: list[str]) -> str:
    """A database with a row for each request. Gives its address."""
    with psycopg.connect(server.superuser, autocommit=True) as connection:
        connection.execute("CREATE DATABASE plain")
    url = server.url("plain", "postgres")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_TABLES)
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO request VALUES (%s, 0, '{}')", [(one,) for one in ids])
    return url


def _appends(server: Server, opened: Store) -> Measured:
    """The recorder's work alone: a note with its sealed value and log entry, against one event.

    Both are ready made: what is measured is the way to the server, the append and the flush.
    """
    recorder = opened.recorder
    assert isinstance(recorder, PostgresRecorder)
    with psycopg.connect(server.superuser, autocommit=True) as connection:
        connection.execute("CREATE DATABASE stock")
    stock = PostgresApplicationRecorder(
        StockDatastore("stock", str(server.folder), "", "postgres", "", originator_id_type="uuid")
    )
    stock.create_table()
    request, now = a_request(opened, _LENGTH), opened.engine.now(WHO)
    ready = [
        _a_note(opened, request, version, now)
        for version in range(_LENGTH + 1, _LENGTH + 1 + APPENDS * ROUNDS)
    ]
    mine, bare = iter(ready), iter(ready)

    def ours() -> None:
        event, locked = next(mine)
        recorder.insert_events([event], locked=locked)

    def theirs() -> None:
        stock.insert_events([next(bare)[0]])

    what = "PostgreSQL, append, sealed and logged / the library's recorder, bare event"
    return Measured(what, *paired(ours, theirs, APPENDS), AIM_OF_APPEND)


def _a_note(
    opened: Store, request: UUID, version: int, now: Occasion
) -> tuple[StoredEvent, Sequence[Locked]]:
    note = Disclosure("note", "a note")
    stamped = NoteAdded(note=note.sealed).stamped(request, version, now)
    return opened.requests.mapper.to_stored_event(stamped), opened.vault.lock(request, [note])
