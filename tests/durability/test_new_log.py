"""A store from an older backup goes on as a new log, which names the last state of the old one."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from unittest.mock import ANY

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.disclosure import KeyErasedError
from griffie.application.errors import StoreError
from griffie.application.held import Held as HeldNow
from griffie.application.ports import AnchorMissingError, StoreBehindError
from griffie.domain.events import LogContinued
from griffie.domain.log.names import name_of
from griffie.domain.upkeep import LOGS
from griffie.infrastructure.backup.outside_copies import checkpoint_path, erasures_path
from griffie.infrastructure.log.checkpoint import Checkpoint
from griffie.infrastructure.log.signing import load
from tests.conftest import Clock, signed_in
from tests.durability.test_old_copy import NOTE, UNTOLD, erase, found_in
from tests.given.backups import Made, backed_up, elsewhere, id_of, restored
from tests.given.story import PERSONAL, tell

pytestmark = pytest.mark.in_folder
"""A new log is begun from a backup of a folder."""

WHY = "De schijf van het kantoor is verloren."
Opens = Callable[[Path], Store]


@pytest.fixture
def opens(clock: Clock) -> Iterator[Opens]:
    """Opens a store in the place of the one that was opened before."""
    stores: list[Store] = []

    def opened(folder: Path) -> Store:
        stores.append(open_store(folder, clock=clock, demo=True))
        return stores[-1]

    yield opened
    for store in stores:
        store.engine.close()


class Lost(NamedTuple):
    """An office that lost its store after a backup, and put the backup back."""

    folder: Path
    place: str
    """The address of a request that the backup has."""
    backup: Made
    early: str
    """A checkpoint that the backup has."""
    middle: str
    """A checkpoint of some of what was lost."""
    late: str
    """A checkpoint of all of it."""


@pytest.fixture
def lost(store: Store, dpo: TestClient, clock: Clock) -> Lost:
    place = tell(dpo)
    backup = backed_up(store)
    early = store.log.checkpoint()
    notes = []
    for _ in range(2):
        assert dpo.post(f"{place}/add-note", json=NOTE).status_code == 200
        notes.append(store.log.checkpoint())
    put_back(store, backup, clock)
    return Lost(store.folder, place, backup, early, *notes)


def put_back(store: Store, backup: Made, clock: Clock) -> None:
    store.engine.close()
    shutil.rmtree(store.folder)
    again = restored(backup, store.folder, Path(), clock, ledger=erasures_path(store.folder))
    assert again.datastore.older
    again.engine.close()


def continued(folder: Path, opens: Opens, *known: str) -> Store:
    """The same as `griffie new-log` does."""
    before = opens(folder)
    before.new_log.record(before.requests, WHY, known, before.engine.now(OPERATOR))
    before.engine.close()
    store = opens(folder)
    store.new_log.sign()
    return store


def test_a_store_from_an_older_backup_goes_on_under_another_name(lost: Lost, opens: Opens) -> None:
    store = continued(lost.folder, opens)
    client = signed_in(store, Role.DPO)

    (event,) = store.recorder.events_of(LOGS)
    assert isinstance(event, LogContinued)
    assert store.origin == event.name == name_of(2, lost.early.partition("\n")[0])
    assert "/log2" in store.origin
    assert (event.last, event.kept) == (lost.late, int(lost.early.split("\n")[1]))
    assert store.vault.open(LOGS)[event.because] == WHY
    assert client.post(f"{lost.place}/add-note", json=NOTE).status_code == 200
    assert store.log.checkpoint().startswith(f"{store.origin}\n")
    assert found_in(store) == []


def test_cut_off_before_it_signed_nothing_is_signed_and_it_is_finished(
    lost: Lost, opens: Opens
) -> None:
    before = opens(lost.folder)
    before.new_log.record(before.requests, WHY, (), before.engine.now(OPERATOR))
    before.engine.close()
    cut_off = opens(lost.folder)
    with pytest.raises(AnchorMissingError):
        cut_off.log.checkpoint()
    assert cut_off.new_log.is_to_be_signed()
    cut_off.new_log.sign()

    assert not cut_off.new_log.is_to_be_signed()
    assert len(cut_off.recorder.events_of(LOGS)) == 1
    assert found_in(cut_off) == []


@pytest.mark.parametrize(
    ("because", "known", "says"),
    [
        (".", (), "reason"),
        (WHY, ("nonsense\n",), "none of this log"),
        (WHY, ("{forged}",), "none of this log"),
    ],
)
def test_what_it_refuses(
    lost: Lost, opens: Opens, because: str, known: tuple[str, ...], says: str
) -> None:
    old = opens(lost.folder)
    forged = Checkpoint(old.origin, 10**6, b"r" * 32).signed(Ed25519PrivateKey.generate())
    given = [one.replace("{forged}", forged) for one in known]
    size = old.log.size()
    with pytest.raises(StoreError, match=says):
        old.new_log.record(old.requests, because, given, old.engine.now(OPERATOR))

    assert old.recorder.log_size() == size
    assert checkpoint_path(old.folder).read_text("utf-8") == lost.late


def test_a_store_that_is_not_older_goes_on_under_its_own_name(store: Store) -> None:
    with pytest.raises(StoreError, match="not older"):
        store.new_log.record(store.requests, WHY, (), store.engine.now(OPERATOR))
    assert store.recorder.events_of(LOGS) == []


def test_a_machine_that_knew_no_later_checkpoint_is_told_one(
    store: Store, dpo: TestClient, clock: Clock, opens: Opens
) -> None:
    """Of a lost machine nothing is left but what somebody outside holds."""
    place, backup = tell(dpo), backed_up(store)
    dpo.post(f"{place}/add-note", json=NOTE)
    held = store.log.checkpoint()
    there = elsewhere(backup, store, clock)
    there.engine.close()
    again = continued(there.folder, opens, held)

    (event,) = again.recorder.events_of(LOGS)
    assert isinstance(event, LogContinued)
    assert event.last == held


@pytest.mark.law("gdpr/5/1/e")
def test_what_was_erased_after_the_backup_stays_erased_and_is_no_finding(
    store: Store, dpo: TestClient, clock: Clock, opens: Opens
) -> None:
    place, backup = tell(dpo), backed_up(store)
    erase(dpo, place)
    store.log.checkpoint()
    put_back(store, backup, clock)
    again = continued(store.folder, opens)
    again.resume_erasures()

    with pytest.raises(KeyErasedError):
        again.vault.open(id_of(place))
    assert again.vault.find("email", PERSONAL["email"]) == []
    assert found_in(again) == []


def test_a_backup_of_a_new_log_is_restored_as_it(lost: Lost, clock: Clock, opens: Opens) -> None:
    store = continued(lost.folder, opens)
    backup = backed_up(store, "tuesday")
    put = elsewhere(backup, store, clock)

    assert put.origin == store.origin
    assert found_in(put) == []
    assert signed_in(put, Role.DPO).post(f"{lost.place}/add-note", json=NOTE).status_code == 200
    put.engine.close()


def test_the_old_backup_put_back_once_more_goes_on_as_a_third_log(
    lost: Lost, clock: Clock, opens: Opens
) -> None:
    store = continued(lost.folder, opens)
    second = store.log.checkpoint()
    put_back(store, lost.backup, clock)
    old = opens(lost.folder)
    assert "continues this log" in str(old.datastore.older)
    with pytest.raises(StoreBehindError):
        old.log.check()
    old.engine.close()
    third = continued(lost.folder, opens)

    (event,) = third.recorder.events_of(LOGS)
    assert isinstance(event, LogContinued)
    assert event.last == second
    assert third.origin == second.partition("\n")[0].replace("log2", "log3")
    assert found_in(third) == []


class Held(NamedTuple):
    """A checkpoint that somebody holds, and what the audit of a new log says of it."""

    note: Callable[[Lost, Store], str]
    says: str | None


def signed(size: int, number: int = 1) -> Callable[[Lost, Store], str]:
    def note(lost: Lost, store: Store) -> str:
        origin = name_of(number, store.origin)
        return Checkpoint(origin, size, b"r" * 32).signed(load(store.folder / "log-key"))

    return note


HELD = {
    "of the old log, of what was kept": Held(lambda lost, _: lost.early, None),
    "of the old log, of what was lost": Held(lambda lost, _: lost.late, None),
    "of the old log, of what was kept, and is another": Held(signed(3), "the log was another then"),
    "of the old log, later than the last that is named": Held(signed(10**6), "knows of no such"),
    "of the old log, of that size, and another": Held(
        lambda lost, store: signed(int(lost.late.split("\n")[1]))(lost, store), "knows of no such"
    ),
    "of a log that continues this one": Held(signed(3, 3), "knows of no such state"),
    "of this log, and another": Held(signed(3, 2), "the log was another then"),
}


@pytest.mark.parametrize("named", HELD)
def test_what_the_audit_says_of_a_checkpoint_that_somebody_holds(
    lost: Lost, opens: Opens, named: str
) -> None:
    store, (note, says) = continued(lost.folder, opens), HELD[named]
    findings, summary = store.check([note(lost, store)], UNTOLD)

    assert [one.what for one in findings] == [ANY] * bool(says)
    assert all(str(says) in one.what for one in findings)
    assert summary.lost == (named == "of the old log, of what was lost")


@pytest.mark.parametrize("named", ["late", "early"])
def test_the_page_of_the_log_says_what_became_of_a_checkpoint(
    lost: Lost, opens: Opens, named: str
) -> None:
    store = continued(lost.folder, opens)
    note = {"late": lost.late, "early": lost.early}[named]
    found = store.log.compare(f"Bewaar dit:\n\n{note}")

    assert found.found is {"late": HeldNow.LOST, "early": HeldNow.LEADS_ON}[named]


def test_an_older_checkpoint_by_its_size_is_one_of_this_log_or_none(
    lost: Lost, opens: Opens
) -> None:
    """A bundle that leads on from a checkpoint of the old log would be signed by no one key."""
    store = continued(lost.folder, opens)
    size = lost.early.split("\n")[1]
    answer = signed_in(store, Role.DPO).get(f"{lost.place}/dossier", params={"checkpoint": size})

    assert store.evidence.signed_at(int(size)) == lost.early
    assert answer.status_code == 404
