"""Somebody writes a line into the erasure ledger, a plain file: nothing living goes by it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.errors import BackupError
from griffie.application.maintenance.backup import Unsigned
from griffie.infrastructure.backup.outside_copies import erasures_path
from griffie.infrastructure.backup.restore import settle_unsigned
from griffie.infrastructure.vault.erasure_ledger import ErasureLine
from tests.conftest import Clock, Open, signed_in
from tests.durability.test_old_copy import erase, found_in
from tests.given.backups import backed_up, id_of
from tests.given.story import receive, tell


def line(store: Store, request: UUID, what: str, **other: Any) -> str:
    """A line as the program writes it, by somebody who has no key."""
    told = {
        "at": "2026-03-20T10:00:00+00:00",
        "entry": "",
        "key": store.vault._keys.marks(request).get(what, ""),
        "log": store.log.vkey.split("+")[1],
        "request": str(request),
        "size": 0,
        "what": what,
    }
    return json.dumps(told | other, sort_keys=True) + "\n"


def plant(store: Store, *lines: str) -> None:
    with erasures_path(store.folder).open("a") as file:
        file.writelines(lines)


def with_mac_of(store: Store, written: str) -> str:
    """The same line with a MAC that was signed for another one."""
    (signed,) = store.beside.erasures.lines()
    return json.dumps(json.loads(written) | {"mac": signed.mac}, sort_keys=True) + "\n"


FORGED: dict[str, Callable[[Store, UUID], str]] = {
    "a file": lambda store, one: line(store, one, "t2"),
    "a history": lambda store, one: line(store, one, "history"),
    "evidence": lambda store, one: line(store, one, "t0"),
    "copies": lambda store, one: line(store, one, "t1"),
    "another's MAC": lambda store, one: with_mac_of(store, line(store, one, "history")),
    "later than the log": lambda store, one: line(store, one, "t2", size=9_999, entry="00" * 32),
}


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.in_folder
def test_a_planted_line_erases_nothing_and_is_found(
    store: Store, dpo: TestClient, opening: Open, forged: str
) -> None:
    erase(dpo, tell(dpo))
    place = receive(dpo)
    plant(store, FORGED[forged](store, id_of(place)))
    before = store.history.newest()
    store.engine.close()

    again = opening()
    again.resume_erasures()  # what serving begins with

    assert not again.datastore.older
    assert again.history.newest() == before
    assert signed_in(again, Role.DPO).get(place).status_code == 200
    assert again.vault.open(id_of(place))
    (said,) = found_in(again)
    assert "that nobody signed: nothing was erased by it" in said
    assert str(id_of(place)) in said


def test_a_signed_line_that_no_event_decided_erases_nothing_in_a_store_that_is_not_older(
    store: Store, dpo: TestClient, opening: Open
) -> None:
    place = receive(dpo)
    told = ErasureLine.read(line(store, id_of(place), "t2"))
    assert told
    store.beside.erasures.sign([told._replace(size=0, entry="")])
    store.engine.close()

    again = opening()
    again.resume_erasures()

    assert again.vault.open(id_of(place))
    (said,) = found_in(again)
    assert "that no event decided" in said


def test_lines_that_nobody_signed_hide_no_signed_one(store: Store, dpo: TestClient) -> None:
    erase(dpo, tell(dpo))
    newest = store.beside.erasures.newest()
    plant(store, *[line(store, id_of(receive(dpo)), "t2")] * 500)

    assert store.beside.erasures.newest() == newest


@pytest.mark.in_folder
def test_an_unsigned_line_that_an_event_supports_is_no_finding(
    store: Store, dpo: TestClient, opening: Open
) -> None:
    """A store of an earlier release, whose lines have no MAC; its first serving signs them."""
    place = tell(dpo)
    erase(dpo, place)
    path = erasures_path(store.folder)
    told = json.loads(path.read_text())
    del told["mac"]
    path.write_text(json.dumps(told) + "\n")
    store.engine.close()

    again = opening()
    found, lines = found_in(again), again.beside.erasures.lines()
    again.resume_erasures()

    assert (found, lines) == ([], [])
    assert [one.going.request for one in again.beside.erasures.lines()] == [id_of(place)]
    assert found_in(again) == []


@pytest.mark.in_folder
def test_an_old_copy_obeys_no_line_that_nobody_signed(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    place, gone = receive(dpo), tell(dpo)
    copy = shutil.copytree(store.folder, store.folder.parent / "copy")
    erase(dpo, gone)
    plant(store, line(store, id_of(place), "t2"))
    store.engine.close()
    shutil.rmtree(store.folder)
    copy.rename(store.folder)

    old = open_store(store.folder, clock=clock, demo=True)

    assert old.datastore.older
    assert old.vault.open(id_of(place))
    assert not old.vault.holds(id_of(gone))
    assert any("that nobody signed" in what for what in found_in(old))
    old.engine.close()


@pytest.mark.in_folder
def test_a_restore_asks_what_to_do_with_lines_that_nobody_signed(
    store: Store, dpo: TestClient, tmp_path: Path
) -> None:
    place = receive(dpo)
    backup = backed_up(store).found
    planted = line(store, id_of(place), "t2").strip()
    secret = store.key.derive("beside")

    with pytest.raises(BackupError, match=f"t2 of {id_of(place)}.*--unsigned"):
        settle_unsigned(backup, [planted], secret, None)
    assert settle_unsigned(backup, [planted], secret, Unsigned.IGNORE) == []
    (obeyed,) = settle_unsigned(backup, [planted], secret, Unsigned.OBEY)

    told = ErasureLine.read(obeyed)
    assert told
    assert told.is_signed(secret)
