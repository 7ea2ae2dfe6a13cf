"""Damaged files and wrong keys: a sentence to whoever reads it, nothing lost or half done."""

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import open_store
from griffie.application.errors import MasterKeyError, StoreError, UnusableLogKeyError
from griffie.infrastructure.log.signing import load_or_make
from griffie.infrastructure.sqlite.datastore import find_damage
from griffie.infrastructure.sqlite.mapper import UnreadableEventError, read_event
from tests.conftest import Clock
from tests.given.at_work import sound
from tests.given.closed_store import UNWELL, Told, client, copied, reopened, told_stories
from tests.given.story import PERSONAL, RECEIVE

pytestmark = pytest.mark.in_folder
"""Files of a folder are damaged; of a server: `tests/postgres/test_opening.py`."""

PAGE = 4096


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told_stories(tmp_path_factory.mktemp("kept") / "data")


@pytest.fixture
def told(kept: Told, tmp_path: Path) -> Told:
    return copied(kept, tmp_path)


def contents(folder: Path) -> dict[str, bytes]:
    kept = (path for path in folder.iterdir() if path.suffix in {".db", ""})
    return {path.name: path.read_bytes() for path in kept}


def overwrite(path: Path, at: int, octets: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(octets)


# The store itself.


def test_a_file_that_is_no_database_stops_the_store_and_is_left_as_it_is(told: Told) -> None:
    database = told.folder / "griffie.db"
    overwrite(database, 0, b"This is not a database, really")
    before = contents(told.folder)

    with pytest.raises(StoreError, match=r"not a database.*Restore it from a backup") as trouble:
        open_store(told.folder, clock=Clock(), demo=True)

    assert str(database) in str(trouble.value)
    assert contents(told.folder) == before


@pytest.mark.parametrize("empty", [True, False])
def test_no_new_store_is_begun_beside_the_keys_of_an_old_one(told: Told, *, empty: bool) -> None:
    database = told.folder / "griffie.db"
    database.write_bytes(b"") if empty else database.unlink()
    before = contents(told.folder)

    with pytest.raises(StoreError, match=r"missing or empty.*Put it back"):
        open_store(told.folder, clock=Clock(), demo=True)

    assert contents(told.folder) == before


@pytest.mark.parametrize("pages", [1, 2, 5, 10, 20, -1])
def test_a_file_that_was_cut_off_is_told_to_the_operator_or_to_the_reader(
    told: Told, pages: int
) -> None:
    database = told.folder / "griffie.db"
    os.truncate(database, PAGE * pages if pages > 0 else database.stat().st_size - PAGE)

    assert find_damage(database)
    told_of(told)


def told_of(told: Told) -> str:
    """Open, read, write: each works as it should or says in a sentence that the store failed."""
    try:
        store = open_store(told.folder, clock=Clock(), demo=True)
    except (StoreError, MasterKeyError) as trouble:
        return in_a_sentence(str(trouble), told.folder)
    newest = readable(store.history.newest)
    answers = asked(client(store, told.token), told.location)
    for one in answers:
        # A value that is not what the history committed to is said to be that, and is not shown.
        tampered = one.status_code == 500 and one.json()["type"] == "/problems/tampered"
        assert tampered or one.status_code in {200, 201, 503}
    assert answers[0].status_code == 503 or answers[0].content == told.shown
    for one in answers:
        if one.status_code == 503:
            assert one.json()["type"] in UNWELL
            behind = one.json()["type"] == "/problems/log-behind"  # no later try helps
            assert behind or "Retry-After" in one.headers
    if answers[-1].status_code == 503 and newest:
        # Somebody looked, perhaps, before the store failed, and asked for the trail: recorded.
        assert readable(store.history.newest) in {*range(newest, newest + 3), None}
    store.engine.close()
    return " ".join(str(one.status_code) for one in answers)


def in_a_sentence(said: str, folder: Path) -> str:
    assert str(folder) in said
    assert "backup" in said or "cannot be opened" in said
    return "not opened"


def asked(clerk: TestClient, location: str) -> list[Any]:
    return [
        clerk.get(location),
        clerk.get(f"{location}/events"),
        clerk.get(location, params={"reveal": True}),
        clerk.get("/api/v1/requests"),
        clerk.get("/api/v1/dashboards/deadlines"),
        clerk.get("/api/v1/audit/events"),
        clerk.post("/api/v1/requests", json=RECEIVE),
    ]


def readable(newest: Callable[[], int]) -> int | None:
    try:
        return newest()
    except Exception:  # noqa: BLE001 - whatever is wrong with it: it cannot be read
        return None


def test_a_page_anywhere_that_was_overwritten_never_passes_for_the_truth(
    kept: Told, tmp_path: Path
) -> None:
    pages = (kept.folder / "griffie.db").stat().st_size // PAGE
    came = set()
    for page in range(pages):
        spoiled = copied(kept, tmp_path / str(page))
        overwrite(spoiled.folder / "griffie.db", page * PAGE + 40, b"\xa5" * (PAGE - 80))
        came.add(told_of(spoiled))

    assert "not opened" in came
    assert any("503" in one for one in came)


def test_the_audit_finds_the_byte_that_reading_does_not(told: Told) -> None:
    database = told.folder / "griffie.db"
    at = database.read_bytes().rfind(b'"sent_on":"2026-03-10"')
    assert at > 0
    overwrite(database, at + len(b'"sent_on":"2026-03-'), b"11")

    assert find_damage(database) is None
    with reopened(told.folder) as store, pytest.raises(AssertionError):
        sound(store)


# The keys.


@pytest.mark.parametrize("name", ["keys.db", "access.db"])
def test_a_key_file_that_is_no_database_stops_the_store(told: Told, name: str) -> None:
    overwrite(told.folder / name, 0, b"This is not a database, really")
    before = contents(told.folder)

    with pytest.raises(MasterKeyError, match="backup") as trouble:
        open_store(told.folder, clock=Clock(), demo=True)

    assert str(told.folder / name) in str(trouble.value)
    assert contents(told.folder) == before


def test_a_key_store_that_is_gone_stops_the_store(told: Told) -> None:
    (told.folder / "keys.db").unlink()
    before = contents(told.folder)["griffie.db"]

    with pytest.raises(MasterKeyError, match=r"holds no key.*backup"):
        open_store(told.folder, clock=Clock(), demo=True)

    assert contents(told.folder)["griffie.db"] == before


def test_a_key_store_damaged_in_the_middle_opens_nothing_false(
    kept: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("griffie.infrastructure.vault.secure_file.PATIENCE", 0.1)
    for page in range((kept.folder / "keys.db").stat().st_size // PAGE):
        spoiled = copied(kept, tmp_path / str(page))
        overwrite(spoiled.folder / "keys.db", page * PAGE + 40, b"\xa5" * (PAGE - 80))
        told_of(spoiled)


KEKS = {
    "missing": (None, "is missing"),
    "short": (b"c2hvcnQ=\n", "holds no master key"),
    "empty": (b"", "holds no master key"),
    "another": (b"A" * 43 + b"=\n", "is not the one with which"),
}


@pytest.mark.parametrize("which_one", KEKS)
def test_a_master_key_that_is_not_the_one_stops_the_store(told: Told, which_one: str) -> None:
    content, said = KEKS[which_one]
    path = told.folder.with_name("data.kek")
    path.write_bytes(content) if content is not None else path.unlink()
    before = contents(told.folder)

    with pytest.raises(MasterKeyError, match=said) as trouble:
        open_store(told.folder, clock=Clock(), demo=True)

    assert "--kek" in str(trouble.value)
    assert contents(told.folder) == before
    assert path.exists() == (content is not None)


def test_a_master_key_that_others_may_read_stops_the_store(told: Told) -> None:
    told.folder.with_name("data.kek").chmod(0o644)
    before = contents(told.folder)

    with pytest.raises(MasterKeyError, match="Others on this machine may read the master key"):
        open_store(told.folder, clock=Clock(), demo=True)

    assert contents(told.folder) == before


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nxx\n"])
def test_a_log_key_that_is_damaged_stops_the_store(told: Told, content: bytes) -> None:
    (told.folder / "log-key").write_bytes(content)
    before = contents(told.folder)

    with pytest.raises(UnusableLogKeyError, match="restore its file"):
        open_store(told.folder, clock=Clock(), demo=True)

    assert contents(told.folder) == before


def test_a_log_key_that_is_gone_or_another_stops_the_store_each_time(told: Told) -> None:
    right = (told.folder / "log-key").read_bytes()
    (told.folder / "log-key").unlink()
    for _ in range(2):
        with pytest.raises(StoreError, match="is missing"):
            open_store(told.folder, clock=Clock(), demo=True)
    load_or_make(told.folder / "log-key")
    with pytest.raises(StoreError, match="Put the file log-key back"):
        open_store(told.folder, clock=Clock(), demo=True)

    (told.folder / "log-key").write_bytes(right)
    with reopened(told.folder) as store:
        sound(store)


def test_nothing_that_is_said_of_trouble_repeats_what_was_sealed(told: Told) -> None:
    """A vault in which every value was exchanged: said, and not shown."""
    with sqlite3.connect(told.folder / "griffie.db") as other:
        other.execute("UPDATE vault SET ciphertext = zeroblob(100)")

    with reopened(told.folder) as store:
        answer = client(store, told.token).get(told.location, params={"reveal": True})

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/tampered")
    assert not [word for word in PERSONAL.values() if json.dumps(word) in answer.text]


@pytest.mark.parametrize(
    "topic", ["this", "antigravity", "os:system", "griffie.domain.model.event:Event", ""]
)
def test_a_file_does_not_choose_what_is_imported(topic: str) -> None:
    loaded = set(sys.modules)

    with pytest.raises(UnreadableEventError, match="run griffie audit"):
        read_event(UUID(int=1), 1, topic, b"{}")

    assert set(sys.modules) == loaded
