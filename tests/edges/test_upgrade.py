"""After an upgrade the port is open at once: commands are taken while the views are made anew."""

import json
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest
from eventsourcing.persistence import OperationalError

from griffie.api.cli import serve
from griffie.api.cli.serve import make_ready
from griffie.api.composition.examination import look_inside
from griffie.application.access.roles import OPERATOR
from griffie.application.projections import making, whole_histories
from griffie.application.projections.making import ViewsBeingMadeError
from griffie.application.projections.registry import PROJECTIONS, Definition
from griffie.application.register.view import Query
from griffie.domain.request.reference import reference
from griffie.infrastructure.sqlite.history import SQLiteHistory
from griffie.infrastructure.sqlite.view_tables import SQLiteTables
from griffie.infrastructure.sqlite.views import SQLiteView
from tests.given.at_work import receive
from tests.given.held_folding import OF_BEFORE
from tests.given.other_hand import other_hand
from tests.given.upgraded_office import MANY, Office, as_from_nothing, made_office, opened

LIST, BOARD = "/api/v1/requests", "/api/v1/dashboards/deadlines"
AS_NEEDED = {"figures", "retention", "announced", "imported"}
"""The views that a command makes only if it asks for them."""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return made_office(tmp_path)


def new_request(client: httpx2.Client) -> str:
    body = json.loads(receive("erna").model_dump_json(exclude_unset=True))
    answer = client.post(LIST, json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < end, "it never was so"
        time.sleep(0.02)


def until_listed(client: httpx2.Client) -> httpx2.Response:
    for _ in range(2400):
        if (answer := client.get(LIST, params={"limit": 200})).status_code == 200:
            return answer
        assert answer.status_code == 503
        time.sleep(0.05)
    raise AssertionError(answer.text)


def test_commands_are_taken_while_views_are_made_and_a_kill_loses_nothing(office: Office) -> None:
    before = office.rows()
    with office.serving() as (server, client):
        added = new_request(client)
        old = f"{LIST}/{office.known[0]}"
        assert client.post(f"{old}/add-note", json={"note": "Gebeld."}).status_code == 200
        assert client.get(old).json()["version"] == 2

        name = reference(UUID(office.known[1]))  # an old row knows it, and the id proves it
        assert client.get(f"{LIST}/{name}").json()["id"] == office.known[1]
        assert client.get(f"/requests/{name}").status_code == 200
        assert client.get(f"{LIST}/{reference(UUID(added))}").status_code == 503

        for asked in (LIST, BOARD, "/api/v1/retention", "/api/v1/reports/annual?year=2026"):
            answer = client.get(asked)
            assert answer.status_code == 503, asked
            assert answer.headers["retry-after"] == "10"
            assert answer.json()["type"] == "/problems/views"
            assert re.search(r"\b[0-9]{1,2} % are done", answer.json()["detail"])
        page = client.get("/")
        assert page.status_code == 503
        assert re.search(
            r"De lijsten worden opnieuw opgebouwd.*[0-9]{1,2}(&nbsp;|\xa0)%", page.text, re.DOTALL
        )
        until(lambda: 0 < client.get("/readyz").json()["views_percent"] < 100)
        assert "its views are made anew" in server.said()
        assert office.rows() == before
        server.process.kill()
        server.process.wait()
    assert office.rows() == before

    with office.serving() as (_, client):
        more = new_request(client)
        assert client.get(LIST).status_code == 503
        office.held.unlink()
        listed = {one["id"] for one in until_listed(client).json()["items"]}
        assert listed == {*office.known, added, more}
        until_made(client)
    assert office.rows()[0] != (OF_BEFORE,)
    as_from_nothing(office)


def test_a_small_store_is_ready_before_its_port_opens(
    office: Office, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_MOMENT", 120)  # how quickly: the machine has other work too
    with opened(office) as store, caplog.at_level("INFO"):
        make_ready(store)
        assert store.projections.making.outdated() == []
        assert "views are made anew: 100 %" in caplog.messages
        assert store.engine.views_made() == 100
    as_from_nothing(office)


def test_who_goes_back_finds_the_views_of_before(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.rows()
    cut_off(office, monkeypatch)
    assert office.rows() == before

    with other_hand(office.folder) as c:
        for name, definition in PROJECTIONS.items():  # the code that folded them is here again
            c.execute("UPDATE folded_by SET code = ? WHERE view = ?", (definition.stamp, name))
    with opened(office) as store:
        assert store.projections.making.outdated() == []
        assert len(store.engine.current().items(Query(limit=200), date.max)) == MANY
    assert office.rows()[1:] == before[1:]


def test_a_fold_that_was_cut_off_begins_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(office, monkeypatch)
    with opened(office) as store:  # any other command makes what it reads for itself
        assert len(store.engine.current().items(Query(limit=200), date.max)) == MANY
        assert {one.name for one in store.projections.making.outdated()} == AS_NEEDED
        make_ready(store)
    as_from_nothing(office)


def test_who_only_looks_changes_no_view(office: Office) -> None:
    before = office.rows()
    with opened(office) as store:
        signs = {sign.name: sign for sign in look_inside(store)}
        assert signs["views"].well
        assert "of another release" in signs["views"].said
        assert signs["projections"].well
        assert signs["rows"].well
        assert (
            store.check((), lambda _done, _all: None)[0] == []
        )  # what nobody reads is not held against the events
    assert office.rows() == before


def test_of_two_processes_one_makes_a_view_and_the_other_waits(office: Office) -> None:
    made: list[str] = []
    with opened(office) as one, opened(office) as other:
        for store in (one, other):
            patched(store.projections._tables, made)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda store: store.engine.current(), (one, other)))
    assert sorted(made) == ["register", "trail"]


def test_a_view_that_cannot_be_made_is_tried_again_and_lists_say_so(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing = True

    def emptied(self: SQLiteTables, definition: Definition) -> SQLiteView:
        if failing:
            raise OperationalError("disk I/O error")
        return whole(self, definition)

    whole = SQLiteTables.emptied
    monkeypatch.setattr(SQLiteTables, "emptied", emptied)
    monkeypatch.setattr(making, "_AGAIN", 0.05)
    monkeypatch.setattr(serve, "_MOMENT", 0.2)
    with opened(office) as store:
        make_ready(store)
        with pytest.raises(ViewsBeingMadeError):
            store.engine.current()
        until(lambda: "views are not made: OperationalError" in caplog.messages)
        assert store.requests.receive(receive("later"), store.engine.now(OPERATOR))
        failing = False
        assert store.projections.making.within(120)
        assert len(store.engine.current().items(Query(limit=200), date.max)) == MANY + 1
    as_from_nothing(office)


def test_the_views_of_many_stores_are_made_one_store_after_the_other(office: Office) -> None:
    with opened(office) as store:
        with making._ONE_BY_ONE:  # another store of this process has its turn
            make_ready(store, among=1000)
            with pytest.raises(ViewsBeingMadeError):
                store.engine.current()
        assert store.projections.making.within(120)
    as_from_nothing(office)


def cut_off(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin to make the views, and end in the middle of the register."""
    monkeypatch.setattr(whole_histories, "WHOLE_HISTORIES", 10)
    pages = 0

    def stop(self: SQLiteHistory, *asked: Any, **more: Any) -> Any:
        nonlocal pages
        pages += 1
        if pages > 2:
            raise KeyboardInterrupt
        return whole(self, *asked, **more)

    whole = SQLiteHistory.stream_page
    with monkeypatch.context() as patch, opened(office) as store:
        patch.setattr(SQLiteHistory, "stream_page", stop)
        with pytest.raises(KeyboardInterrupt):
            store.engine.current()
        with other_hand(office.folder) as c:
            (rows,) = c.execute("SELECT COUNT(*) FROM register_anew").fetchone()
            assert 0 < rows < MANY


def patched(tables: Any, made: list[str]) -> None:
    """Note which views are begun from nothing."""
    emptied = tables.emptied

    def noted(definition: Definition) -> SQLiteView:
        made.append(definition.name)
        view: SQLiteView = emptied(definition)
        return view

    tables.emptied = noted


def until_made(client: httpx2.Client) -> None:
    for _ in range(2400):
        if client.get("/readyz").json()["views_percent"] == 100:
            return
        time.sleep(0.05)
    raise AssertionError("they are never made")
