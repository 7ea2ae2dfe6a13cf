"""What whoever owns the file can do all the same: the log tells, and the audit finds it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy2, copytree
from uuid import UUID

import pytest

from griffie.api.composition import Store, beside_the_folder, open_store
from griffie.application.access.roles import Role
from griffie.application.errors import StoreError
from griffie.application.maintenance.findings import Finding, Summary
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.log.entry import entry
from griffie.infrastructure.log.audit import Audit
from griffie.infrastructure.log.erased_streams import find_unlawful
from griffie.infrastructure.made_tables import make_store
from griffie.infrastructure.sqlite import guards
from tests.conftest import Clock, signed_in
from tests.given.store_to_forge import Database, Told, everything, refused, two_told, written
from tests.given.story import tell

pytestmark = pytest.mark.in_folder
GUARDS = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return two_told(tmp_path_factory.mktemp("told") / "data")


@pytest.fixture
def own(told: Told, tmp_path: Path) -> Iterator[Store]:
    """A copy of it, for what is not undone."""
    copytree(told.folder, tmp_path / "data")
    for file in beside_the_folder(told.folder):
        copy2(file, tmp_path)
    store = open_store(tmp_path / "data", clock=Clock(), demo=True)
    yield store
    store.engine.close()


@pytest.fixture
def forger(own: Store) -> Iterator[Database]:
    connection = sqlite3.connect(own.folder / "griffie.db", isolation_level=None)
    yield connection
    connection.close()


def drop_triggers(database: Database) -> None:
    for (name,) in database.execute(GUARDS).fetchall():
        database.execute(f"DROP TRIGGER {name}")


@contextmanager
def again(store: Store) -> Iterator[Store]:
    reopened = open_store(store.folder, clock=Clock(), demo=True)
    yield reopened
    reopened.engine.close()


def findings(store: Store) -> list[str]:
    found = Audit(store.recorder, origin=store.origin, public_key=store.log_key)
    return [finding.what for finding in found]


def test_a_self_made_erasure_is_found_because_the_log_does_not_know_it(
    own: Store, forger: Database, told: Told
) -> None:
    assert findings(own) == []

    written(forger, HOUSEKEEPING, "StreamErased", names=told.kept)
    forger.execute("DELETE FROM stored_events WHERE originator_id = ?", (told.kept.hex,))

    found = findings(own)
    assert any(str(HOUSEKEEPING) in what and "no entry for this event" in what for what in found)
    assert sum("the event is gone and no erasure names it" in what for what in found) == 10


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

    running = Audit(own.recorder, origin=own.origin, public_key=own.log_key)

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


# Such a store is audited, not served.

ELSE = "CREATE TRIGGER register_lost AFTER DELETE ON register BEGIN DELETE FROM vault; END"
ANEW = "CREATE TABLE register_anew AS SELECT * FROM register"
ON_ANEW = "CREATE TRIGGER Adelaide AFTER INSERT ON register_anew BEGIN SELECT 1; END"
HARMLESS = "CREATE TRIGGER log_delete BEFORE DELETE ON log BEGIN SELECT 1; END"
ALTERED = {
    "a trigger dropped": (["DROP TRIGGER log_delete"], "the trigger log_delete is gone"),
    "a trigger emptied": (
        ["DROP TRIGGER log_delete", HARMLESS],
        "the trigger log_delete is not as it was made",
    ),
    "a trigger added": (
        ["CREATE TRIGGER Adelaide AFTER INSERT ON log BEGIN SELECT 1; END"],
        "a trigger is not ours",
    ),
    "a trigger of a view that does something else": (
        ["DROP TRIGGER register_lost", ELSE],
        "the trigger register_lost is not as it was made",
    ),
    "a trigger where a view is made anew": ([ANEW, ON_ANEW], "a trigger is not ours"),
    "a condition taken out": (
        [
            "PRAGMA writable_schema = ON",
            (
                "UPDATE sqlite_master SET sql = replace(sql, 'originator_version > 0', '1 > 0')"
                " WHERE name = 'stored_events'"
            ),
        ],
        "the table stored_events is not as it was made",
    ),
}


@pytest.mark.parametrize(("statements", "said"), ALTERED.values(), ids=ALTERED)
def test_a_store_whose_guards_were_altered_is_not_opened_nor_mended_and_the_audit_says_why(
    own: Store, forger: Database, statements: list[str], said: str
) -> None:
    assert check(own)[0] == []
    for statement in statements:
        forger.execute(statement)
    altered = guards.find_alterations(own.folder / "griffie.db", make_store)
    assert len(altered) == 1
    assert said in altered[0]
    assert "Adelaide" not in altered[0]

    with pytest.raises(StoreError, match=said) as trouble:
        open_store(own.folder, clock=Clock(), demo=True)
    assert "griffie audit" in str(trouble.value)
    audited = open_store(own.folder, clock=Clock(), demo=True, to_be_audited=True)
    (found,) = check(audited)[0]
    audited.engine.close()

    assert said in found.what
    assert guards.find_alterations(own.folder / "griffie.db", make_store) == altered


def test_every_guard_that_is_dropped_is_missed(own: Store, forger: Database) -> None:
    names = [name for (name,) in forger.execute(GUARDS).fetchall()]
    drop_triggers(forger)

    names = [name for name in names if not name.endswith("_lost")]  # of views: made at each opening
    altered = guards.find_alterations(own.folder / "griffie.db", make_store)

    assert len(names) == len(altered) == 9
    assert all(name in said for name, said in zip(names, altered, strict=True))


def check(store: Store) -> tuple[list[Finding], Summary]:
    return store.check((), lambda _done, _total: None)


# A history that left without having been erased.


def forge_leaving(forger: Database, request: UUID, events: int) -> None:
    """What whoever writes the file can append: the erasure, with its entry; then the rows go."""
    written(forger, HOUSEKEEPING, "StreamErased", names=request, events=events)
    *row, version, topic, state = forger.execute(
        "SELECT rowid, originator_version, topic, state FROM stored_events ORDER BY 1 DESC"
    ).fetchone()
    forged = (*row, entry(HOUSEKEEPING, version, topic, state))
    forger.execute("INSERT INTO log VALUES (?, ?)", forged)
    forger.execute("DELETE FROM stored_events WHERE originator_id = ?", (request.hex,))


def of_leavings(store: Store) -> list[str]:
    found = [one.what for one in check(store)[0] if "projection" not in one.what]
    return sorted(found, key=lambda what: "sealed values" in what)


def test_a_history_that_left_though_nobody_erased_it_is_found_by_its_living_key(
    own: Store, forger: Database, told: Told
) -> None:
    forge_leaving(forger, told.kept, 10)

    leaving, values = of_leavings(own)

    assert str(told.kept) in leaving
    assert "its key was never destroyed" in leaving
    assert "sealed values stand under it, and no event does" in values


def test_so_is_one_that_left_with_another_number_of_events(
    own: Store, forger: Database, told: Told
) -> None:
    forge_leaving(forger, told.kept, 9)
    own.vault.erase(told.kept)

    (found,) = of_leavings(own)

    assert "left with 9 events, so it was said; the log has 10" in found


def test_who_writes_both_files_lets_a_history_leave_unfound(
    own: Store, forger: Database, told: Told
) -> None:
    """Column a of the threats: an audit of the store alone shows integrity, not honesty."""
    forge_leaving(forger, told.kept, 10)
    own.vault.erase(told.kept)

    assert of_leavings(own) == []


def test_a_lawful_leaving_has_nothing_to_be_said_of_it(own: Store, told: Told) -> None:
    running = Audit(own.recorder, origin=own.origin, public_key=own.log_key)
    assert list(running) == []

    assert [one.stream for one in running.erased_streams] == [told.gone]
    assert list(find_unlawful(running.erased_streams, own.vault.buried)) == []
