"""Before a short bundle is signed the database looks through the log for the tags of its events."""

import sqlite3
from contextlib import closing

import pytest

from griffie.api.composition import Store
from griffie.domain.log.entry import ENTRY_SIZE
from griffie.infrastructure.sqlite import evidence


def test_the_database_finds_the_tags_that_stand_in_the_log(
    office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a short bundle is signed: what reading every entry would find, at any size."""
    monkeypatch.setattr(evidence, "_STRETCH", 101)
    monkeypatch.setattr(evidence, "_TAGS", 4)
    read, size = evidence.SQLiteEvidence(office.datastore), office.history.newest()
    entries = b"".join(read.entries(size))
    tags = [entries[at + 11 : at + 43] for at in range(0, len(entries), ENTRY_SIZE)]
    places = [0, 1, 99, 100, 101, 202, 500, size - 2, size - 1]

    found = read.bearing({*(tags[at] for at in places), bytes(32)}, size)

    assert found == {at: tags[at] for at in places}
    assert read.bearing({tags[size - 1]}, size - 1) == {}
    assert read.bearing((), size) == {}


@pytest.mark.in_folder
def test_no_index_that_somebody_added_is_asked_for_tags(
    office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index can lack an entry that stands in the log."""
    rows, asked = office.datastore.tuples, []

    def noted(statement: str, parameters: object = ()) -> object:
        asked.append((f"EXPLAIN QUERY PLAN {statement}", parameters))
        return rows(statement, parameters)

    with closing(sqlite3.connect(office.folder / "griffie.db")) as owner:
        owner.execute(f"CREATE INDEX tags ON log ({evidence._TAG})")
    monkeypatch.setattr(office.datastore, "tuples", noted)
    evidence.SQLiteEvidence(office.datastore).bearing({bytes(32)}, 10)

    plan = [one[-1] for one in rows(*asked[0])]
    assert plan == ["SEARCH log USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"]
