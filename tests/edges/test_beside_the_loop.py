"""The event loop never waits for the store: statements of the database run in other threads.

A statement on the loop holds up every other connection, `/healthz` among them, for as long as a
lock or a disk takes. What asks there on purpose waits for no lock: the look who signs in, a group
of commands that is taken at once (`api/http/group.py`), and what is read most, where it needs no
more than a question or two (`api/http/way_to_read.py`).
"""

import asyncio
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg
import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.infrastructure import access_file
from griffie.infrastructure.sqlite import connections, datastore
from griffie.infrastructure.sqlite.connections import Pool
from griffie.infrastructure.vault import key_store
from griffie.infrastructure.vault.secure_file import open_secure_file
from tests.given.own_loop import on_a_loop
from tests.given.story import RECEIVE, receive

ALLOWED = frozenset(
    {"account_of", "take_all_at_once", "load_at_once", "current_at_once", "list_page_at_once"}
)
"""The functions that look up who signs in, take a group, and read what is read most."""


class OnTheLoop:
    """Notes each statement that is carried out in a thread whose event loop runs meanwhile."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._left = running_loop()
        """That of the browser driver, where its tests ran before in this process."""

    def watch(self, connection: sqlite3.Connection) -> None:
        connection.set_trace_callback(self.note)

    def note(self, statement: str) -> None:
        if running_loop() not in {None, self._left}:
            names = [*_names(sys._getframe(1))]
            if not ALLOWED & {*names}:
                self.found.append(f"{statement[:60]} < {' < '.join(names[:8])}")


def running_loop() -> asyncio.AbstractEventLoop | None:
    with suppress(RuntimeError):
        return asyncio.get_running_loop()
    return None


def _names(frame: FrameType | None) -> Iterator[str]:
    while frame:
        if "griffie" in frame.f_code.co_filename:
            yield frame.f_code.co_name
        frame = frame.f_back


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> OnTheLoop:
    watch, opened, made = OnTheLoop(), open_secure_file, Pool._create_connection
    connect = connections.connect

    def open_watched(*given: Any) -> sqlite3.Connection:
        connection = opened(*given)
        watch.watch(connection)
        return connection

    def make_watched(pool: Pool) -> Any:
        connection = made(pool)
        watch.watch(connection._sqlite_conn)
        return connection

    monkeypatch.setattr(access_file, "open_secure_file", open_watched)
    monkeypatch.setattr(key_store, "open_secure_file", open_watched)
    monkeypatch.setattr(Pool, "_create_connection", make_watched)

    def connect_watched(db_name: str) -> sqlite3.Connection:
        connection = connect(db_name)
        watch.watch(connection)
        return connection

    monkeypatch.setattr(datastore, "connect", connect_watched)
    for kind in (psycopg.Cursor, psycopg.Connection):  # where stores stand on a server
        watch_kind(watch, kind, monkeypatch)
    return watch


def watch_kind(watch: OnTheLoop, kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Note what is carried out by any cursor or connection of psycopg."""
    execute = kind.execute

    def noted(self: Any, statement: Any, *given: Any, **more: Any) -> Any:
        watch.note(str(statement))
        return execute(self, statement, *given, **more)

    monkeypatch.setattr(kind, "execute", noted)


@pytest.fixture
def store(loop: OnTheLoop, tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "data")
    yield store
    store.engine.close()


MAIL = (
    b"From: an@people.example\r\nSubject: x\r\nMessage-ID: <1@people.example>\r\n"
    b"Date: Mon, 02 Mar 2026 10:00:00 +0100\r\n\r\nWelke gegevens hebt u van mij?\r\n"
)
Office = tuple[TestClient, str, str]
"""A client, the address of a request, and its reference."""


def sent(client: TestClient, method: str, path: str, **more: Any) -> int:
    return client.request(method, path, **more).status_code


DONE: dict[str, Callable[[TestClient, str, str], int]] = {
    "receive": lambda c, _, __: sent(c, "POST", "/api/v1/requests", json=RECEIVE),
    "mail": lambda c, _, __: sent(
        c, "POST", "/api/v1/mail", content=MAIL, headers={"content-type": "message/rfc822"}
    ),
    "step under a key": lambda c, _, ref: sent(
        c,
        "POST",
        f"/api/v1/requests/{ref}/add-note",
        json={"note": "x"},
        headers={"Idempotency-Key": "k"},
    ),
    "document": lambda c, at, _: sent(c, "POST", f"{at}/documents", files={"file": b"x" * 2**21}),
    "reveal": lambda c, at, _: sent(c, "GET", f"{at}?reveal=true"),
    "dossier": lambda c, at, _: sent(c, "GET", f"{at}/dossier"),
    "register as a file": lambda c, _, __: sent(c, "GET", "/api/v1/requests?format=xlsx"),
    "after a position": lambda c, at, _: sent(c, "GET", f"{at}?min_position=1"),
    "waited for": lambda c, at, _: sent(
        c, "GET", f"{at}?min_position=999999", headers={"prefer": "wait=1"}
    ),
    "trail": lambda c, _, __: sent(c, "GET", "/api/v1/audit/events"),
    "search": lambda c, _, __: sent(
        c, "POST", "/api/v1/requests/search", json={"email": "an@people.example"}
    ),
    "malformed": lambda c, at, _: sent(c, "POST", f"{at}/add-note", json={"none": 1}),
    "unknown field": lambda c, at, _: sent(c, "GET", f"{at}?none=1"),
    "not signed in": lambda c, at, _: sent(c, "GET", at, headers={"authorization": "Bearer no"}),
    "refused": lambda c, at, _: sent(c, "POST", f"{at}/close", json={}),
    "page": lambda c, _, ref: sent(c, "GET", f"/requests/{ref}"),
    "queue": lambda c, _, __: sent(c, "GET", "/"),
    "form": lambda c, _, ref: sent(
        c, "POST", f"/requests/{ref}/do/add-note", data={"note": "Gebeld."}
    ),
    "dropped mail": lambda c, _, __: sent(c, "POST", "/inbox", files={"files": ("a.eml", MAIL)}),
    "portal": lambda c, _, __: sent(c, "GET", "/portal"),
    "asked at the portal": lambda c, _, __: sent(c, "POST", "/portal/new", data={"lang": "nl"}),
    "followed at the portal": lambda c, _, ref: sent(
        c, "POST", "/portal/status", data={"reference": ref, "secret": "none", "lang": "nl"}
    ),
    "no such page": lambda c, _, __: sent(c, "GET", "/none"),
    "metrics": lambda c, _, __: sent(c, "GET", "/metrics"),
    "readiness": lambda c, _, __: sent(c, "GET", "/readyz"),
}


def test_no_statement_is_carried_out_on_the_event_loop(store: Store, loop: OnTheLoop) -> None:
    token = store.access.create_token(Role.DPO)
    cookie = store.access.open_session(token)
    headers = {"authorization": f"Bearer {token}", "cookie": f"griffie={cookie}"}
    client = TestClient(application(store.engine), headers=headers, follow_redirects=False)
    place = receive(client)
    reference = client.get(place).json()["reference"]
    loop.found.clear()

    statuses, waited = {}, {}
    for name, send in DONE.items():
        statuses[name] = send(client, place, reference)
        waited[name], loop.found = loop.found, []
    assert {name: found for name, found in waited.items() if found} == {}
    assert {statuses[name] for name in ("mail", "document", "step under a key")} <= {200, 201, 202}
    assert statuses["form"] in {200, 303}, statuses


def test_the_watch_bites(loop: OnTheLoop, tmp_path: Path) -> None:
    store = open_store(tmp_path / "other")

    async def on_the_loop() -> int:
        return store.history.newest()

    on_a_loop(on_the_loop())
    store.engine.close()
    assert len(loop.found) == 1
    assert "newest" in loop.found[0]
