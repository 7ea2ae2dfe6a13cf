"""Whoever owns the files takes values and keys out, puts some in, or brings the erased back.

The audit holds events, values and keys against each other, both ways and tier by tier.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.disclosure import Disclosure, Tier
from tests.api.test_carry_out import with_a_copy
from tests.api.test_copies_api import file_a_copy
from tests.api.test_evidence_in_the_vault import DOUBT, VERIFY, doubted_with_a_paper
from tests.conftest import Clock, signed_in
from tests.durability.test_old_copy import UNTOLD, erase, found_in
from tests.given.backups import id_of
from tests.given.owner import Owner, copied
from tests.given.story import tell

pytestmark = pytest.mark.in_folder


class Office(NamedTuple):
    folder: Path
    kept: UUID
    """With delivered copies."""
    doubted: UUID
    """With evidence of identity that is kept, and a document."""
    erased: UUID
    before: Path
    """The files as they were before it was erased."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office") / "data"
    store = open_store(folder, clock=Clock(), demo=True)
    dpo = signed_in(store, Role.DPO)
    kept, doubted, gone = with_a_copy(dpo), doubted_with_a_paper(dpo), tell(dpo)
    store.engine.close()
    before = copied(folder, tmp_path_factory.mktemp("before"))
    store = open_store(folder, clock=Clock(), demo=True)
    erase(signed_in(store, Role.DPO), gone)
    store.engine.current()
    store.log.checkpoint()
    store.engine.close()
    return Office(folder, id_of(kept), id_of(doubted), id_of(gone), before)


@pytest.fixture
def own(office: Office, tmp_path: Path) -> Office:
    return office._replace(folder=copied(office.folder, tmp_path))


@contextmanager
def opened(office: Office) -> Iterator[Store]:
    store = open_store(office.folder, clock=Clock(), demo=True)
    yield store
    store.engine.close()


def change(office: Office, statement: str, *values: object, file: str = "griffie.db") -> None:
    Owner(office.folder).change(statement, *values, file=file)


def take_one_out(office: Office) -> None:
    change(office, f"DELETE FROM vault WHERE rowid = ({A_VALUE})", office.kept.hex)


A_VALUE = "SELECT MIN(rowid) FROM vault WHERE request_id = ?"


def empty_one(office: Office) -> None:
    emptied = f"UPDATE vault SET ciphertext = x'' WHERE rowid = ({A_VALUE})"
    change(office, emptied, office.kept.hex)


def destroy_tier(office: Office, request: UUID, tier: Tier) -> None:
    dead = "UPDATE keys SET state = 'erased', wrapped = zeroblob(length(wrapped))"
    change(office, f"{dead} WHERE (request_id, tier) = (?, ?)", request.hex, tier, file="keys.db")
    gone = "DELETE FROM vault WHERE (request_id, tier) = (?, ?)"
    change(office, gone, request.hex, tier)


def plant(office: Office, under: UUID) -> None:
    """With the master key: a value that opens, and that no event ever named."""
    with opened(office) as store:
        (row,) = store.vault.lock(under, [Disclosure("note", "Nooit gezegd.")])
    insert = "INSERT INTO vault VALUES (?, ?, ?, ?, ?)"
    change(office, insert, row.request_id.hex, *row[1:])


def bring_keys_back(office: Office) -> None:
    rows = rows_of(office.before / "keys.db", "keys", office.erased)
    for row in rows:
        put = "UPDATE keys SET state = ?, wrapped = ? WHERE (request_id, tier) = (?, ?)"
        change(office, put, row[2], row[3], row[0], row[1], file="keys.db")


def bring_a_value_back(office: Office) -> None:
    row = rows_of(office.before / "griffie.db", "vault", office.erased)[0]
    change(office, "INSERT INTO vault VALUES (?, ?, ?, ?, ?)", *row)


def bring_all_back(office: Office) -> None:
    bring_keys_back(office)
    bring_a_value_back(office)


def rows_of(file: Path, table: str, request: UUID) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as database:
        select = f"SELECT * FROM {table} WHERE request_id = ?"
        return database.execute(select, (request.hex,)).fetchall()


def move_to_another_tier(office: Office) -> None:
    moved = "UPDATE vault SET tier = 't0' WHERE rowid = (SELECT MIN(rowid) FROM vault WHERE"
    change(office, f"{moved} tier = 't2' AND request_id = ?)", office.kept.hex)


def exchange_search_values(office: Office) -> None:
    swapped = "UPDATE search_index SET mac = zeroblob(16) WHERE request_id = ? AND kind = 'email'"
    change(office, swapped, office.kept.hex)


def drop_search_values(office: Office) -> None:
    change(office, "DELETE FROM search_index WHERE request_id = ?", office.kept.hex)


def leave_search_values(office: Office) -> None:
    rows = rows_of(office.before / "griffie.db", "search_index", office.erased)
    change(office, "INSERT INTO search_index VALUES (?, ?, ?)", *rows[0])


def plant_an_answer(office: Office) -> None:
    row = ("a" * 64, office.kept.hex, 1, "b" * 64, "2026-03-20T10:00:00+00:00")
    change(office, "INSERT INTO answers VALUES (?, ?, ?, ?, ?)", *row)


DEEDS: dict[str, tuple[Callable[[Office], None], str]] = {
    "takes a sealed value out": (take_one_out, "is gone, and no event says"),
    "empties a sealed value": (empty_one, "is gone, and no event says"),
    "destroys the evidence of identity": (
        lambda office: destroy_tier(office, office.doubted, Tier.IDENTITY),
        "no event says that the evidence of identity was destroyed",
    ),
    "destroys the delivered copies": (
        lambda office: destroy_tier(office, office.kept, Tier.COPIES),
        "no event says that the copies were destroyed",
    ),
    "destroys the whole file": (
        lambda office: destroy_tier(office, office.kept, Tier.CORRESPONDENCE),
        "its history knows of no erasure",
    ),
    "plants a value in a request": (lambda office: plant(office, office.kept), "no event names it"),
    "plants a value under another name": (
        lambda office: plant(office, uuid4()),
        "sealed values stand under it, and no event does",
    ),
    "brings an erased key back": (bring_keys_back, "was destroyed, and lives"),
    "brings an erased value back": (bring_a_value_back, "that an event calls destroyed are there"),
    "brings key and value back": (bring_all_back, "was destroyed, and lives"),
    "moves a value to another tier": (move_to_another_tier, "another tier than its event says"),
    "exchanges a search value": (exchange_search_values, "rebuild --search"),
    "drops the search values": (drop_search_values, "rebuild --search"),
    "leaves search values of the erased": (leave_search_values, "rebuild --search"),
    "plants a repeated answer": (plant_an_answer, "row of repeated answers was changed"),
}


def test_nothing_is_found_where_nothing_was_done(own: Office) -> None:
    with opened(own) as store:
        assert found_in(store) == []


@pytest.mark.parametrize("deed", DEEDS)
def test_what_events_values_and_keys_say_of_each_other_is_found(own: Office, deed: str) -> None:
    do, named = DEEDS[deed]
    do(own)

    with opened(own) as store:
        found = found_in(store)

    assert any(named in what for what in found), found


@pytest.mark.parametrize("deed", [exchange_search_values, drop_search_values, leave_search_values])
def test_search_values_are_made_anew_from_the_vault(
    own: Office, deed: Callable[[Office], None]
) -> None:
    deed(own)

    with opened(own) as store:
        changed = store.rebuild_search(UNTOLD)
        found = found_in(store)
        again = store.rebuild_search(UNTOLD)
        person = store.vault.find("email", "adelaide@abbeele.example")

    assert (changed, again) == (1, 0)
    assert found == []
    assert own.kept in person
    assert own.erased not in person


def test_what_came_back_goes_again_when_it_is_served(own: Office) -> None:
    bring_all_back(own)

    with opened(own) as store:
        store.resume_erasures()
        assert found_in(store) == []
        assert not store.vault.holds(own.erased)


def test_evidence_that_was_lawfully_destroyed_is_no_finding(own: Office) -> None:
    with opened(own) as store:
        dpo = signed_in(store, Role.DPO)
        place = f"/api/v1/requests/{own.doubted}"
        assert dpo.post(f"{place}/verify-identity", json=VERIFY).status_code == 200
        assert Tier.IDENTITY not in store.vault.marks_of(own.doubted)
        assert found_in(store) == []
        assert dpo.post(f"{place}/doubt-identity", json=DOUBT).status_code == 200
        file_a_copy(dpo, place, "identity_evidence")  # a second time: the tier begins anew
        assert found_in(store) == []
