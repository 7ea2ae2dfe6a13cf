"""Several processes fold a projection: the same rows, counts and position as one; or nothing."""

import os
import signal
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.projections import folders
from griffie.application.projections.folders import FoldersEndedError, ranges, replay_of
from griffie.application.projections.register import row as row_of
from griffie.application.projections.registry import PROJECTIONS
from griffie.application.projections.whole_histories import BEYOND, FIRST
from griffie.application.requests.commands import Receive
from griffie.infrastructure.sqlite.views import SQLiteView
from tests.conftest import Open
from tests.given.at_work import note
from tests.given.story import RECEIVE

ASKED = Receive.model_validate(RECEIVE)
SHARED = [name for name, one in PROJECTIONS.items() if one.row_a_request]
"""What several processes fold; of the others one folds all."""


def nothing_told(_done: int, _all: int) -> None: ...


@pytest.fixture
def office(opening: Open, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Forty requests of two events, and in ranges of some ten events each."""
    monkeypatch.setattr(folders, "OF_A_RANGE", 10)
    store = opening()
    for _ in range(40):
        now = store.engine.now(OPERATOR)
        request = store.requests.receive(ASKED, now)
        store.requests.take(request.id, note("Gebeld."), now)
    store.engine.current()
    return store


def stored(store: Store, name: str) -> list[Any]:
    """Rows, counts and position of a view, octet for octet as the database has them."""
    view, definition = SQLiteView(store.datastore, PROJECTIONS[name]), PROJECTIONS[name]
    tables = [name, *([f"{name}_counts"] if definition.counted else [])]
    rows = [store.datastore.tuples(f"SELECT * FROM {one} ORDER BY 1") for one in tables]
    return [*rows, view.position()]


def test_several_processes_give_what_one_gives(office: Store) -> None:
    for name in SHARED:
        far: list[int] = []
        office.projections.rebuild(name)
        by_one = stored(office, name)
        count = office.projections.rebuild(name, partial(_note, far), 2)

        assert count == 40
        assert stored(office, name) == by_one
        assert not office.projections.strayed(name)
        assert len(far) >= len(ranges(office.history.newest())) > 2
        assert far == sorted(far)


def _note(far: list[int], done: int, _all: int) -> None:
    far.append(done)


def test_a_process_that_is_killed_changes_nothing_and_is_told(office: Store) -> None:
    before = stored(office, "register")

    def kill_all(_done: int, _all: int) -> None:
        for child in children():
            os.kill(child, signal.SIGKILL)

    with pytest.raises(FoldersEndedError):
        office.projections.rebuild("register", kill_all, 2)

    assert stored(office, "register") == before
    assert children() == []
    office.projections.rebuild("register", nothing_told, 2)
    assert stored(office, "register") == before


def test_what_happens_meanwhile_is_in_it(office: Store) -> None:
    added: list[str] = []
    view = SQLiteView(office.datastore, PROJECTIONS["register"])

    def meanwhile(_done: int, _all: int) -> None:
        if not added:
            now = office.engine.now(OPERATOR)
            added.append(office.requests.receive(ASKED, now).id.hex)

    office.projections.rebuild("register", meanwhile, 2)

    assert added[0] in {row["request_id"] for row in view.all()}
    assert not office.projections.strayed("register")


def test_ranges_hold_every_stream_once() -> None:
    for many in (0, 1, 9_999, 20_000, 40_000, 7_000_000):
        found = ranges(many)
        assert found[0][0] == FIRST
        assert found[-1][1] == BEYOND
        assert [one[1] for one in found[:-1]] == [one[0] for one in found[1:]]
        assert found == sorted(found)
        assert len(found) == max(1, many // folders.OF_A_RANGE)


def test_a_history_is_replayed_as_a_store_replays_it(office: Store) -> None:
    replay, view = replay_of(office.history), SQLiteView(office.datastore, PROJECTIONS["register"])
    for stream in [UUID(row["request_id"]) for row in view.all()[:3]]:
        for version in (1, 2):
            kept = office.requests.load_if_there(stream, version)
            anew = replay.request_at(stream, version)
            assert kept
            assert anew
            assert row_of(anew) == row_of(kept)
        assert replay.request_at(stream, 3) is None
        assert len([*replay.events_of(stream, 2)]) == 2
    assert replay.request_at(UUID(int=1), 1) is None


def children() -> list[int]:
    """The processes that this one started and that still live, those that fold among them."""
    found = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(one) for file in found for one in file.read_text().split() if folds(int(one))]


def folds(process: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
