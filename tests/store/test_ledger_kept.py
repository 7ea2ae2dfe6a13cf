"""The erasure ledger as the engine keeps it: a line before a key goes, and none missing."""

import json

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.maintenance.decided import HISTORY
from griffie.infrastructure.backup.outside_copies import erasures_path
from tests.api.test_carry_out import HISTORIES_DUE, WORDS_DUE, with_a_copy
from tests.conftest import Clock
from tests.durability.test_old_copy import ERASE, erase
from tests.given.backups import id_of, secrets
from tests.given.story import tell


@pytest.mark.in_folder
def test_the_ledger_tells_of_no_person_and_opens_nothing(store: Store, dpo: TestClient) -> None:
    place = with_a_copy(dpo)
    wanted = secrets(store, place)
    assert dpo.post(f"{place}/erase-copies", json=ERASE).status_code == 200
    erase(dpo, place)

    ledger = erasures_path(store.folder).read_bytes()

    lines = [json.loads(line) for line in ledger.splitlines()]
    assert [line["what"] for line in lines] == ["t1", "t2"]
    assert {frozenset(line) for line in lines} == {
        frozenset({"at", "entry", "key", "log", "mac", "request", "size", "what"})
    }
    assert not any(secret in ledger for secret in wanted)


@pytest.mark.in_folder
def test_no_key_goes_before_its_line_stands_in_the_ledger(
    store: Store, dpo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tell(dpo)
    path = erasures_path(store.folder)
    kept = path.rename(path.with_name("away"))
    path.mkdir()  # nobody can write a line there, not even the superuser

    refused = dpo.post(f"{place}/erase-personal-data", json=ERASE)
    holds = store.vault.holds(id_of(place))
    path.rmdir()
    kept.rename(path)
    finished = store.resume_erasures()

    assert refused.status_code == 503
    assert holds
    assert finished
    assert not store.vault.holds(id_of(place))
    assert [line.going.request for line in store.beside.erasures.lines()] == [id_of(place)]


def test_a_line_without_its_erasure_is_carried_out_at_the_next_start(
    store: Store, dpo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off between the two: the ledger may tell too early, never too late."""
    place = tell(dpo)
    with monkeypatch.context() as cut:
        cut.setattr("griffie.infrastructure.vault.key_store.KeyStore.destroy", cut_off)
        failed = dpo.post(f"{place}/erase-personal-data", json=ERASE)
    told = [line.going.what for line in store.beside.erasures.lines()]
    held = store.vault.holds(id_of(place))

    store.resume_erasures()

    assert failed.status_code == 500
    assert told == ["t2"]
    assert held
    assert not store.vault.holds(id_of(place))
    assert [line.going.what for line in store.beside.erasures.lines()] == ["t2"]


def cut_off(*_: object) -> bool:
    raise RuntimeError("cut off")


@pytest.mark.in_folder
def test_a_ledger_that_was_lost_is_completed_from_the_store(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    places = [with_a_copy(dpo) for _ in range(2)]
    for at in (WORDS_DUE, HISTORIES_DUE):
        clock.at = at
        store.engine.carry_out(OPERATOR, at.date())
    path = erasures_path(store.folder)
    told = {(line.going.what, line.going.request) for line in store.beside.erasures.lines()}
    path.write_bytes(b"")

    store.resume_erasures()
    completed = {(line.going.what, line.going.request) for line in store.beside.erasures.lines()}
    store.resume_erasures()

    files = {(what, id_of(place)) for what in ("t2", HISTORY) for place in places}
    assert told == files | {("t1", id_of(place)) for place in places}
    assert completed == files
    assert len(path.read_bytes().splitlines()) == len(files)
