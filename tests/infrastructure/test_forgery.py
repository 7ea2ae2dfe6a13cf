"""What whoever owns the file can do all the same: the log tells, and the audit finds it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy2, copytree

import pytest

from api.main import Store, open_store
from application.access import Role
from domain.events.housekeeping import HOUSEKEEPING
from infrastructure.audit import audit
from infrastructure.log import entry
from tests.conftest import Clock, signed_in
from tests.infrastructure.forging import Database, Told, everything, refused, two_told, written
from tests.story import tell


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return two_told(tmp_path_factory.mktemp("told") / "data")


@pytest.fixture
def own(told: Told, tmp_path: Path) -> Iterator[Store]:
    """A copy of it, for what is not undone."""
    copytree(told.folder, tmp_path / "data")
    copy2(told.folder.with_name("data.kek"), tmp_path)
    store = open_store(tmp_path / "data", clock=Clock(), demo=True)
    yield store
    store.engine.close()


@pytest.fixture
def forger(own: Store) -> Iterator[Database]:
    connection = sqlite3.connect(own.folder / "griffie.db", isolation_level=None)
    yield connection
    connection.close()


GUARDS = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"


def drop_triggers(database: Database) -> None:
    for (name,) in database.execute(GUARDS).fetchall():
        database.execute(f"DROP TRIGGER {name}")


@contextmanager
def again(store: Store) -> Iterator[Store]:
    reopened = open_store(store.folder, clock=Clock(), demo=True)
    yield reopened
    reopened.engine.close()


def findings(store: Store) -> list[str]:
    found = audit(store.recorder, origin=store.origin, public_key=store.log_key)
    return [finding.what for finding in found]


def test_a_self_made_erasure_is_found_because_the_log_does_not_know_it(
    own: Store, forger: Database, told: Told
) -> None:
    assert findings(own) == []

    written(forger, HOUSEKEEPING, "StreamErased", names=told.kept)
    forger.execute("DELETE FROM stored_events WHERE originator_id = ?", (told.kept.hex,))

    found = findings(own)
    assert any(str(HOUSEKEEPING) in what and "no entry for this event" in what for what in found)
    assert sum("the event is gone and no erasure names it" in what for what in found) == 9


def test_an_erasure_forged_with_its_entry_stands_in_the_log_for_all_to_see(
    own: Store, forger: Database, told: Told
) -> None:
    """Who may write the file may also append. What they append cannot be taken back."""
    written(forger, HOUSEKEEPING, "StreamErased", names=told.kept)
    *row, version, topic, state = forger.execute(
        "SELECT rowid, originator_version, topic, state FROM stored_events ORDER BY 1 DESC"
    ).fetchone()
    forger.execute(
        "INSERT INTO log VALUES (?, ?)", (*row, entry(HOUSEKEEPING, version, topic, state))
    )
    forger.execute("DELETE FROM stored_events WHERE originator_id = ?", (told.kept.hex,))

    running = audit(own.recorder, origin=own.origin, public_key=own.log_key)

    assert list(running) == []
    assert running.summary.erased_streams == 2
    refused(forger, "DELETE FROM stored_events WHERE rowid = ?", *row)


def test_an_event_without_an_entry_is_found(own: Store, forger: Database, told: Told) -> None:
    written(forger, told.kept, "NoteAdded", names=told.kept)

    (found,) = findings(own)
    assert "the log has no entry for this event" in found


def test_compacting_and_altering_the_file_moves_nothing(own: Store, forger: Database) -> None:
    before = everything(forger)

    forger.execute("VACUUM")
    forger.execute("ALTER TABLE log RENAME COLUMN entry TO entry2")
    forger.execute("ALTER TABLE log RENAME COLUMN entry2 TO entry")
    forger.execute("REINDEX")
    forger.execute("ANALYZE")

    assert everything(forger) == before
    with again(own) as reopened:
        assert findings(reopened) == []
        tell(signed_in(reopened, Role.HANDLER))
    assert findings(own) == []
    refused(forger, "DELETE FROM stored_events")


# Whoever owns the file can drop a trigger. Then the log tells.

FORGERIES = {
    "an event rewritten": """UPDATE stored_events
        SET state = replace(CAST(state AS TEXT), 'number', 'complexity')
        WHERE topic = 'DeadlineExtended'""",
    "an event renamed": """UPDATE stored_events SET topic = 'NoteAdded'
        WHERE topic = 'RequestClosed'""",
    "an event moved to another stream": """UPDATE stored_events SET originator_version = 99
        WHERE topic = 'RequestClosed'""",
    "an event taken out": "DELETE FROM stored_events WHERE topic = 'DeadlineExtended'",
    "the last event taken out": """DELETE FROM stored_events
        WHERE rowid = (SELECT MAX(rowid) FROM stored_events)""",
    "an entry rewritten": "UPDATE log SET entry = zeroblob(75) WHERE position = 12",
    "an entry taken out": "DELETE FROM log WHERE position = 12",
    "the last entry taken out": "DELETE FROM log WHERE position = (SELECT MAX(position) FROM log)",
    "a checkpoint rewritten": "UPDATE checkpoints SET note = replace(note, 'griffie', 'griffin')",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_the_owner_of_the_file_can_do_is_found_by_the_audit(
    own: Store, forger: Database, forgery: str
) -> None:
    assert findings(own) == []
    refused(forger, FORGERIES[forgery])
    drop_triggers(forger)

    assert forger.execute(FORGERIES[forgery]).rowcount >= 1

    assert findings(own) != []


def test_a_tail_cut_off_events_entries_and_all_is_found_by_the_checkpoint(
    own: Store, forger: Database
) -> None:
    drop_triggers(forger)

    forger.execute("DELETE FROM stored_events WHERE rowid > 15")
    forger.execute("DELETE FROM log WHERE position > 15")

    assert any("what came after was cut off" in what for what in findings(own))


def test_a_dropped_trigger_is_back_at_the_next_start(own: Store, forger: Database) -> None:
    before = forger.execute(GUARDS).fetchall()
    drop_triggers(forger)

    with again(own):
        pass

    assert forger.execute(GUARDS).fetchall() == before
    refused(forger, "DELETE FROM log")
