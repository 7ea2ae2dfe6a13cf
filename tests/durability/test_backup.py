"""A backup is whole, checked and apart from its keys, or it is not there."""

import json
import sqlite3
from base64 import b64decode
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, kek_path
from griffie.application.access.roles import Role
from griffie.application.errors import BackupError
from griffie.infrastructure.backup.backup import back_up
from griffie.infrastructure.backup.backup_files import snapshot
from griffie.infrastructure.backup.restore import copy_back, find_backup, refuse_other_master
from griffie.infrastructure.made_tables import make_store
from griffie.infrastructure.sqlite import guards
from griffie.infrastructure.vault.master_key import MasterKey
from tests.conftest import Clock, signed_in
from tests.given.backups import backed_up, elsewhere, silent, source
from tests.given.story import PERSONAL, receive, tell

pytestmark = pytest.mark.in_folder
"""A server has its own backup."""

FILES = ["griffie.db", "access.db", "log-key", "erasures"]

A_PAGE = 200
"""Requests that one page of a list holds at most."""


def test_a_backup_made_while_others_write_is_one_moment_of_the_store(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    acknowledged = [tell(dpo)]
    client, over = signed_in(store, Role.DPO), Event()

    def work() -> None:
        while not over.is_set() and len(acknowledged) < A_PAGE:
            acknowledged.append(receive(client))

    working = Thread(target=work)
    working.start()
    try:
        while len(acknowledged) < 3:
            over.wait(0.01)
        for number in range(10):  # until somebody did write meanwhile
            before = list(acknowledged)
            backup = backed_up(store, f"backup-{number}")
            at_the_end = len(acknowledged)
            if len(before) < at_the_end:
                break
    finally:
        over.set()
        working.join()
    again = elsewhere(backup, store, clock)
    reads = signed_in(again, Role.DPO)
    listed = {item["id"] for item in reads.get(f"/api/v1/requests?limit={A_PAGE}").json()["items"]}
    findings, summary = again.check([store.log.checkpoint()], lambda *_: None)
    shown = reads.get(before[-1], params={"reveal": True})
    again.engine.close()

    assert len(before) < at_the_end  # somebody did write meanwhile
    assert {place.rpartition("/")[2] for place in before} <= listed
    assert summary.entries == backup.found.told["log"]["size"]
    cut = "what came after was cut off"
    assert [one.what for one in findings if cut not in one.what] == []
    assert shown.json()["requester"]["name"] == PERSONAL["name"]


def test_the_keys_lie_apart_and_the_master_key_nowhere(store: Store, dpo: TestClient) -> None:
    tell(dpo)
    backup = backed_up(store)

    lines = kek_path(store.folder).read_bytes().splitlines()
    (encoded,) = [line for line in lines if not line.startswith(b"#")]
    with closing(sqlite3.connect(store.folder / "keys.db")) as keys:
        wrapped = [row[0] for row in keys.execute("SELECT wrapped FROM keys")]
    files = {path.name: path.read_bytes() for path in backup.store.iterdir()}
    apart = {path.name: path.read_bytes() for path in backup.keys.iterdir()}

    assert sorted(files) == sorted([*FILES, "manifest.json"])
    assert sorted(apart) == ["keys.db", "manifest.json"]
    assert all(key in apart["keys.db"] for key in wrapped)
    for octets in files.values():
        assert not any(key in octets for key in wrapped)
    for octets in [*files.values(), *apart.values()]:
        assert encoded not in octets
        assert b64decode(encoded) not in octets
        assert not any(words.encode() in octets for words in PERSONAL.values())
    for path in (backup.store, backup.keys):
        assert path.stat().st_mode & 0o077 == 0
        assert all(file.stat().st_mode & 0o077 == 0 for file in path.iterdir())


def test_a_copy_refuses_to_be_changed_as_the_store_does(store: Store, dpo: TestClient) -> None:
    tell(dpo)

    assert guards.find_alterations(backed_up(store).store / "griffie.db", make_store) == []


def test_what_is_there_is_not_written_over(store: Store, tmp_path: Path) -> None:
    backup = backed_up(store)
    before = {path: path.read_bytes() for path in backup.store.iterdir()}
    other, data = tmp_path / "other", store.folder
    (tmp_path / "empty").mkdir()

    for to, keys_to in (
        (backup.store, other),
        (other, backup.keys),
        (other, other),
        (other, other / "keys"),
        (other / "store", other),
        (data / "backup", other),
        (other, data),
    ):
        with pytest.raises(BackupError):
            back_up(source(store), to, keys_to, silent)
        assert not other.exists()
    back_up(source(store), tmp_path / "empty", other, silent)

    assert before == {path: path.read_bytes() for path in backup.store.iterdir()}
    assert find_backup(tmp_path / "empty", other).told["of"] == "store"
    with pytest.raises(BackupError, match="not empty"):
        copy_back(backup.found, data, bytes(32), [])


@pytest.mark.parametrize("name", [*FILES, "keys.db"])
@pytest.mark.parametrize("what", ["changed", "gone"])
def test_a_file_of_a_backup_that_was_touched_is_found(
    store: Store, dpo: TestClient, name: str, what: str
) -> None:
    place = tell(dpo)
    erased = {"ground": "request_on_file", "explanation": "Een proef."}
    assert dpo.post(f"{place}/erase-personal-data", json=erased).status_code == 200
    backup = backed_up(store)
    file = (backup.keys if name == "keys.db" else backup.store) / name
    octets = bytearray(file.read_bytes())

    if what == "gone":
        file.unlink()
    else:
        octets[len(octets) // 2] ^= 1
        file.write_bytes(octets)

    with pytest.raises(BackupError, match=name if what == "changed" else "missing"):
        find_backup(backup.store, backup.keys)


def test_the_folders_of_two_backups_are_not_mixed(store: Store, dpo: TestClient) -> None:
    one, two = backed_up(store, "one"), backed_up(store, "two")

    with pytest.raises(BackupError, match="another backup"):
        find_backup(one.store, two.keys)
    with pytest.raises(BackupError, match="the other folder"):
        find_backup(one.keys, one.store)
    with pytest.raises(BackupError, match="no finished backup"):
        find_backup(store.folder, one.keys)
    with pytest.raises(BackupError, match="master key"):
        refuse_other_master(one.found, MasterKey(bytes(32)))


@pytest.mark.parametrize("written", ["{", "[]", "{}", '{"files": {"../keys": {}}}'])
def test_a_manifest_that_is_none_is_refused(store: Store, written: str) -> None:
    backup = backed_up(store)
    (backup.store / "manifest.json").write_text(written)

    with pytest.raises(BackupError):
        find_backup(backup.store, backup.keys)


def test_a_manifest_names_no_file_elsewhere(store: Store) -> None:
    backup = backed_up(store)
    told = json.loads((backup.store / "manifest.json").read_text())
    told["files"]["../../data.kek"] = {"bytes": 1, "sha256": ""}
    (backup.store / "manifest.json").write_text(json.dumps(told))

    with pytest.raises(BackupError, match="tells of no backup"):
        find_backup(backup.store, backup.keys)


def test_a_checkpoint_that_somebody_else_signed_is_no_reason(store: Store) -> None:
    backup = backed_up(store)
    place = store.folder.parent / "another" / "data"

    with pytest.raises(BackupError, match="not one of this store"):
        copy_back(backup.found, place, bytes(32), [], ["griffie.demo\n1\nAAAA\n\n— x y\n"])
    assert not place.exists()


def nothing_made(store: Store) -> bool:
    place = store.folder.parent / "elsewhere"
    return not place.exists() or not list(place.iterdir())


def test_a_store_in_which_an_audit_finds_something_is_not_backed_up(
    store: Store, dpo: TestClient
) -> None:
    tell(dpo)
    with closing(sqlite3.connect(store.folder / "griffie.db", isolation_level=None)) as owner:
        ((name, trigger),) = owner.execute(
            "SELECT name, sql FROM sqlite_master WHERE name = 'stored_events_update'"
        )
        owner.execute(f"DROP TRIGGER {name}")
        owner.execute("UPDATE stored_events SET topic = 'NoteAdded' WHERE rowid = 3")
        owner.execute(trigger)

    with pytest.raises(BackupError, match="audit of the copy finds"):
        backed_up(store)
    assert nothing_made(store)


@pytest.mark.parametrize(
    "change", ["DELETE FROM keys WHERE tier = 't2'", "UPDATE keys SET wrapped = zeroblob(60)"]
)
def test_a_store_whose_keys_do_not_open_it_is_not_backed_up(
    store: Store, dpo: TestClient, change: str
) -> None:
    tell(dpo)
    with closing(sqlite3.connect(store.folder / "keys.db", isolation_level=None)) as owner:
        owner.execute(change)

    with pytest.raises(BackupError, match="griffie audit"):
        backed_up(store)
    assert nothing_made(store)


def test_an_erasure_between_the_copies_of_values_and_keys_makes_them_again(
    store: Store, dpo: TestClient, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [tell(dpo), tell(dpo)]
    erased = {"ground": "request_on_file", "explanation": "Een proef."}
    waiting = [places[0]]

    def meanwhile(source: Path, target: Path, *rest: object) -> None:
        snapshot(source, target)
        if source.name == "griffie.db" and waiting:
            dpo.post(f"{waiting.pop()}/erase-personal-data", json=erased)

    monkeypatch.setattr("griffie.infrastructure.backup.backup.snapshot", meanwhile)
    again = elsewhere(backed_up(store), store, clock)
    findings, _ = again.check([], lambda *_: None)
    goes_on = again.datastore.older
    again.engine.close()

    assert not waiting
    assert (findings, goes_on) == ([], None)


def test_sessions_end_with_a_restore(store: Store, dpo: TestClient, clock: Clock) -> None:
    token = store.access.create_token(Role.DPO, "test")
    cookie = store.access.open_session(token)
    assert cookie
    backup = backed_up(store)

    again = elsewhere(backup, store, clock)
    signed_in_still = again.access.account_of_session(cookie)
    known = again.access.account_of(token)
    again.engine.close()

    assert store.access.account_of_session(cookie)
    assert signed_in_still is None
    assert known
