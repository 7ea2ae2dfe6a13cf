"""An old copy in the place of the store: it is read, not continued, and the erased stay erased."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.disclosure import KeyErasedError, Tier
from griffie.application.errors import BackupError
from griffie.application.ports import StoreBehindError
from griffie.application.retention.carry_out import Became
from griffie.infrastructure.backup.outside_copies import checkpoint_path, erasures_path
from griffie.infrastructure.backup.restore import ledger_lines
from tests.api.test_carry_out import HISTORIES_DUE, WORDS_DUE, with_a_copy
from tests.conftest import Clock, signed_in
from tests.given.backups import backed_up, elsewhere, id_of, left_in, restored, secrets
from tests.given.story import PERSONAL, RECEIVE, receive, tell
from tests.security.test_residue import secrets_of

pytestmark = pytest.mark.in_folder
"""Copies of a folder; of a database: `tests/postgres/test_opening.py`."""

ERASE = {"ground": "request_on_file", "explanation": "Een proef."}
NOTE = {"note": "Een proef."}
UNTOLD = lambda *_: None  # noqa: E731


@pytest.fixture
def closing_all() -> Iterator[list[Store]]:
    stores: list[Store] = []
    yield stores
    for store in stores:
        store.engine.close()


def erase(dpo: TestClient, place: str) -> None:
    answer = dpo.post(f"{place}/erase-personal-data", json=ERASE)
    assert answer.status_code == 200, answer.text


def found_in(store: Store) -> list[str]:
    return [one.what for one in store.check([], UNTOLD)[0]]


def test_a_backup_of_what_the_store_still_is_goes_on_where_it_was(
    store: Store, dpo: TestClient, clock: Clock, closing_all: list[Store]
) -> None:
    place = tell(dpo)
    backup = backed_up(store)

    again = elsewhere(backup, store, clock)
    closing_all.append(again)

    client = signed_in(again, Role.DPO)
    assert client.get(place).json() == dpo.get(place).json()
    assert client.post(f"{place}/add-note", json=NOTE).status_code == 200
    assert found_in(again) == []


@pytest.mark.parametrize("known_by", ["beside", "held"])
def test_a_store_that_is_older_than_a_signed_checkpoint_is_read_and_not_continued(
    store: Store, dpo: TestClient, clock: Clock, closing_all: list[Store], known_by: str
) -> None:
    place = tell(dpo)
    backup = backed_up(store)
    assert dpo.post(f"{place}/add-note", json=NOTE).status_code == 200
    later = store.log.checkpoint()

    if known_by == "held":
        old = elsewhere(backup, store, clock, [later])
    else:
        store.engine.close()
        shutil.rmtree(store.folder)
        old = restored(backup, store.folder, Path(), clock, ledger=erasures_path(store.folder))
    closing_all.append(old)
    client = signed_in(old, Role.DPO)
    signed = client.get("/api/v1/audit/checkpoint")
    written = client.post(f"{place}/add-note", json=NOTE)

    assert client.get(place).status_code == 200
    assert client.get("/api/v1/requests").json()["items"]
    for refused in (signed, written):
        assert refused.status_code == 503
        assert "old copy" in refused.json()["detail"]
    assert old.log.size() == old.history.newest()
    assert any("what came after was cut off" in what for what in found_in(old))
    assert checkpoint_path(old.folder).read_text("utf-8") == later
    with pytest.raises(StoreBehindError):
        old.log.check()


def test_an_old_copy_goes_on_where_nobody_kept_a_later_checkpoint(
    store: Store, dpo: TestClient, clock: Clock, closing_all: list[Store]
) -> None:
    """What cannot be known, on a machine to which nothing came but the backup."""
    place = tell(dpo)
    backup = backed_up(store)
    dpo.post(f"{place}/add-note", json=NOTE)
    store.log.checkpoint()

    old = elsewhere(backup, store, clock)
    closing_all.append(old)

    assert found_in(old) == []
    assert signed_in(old, Role.DPO).post(f"{place}/add-note", json=NOTE).status_code == 200


@pytest.mark.law("gdpr/5/1/e")
@pytest.mark.parametrize("by", ["restore", "copying the folder"])
def test_what_was_erased_after_a_backup_does_not_come_back_with_it(
    store: Store, dpo: TestClient, clock: Clock, closing_all: list[Store], by: str
) -> None:
    place = tell(dpo)
    wanted = secrets(store, place)
    backup = backed_up(store)
    copy = shutil.copytree(store.folder, store.folder.parent / "copy")
    erase(dpo, place)
    stood = left_in(backup.store, wanted), left_in(copy, wanted)

    if by == "restore":
        old = elsewhere(backup, store, clock)
    else:
        store.engine.close()
        shutil.rmtree(store.folder)
        copy.rename(store.folder)
        old = open_store(store.folder, clock=clock, demo=True)
    closing_all.append(old)

    assert all(stood)
    assert left_in(old.folder, wanted) == {}
    with pytest.raises(KeyErasedError):
        old.vault.open(id_of(place))
    assert old.vault.find("email", PERSONAL["email"]) == []
    assert signed_in(old, Role.DPO).post("/api/v1/requests", json=RECEIVE).status_code == 503
    (said,) = found_in(old)
    assert "erasure ledger tells" in said


@pytest.mark.law("gdpr/5/1/e")
def test_a_history_that_went_after_a_backup_goes_again(
    store: Store, dpo: TestClient, clock: Clock, closing_all: list[Store]
) -> None:
    places = [with_a_copy(dpo) for _ in range(2)]
    stays = receive(dpo)
    store.engine.current()
    store.engine.figures()  # the projections of the copy know those whose histories will go
    wanted = [secret for place in places for secret in secrets_of(store, place)]
    personal = {words.encode() for words in PERSONAL.values()}
    wanted = [secret for secret in wanted if secret not in personal]  # the other's, too
    backup = backed_up(store)
    for at in (WORDS_DUE, HISTORIES_DUE):
        clock.at = at
        done = store.engine.carry_out(OPERATOR, at.date())
        assert {one.became for one in done} == {Became.DONE}

    old = elsewhere(backup, store, clock)
    closing_all.append(old)

    assert left_in(backup.store, wanted)
    assert left_in(old.folder, wanted) == {}
    client = signed_in(old, Role.DPO)
    assert [client.get(place).status_code for place in places] == [404, 404]
    assert client.get(stays).status_code == 200
    assert len(client.get("/api/v1/requests").json()["items"]) == 1
    again = open_store(old.folder, clock=clock, demo=True)  # found to be older a second time too
    closing_all.append(again)
    assert again.datastore.older
    assert again.history.newest() == old.history.newest()
    assert all("It is an old copy" in what for what in found_in(again))


@pytest.mark.law("gdpr/5/1/e")
def test_copies_that_went_alone_go_again_and_their_successors_stay(
    store: Store, dpo: TestClient, clock: Clock, closing_all: list[Store]
) -> None:
    place = with_a_copy(dpo)
    before = backed_up(store, "before")
    mark = store.vault._keys.marks(id_of(place))[Tier.COPIES]
    assert dpo.post(f"{place}/erase-copies", json=ERASE).status_code == 200
    store.vault._keys.renew(id_of(place), [Tier.COPIES])  # as when another copy comes in
    successor = store.vault._keys.marks(id_of(place))[Tier.COPIES]
    after = backed_up(store, "after")

    first = elsewhere(before, store, clock)
    folder = store.folder.parent / "third" / "data"
    kek = store.folder.with_name("data.kek")
    second = restored(after, folder, kek, clock, ledger=erasures_path(store.folder))
    closing_all += [first, second]

    assert successor != mark
    assert Tier.COPIES not in first.vault._keys.marks(id_of(place))
    assert Tier.CORRESPONDENCE in first.vault._keys.marks(id_of(place))
    assert second.vault._keys.marks(id_of(place))[Tier.COPIES] == successor


def test_a_backup_made_after_an_erasure_holds_nothing_of_it(store: Store, dpo: TestClient) -> None:
    place = tell(dpo)
    wanted = secrets(store, place)
    before = backed_up(store, "before")
    erase(dpo, place)

    after = backed_up(store, "after")

    assert left_in(before.store, wanted)
    assert left_in(after.store, wanted) == {}
    assert not any(secret in (after.keys / "keys.db").read_bytes() for secret in wanted)


def test_nothing_is_restored_without_a_ledger_unless_that_is_said(
    store: Store, dpo: TestClient, tmp_path: Path
) -> None:
    place = tell(dpo)
    early = backed_up(store, "early")
    erase(dpo, place)
    late = backed_up(store, "late")
    there = tmp_path / "fourth" / "data"

    with pytest.raises(BackupError, match="--no-ledger"):
        ledger_lines(early.found, there, None, none=False)
    with pytest.raises(BackupError, match="lacks erasures"):
        ledger_lines(late.found, there, early.store / "erasures", none=False)
    assert ledger_lines(early.found, there, None, none=True) == []
    assert len(ledger_lines(late.found, there, None, none=True)) == 1
    assert len(ledger_lines(early.found, there, late.store / "erasures", none=False)) == 1


def test_an_older_file_of_keys_alone_brings_nothing_back(
    store: Store, dpo: TestClient, clock: Clock, closing_all: list[Store]
) -> None:
    place = tell(dpo)
    backup = backed_up(store)
    erase(dpo, place)
    store.engine.close()
    for name in ("keys.db-wal", "keys.db-shm"):
        (store.folder / name).unlink(missing_ok=True)
    shutil.copyfile(backup.keys / "keys.db", store.folder / "keys.db")

    again = open_store(store.folder, clock=clock, demo=True)
    closing_all.append(again)
    came_back = again.vault.holds(id_of(place))
    again.resume_erasures()  # what serving begins with

    assert came_back
    assert not again.vault.holds(id_of(place))


def test_the_checkpoint_of_another_log_says_nothing_about_this_one(
    store: Store, dpo: TestClient, tmp_path: Path, clock: Clock, closing_all: list[Store]
) -> None:
    tell(dpo)
    note = store.log.checkpoint()
    place = tmp_path / "new" / "data"
    place.parent.mkdir()
    open_store(place, clock=clock, demo=True).engine.close()
    checkpoint_path(place).write_text(note, "utf-8")
    shutil.copyfile(erasures_path(store.folder), erasures_path(place))

    other = open_store(place, clock=clock, demo=True)
    closing_all.append(other)

    assert not other.datastore.older
    assert other.log.checkpoint() == checkpoint_path(place).read_text("utf-8") != note
