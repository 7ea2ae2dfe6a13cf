"""Somebody adds to a database, or takes from it: everything in it is held against what was made."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from griffie.application.errors import StoreError
from griffie.application.projections.registry import PROJECTIONS
from griffie.infrastructure.made_tables import MADE
from griffie.infrastructure.sqlite import guards
from tests.conftest import Clock, Open, signed_in
from tests.durability.test_old_copy import UNTOLD
from tests.given.closed_store import told_stories
from tests.given.owner import Owner, audited, copied
from tests.given.story import receive


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "data"
    told_stories(folder)
    return folder


@pytest.fixture
def owner(office: Path, tmp_path: Path) -> Owner:
    return Owner(copied(office, tmp_path))


def do(owner: Owner, file: str, *statements: str) -> None:
    with closing(sqlite3.connect(owner.folder / file, isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)


REFUSED = {
    "a trigger that keeps what is erased": (
        "keys.db",
        "CREATE TRIGGER t AFTER UPDATE ON keys BEGIN INSERT INTO meta VALUES (1, OLD.wrapped); END",
        "keys.db: the trigger t is not ours",
    ),
    "a trigger that lets somebody in": (
        "access.db",
        "CREATE TRIGGER t AFTER UPDATE ON tokens BEGIN DELETE FROM sessions; END",
        "access.db: the trigger t is not ours",
    ),
    "a trigger on values": (
        "griffie.db",
        "CREATE TRIGGER t AFTER INSERT ON vault BEGIN DELETE FROM search_index; END",
        "the trigger t is not ours",
    ),
    "a view": ("griffie.db", "CREATE VIEW v AS SELECT * FROM vault", "the view v is not ours"),
}
FOUND = {
    "a table": ("griffie.db", "CREATE TABLE kept (words TEXT)", "the table kept is not ours"),
    "a column": (
        "griffie.db",
        "ALTER TABLE vault ADD COLUMN words TEXT",
        "the table vault is not as",
    ),
    "a column of keys": (
        "keys.db",
        "ALTER TABLE keys ADD COLUMN w TEXT",
        "the table keys is not as",
    ),
    "an index": ("griffie.db", "CREATE INDEX i ON vault (tier)", "the index i is not ours"),
    "a name nobody can print": (
        "griffie.db",
        'CREATE TABLE "Wim Z." (w TEXT)',
        "a table is not ours",
    ),
}


@pytest.mark.parametrize("added", REFUSED)
@pytest.mark.in_folder
def test_a_trigger_or_view_that_is_not_ours_is_not_served_with(owner: Owner, added: str) -> None:
    file, statement, said = REFUSED[added]
    do(owner, file, statement)

    with pytest.raises(StoreError, match=said):
        open_store(owner.folder, clock=Clock(), demo=True)
    assert any(said in found.what for found in audited(owner.folder))


@pytest.mark.parametrize("added", FOUND)
@pytest.mark.in_folder
def test_whatever_else_was_added_is_found(owner: Owner, added: str) -> None:
    file, statement, said = FOUND[added]
    do(owner, file, statement)

    found = [one.what for one in audited(owner.folder)]

    assert any(said in what for what in found), found
    assert not any("Wim" in what for what in found)


@pytest.mark.in_folder
def test_an_index_that_forgets_an_event_is_found(owner: Owner) -> None:
    """Its request is then served without its last version."""
    index = "sqlite_autoindex_stored_events_1"
    with closing(sqlite3.connect(owner.folder / "griffie.db", isolation_level=None)) as database:
        database.execute("PRAGMA writable_schema = ON")
        row = f"name = '{index}'"
        (page,) = database.execute(f"SELECT rootpage FROM sqlite_master WHERE {row}").fetchone()
        database.execute("CREATE TABLE short (a, b, UNIQUE (a, b))")
        database.execute(
            "INSERT INTO short SELECT originator_id, originator_version FROM stored_events"
            " WHERE rowid <> 5"
        )
        short = "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_short_1'"
        (other,) = database.execute(short).fetchone()
        assert page != other
        swap = "UPDATE sqlite_master SET rootpage = ? WHERE name = ?"
        database.execute(swap, (other, index))
        database.execute(swap, (page, "sqlite_autoindex_short_1"))

    found = [one.what for one in audited(owner.folder)]

    assert any("SQLite finds griffie.db damaged" in what for what in found), found


def test_a_new_store_has_everything_that_is_listed_and_nothing_else(opening: Open) -> None:
    store = opening()
    receive(signed_in(store, Role.DPO))
    for name in PROJECTIONS:
        store.projections.rebuild(name, UNTOLD)  # a table that was renamed is the same

    for name, make in MADE.items():
        assert guards.find_alterations(store.folder / name, make, whole=True) == []
