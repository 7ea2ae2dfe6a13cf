"""Every forgery by hand: refused by the database itself, or found by the audit."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy2, copytree
from typing import NamedTuple
from uuid import UUID

import pytest

from api.main import Store, open_store
from application.access import Role
from domain.events.housekeeping import HOUSEKEEPING
from domain.kernel import Occasion
from infrastructure.audit import audit
from infrastructure.log import entry
from tests.conftest import Clock, signed_in
from tests.story import PERSONAL, tell

TABLES = {
    "stored_events": ("rowid", "originator_id", "originator_version", "topic", "state"),
    "log": ("position", "entry"),
    "checkpoints": ("size", "note"),
}
COLUMNS = [(table, column) for table, columns in TABLES.items() for column in columns]
CONFLICTS = ("", "OR ABORT", "OR FAIL", "OR IGNORE", "OR REPLACE", "OR ROLLBACK")
STAYS = "what happened stays"
EVENTS = "stored_events (originator_id, originator_version, topic, state)"

OTHER = UUID(int=5)

Database = sqlite3.Connection


class Told(NamedTuple):
    """A folder with a request and its history, one that lawfully went, and two checkpoints."""

    folder: Path
    kept: UUID
    gone: UUID


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    clock, folder = Clock(), tmp_path_factory.mktemp("told") / "data"
    store = open_store(folder, clock=clock, demo=True)
    clerk, dpo = signed_in(store, Role.HANDLER), signed_in(store, Role.DPO)
    gone, kept = tell(clerk), tell(clerk)
    store.log.checkpoint()
    erase = {"ground": "test_data", "explanation": PERSONAL["explanation"]}
    assert dpo.post(f"{gone}/erase-personal-data", json=erase).status_code == 200
    went, stays = UUID(gone.rpartition("/")[2]), UUID(kept.rpartition("/")[2])
    store.requests.erase_stream(went, Occasion("u-dpo", clock.at))
    store.log.checkpoint()
    store.engine.close()
    return Told(folder, stays, went)


@pytest.fixture(params=[False, True], ids=["plain", "recursive_triggers"])
def database(request: pytest.FixtureRequest, told: Told) -> Iterator[Database]:
    """The file, as anybody with SQLite opens it. What a test does to it is undone."""
    connection = sqlite3.connect(told.folder / "griffie.db", isolation_level=None)
    connection.execute(f"PRAGMA recursive_triggers = {request.param}")
    connection.execute("BEGIN")
    yield connection
    connection.close()


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


def everything(database: Database) -> list[list[tuple[object, ...]]]:
    return [database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES]


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


def refused(database: Database, statement: str, *values: object) -> None:
    """The database says no, in our words, and nothing changed."""
    before = everything(database)

    with pytest.raises(sqlite3.IntegrityError, match=STAYS):
        database.execute(statement, values)

    assert everything(database) == before


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_no_column_of_what_happened_is_updated(database: Database, table: str, column: str) -> None:
    for conflict in CONFLICTS:
        refused(database, f"UPDATE {conflict} {table} SET {column} = {column} + 1")
        refused(database, f"UPDATE {conflict} {table} SET {column} = {column}")


@pytest.mark.parametrize("table", TABLES)
def test_nothing_that_happened_is_deleted(database: Database, table: str) -> None:
    key = TABLES[table][0]
    rows = [row[0] for row in database.execute(f"SELECT {key} FROM {table}")]
    assert rows

    refused(database, f"DELETE FROM {table}")
    for row in rows:
        refused(database, f"DELETE FROM {table} WHERE {key} = ?", row)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "insert", ["INSERT OR REPLACE INTO", "REPLACE INTO", "INSERT OR IGNORE INTO", "INSERT INTO"]
)
def test_nothing_that_happened_is_replaced(database: Database, table: str, insert: str) -> None:
    for row in database.execute(f"SELECT * FROM {table}").fetchall():
        places = ", ".join("?" * len(row))
        refused(database, f"{insert} {table} VALUES ({places})", *row)


@pytest.mark.parametrize("table", TABLES)
def test_an_upsert_updates_nothing(database: Database, table: str) -> None:
    key, *_, last = TABLES[table]
    for row in database.execute(f"SELECT * FROM {table}").fetchall():
        places = ", ".join("?" * len(row))
        upsert = f"INSERT INTO {table} VALUES ({places}) ON CONFLICT"
        refused(database, f"{upsert} ({key}) DO UPDATE SET {last} = 'x'", *row)
        refused(database, f"{upsert} DO NOTHING", *row)


@pytest.mark.parametrize("insert", ["INSERT OR REPLACE INTO", "REPLACE INTO", "INSERT INTO"])
def test_no_version_is_written_twice(database: Database, told: Told, insert: str) -> None:
    for version in range(1, 10):
        statement = f"{insert} {EVENTS} VALUES (?, ?, 'NoteAdded', x'7b7d')"
        refused(database, statement, told.kept.hex, version)


@pytest.mark.parametrize("away", [-100, -2, 0, 2, 3, 1000, 2**40])
def test_no_event_and_no_entry_stands_anywhere_but_next(database: Database, away: int) -> None:
    (last,) = database.execute("SELECT MAX(position) FROM log").fetchone()
    at = last + away
    event = (at, OTHER.hex, 1, "NoteAdded", b"{}")
    refused(database, "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", *event)
    refused(database, "INSERT INTO log VALUES (?, ?)", at, bytes(75))


def test_nothing_is_put_into_the_gap_that_a_lawful_erasure_left(database: Database) -> None:
    statement = "SELECT position FROM log WHERE position NOT IN (SELECT rowid FROM stored_events)"
    gaps = [position for (position,) in database.execute(statement)]
    assert len(gaps) == 10

    for at in gaps:
        event = (at, OTHER.hex, 1, "NoteAdded", b"{}")
        refused(database, "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", *event)


@pytest.mark.parametrize("at", [-1, -(2**63), 0])
def test_no_event_hides_below_the_log(database: Database, at: int) -> None:
    before = everything(database)
    event = (at, OTHER.hex, 1, "NoteAdded", b"{}")

    # A chosen position of -1 looks like an automatic one to a trigger: the table itself refuses.
    with pytest.raises(sqlite3.IntegrityError, match=f"{STAYS}|CHECK constraint"):
        database.execute("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", event)

    assert everything(database) == before


def test_nothing_is_written_into_a_history_that_went(database: Database, told: Told) -> None:
    for version in (1, 2, 11, 2**40):
        statement = f"INSERT INTO {EVENTS} VALUES (?, ?, 'NoteAdded', x'7b7d')"
        refused(database, statement, told.gone.hex, version)


@pytest.mark.parametrize("spelled", [str.upper, lambda hexes: str(UUID(hexes)), str.encode])
def test_a_stream_has_one_spelling(
    database: Database, told: Told, spelled: Callable[[str], object]
) -> None:
    before = everything(database)
    stream = spelled(told.kept.hex)

    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint"):
        database.execute(f"INSERT INTO {EVENTS} VALUES (?, 99, 'NoteAdded', x'7b7d')", (stream,))

    assert everything(database) == before


def written(database: Database, stream: UUID, topic: str, names: UUID) -> None:
    """An event as the engine would write it, by hand, and no entry in the log."""
    (last,) = database.execute(
        "SELECT COALESCE(MAX(originator_version), 0) FROM stored_events WHERE originator_id = ?",
        (stream.hex,),
    ).fetchone()
    at = '"at":"2026-03-20T10:00:00+00:00"'
    data = f'"data":{{"events":9,"stream":"{names}"}}'
    state = f'{{"actor":"u-x",{at},{data},"nonce":"{"n" * 22}","schema":1}}'.encode()
    database.execute(
        f"INSERT INTO {EVENTS} VALUES (?, ?, ?, ?)", (stream.hex, last + 1, topic, state)
    )


@pytest.mark.parametrize(
    ("stream", "topic"),
    [(OTHER, "StreamErased"), (HOUSEKEEPING, "StreamErases"), (HOUSEKEEPING, "streamerased")],
)
def test_only_an_erasure_on_the_housekeeping_stream_opens_the_way_out(
    database: Database, told: Told, stream: UUID, topic: str
) -> None:
    written(database, stream, topic, names=told.kept)

    refused(database, "DELETE FROM stored_events WHERE originator_id = ?", told.kept.hex)


def test_it_opens_the_way_to_the_history_that_it_names_and_to_no_other(
    database: Database, told: Told
) -> None:
    written(database, HOUSEKEEPING, "StreamErased", names=OTHER)

    refused(database, "DELETE FROM stored_events WHERE originator_id = ?", told.kept.hex)
    refused(database, "DELETE FROM stored_events")


def test_the_housekeeping_stream_itself_never_goes(database: Database) -> None:
    refused(database, "DELETE FROM stored_events WHERE originator_id = ?", HOUSEKEEPING.hex)

    written(database, HOUSEKEEPING, "StreamErased", names=HOUSEKEEPING)

    refused(database, "DELETE FROM stored_events WHERE originator_id = ?", HOUSEKEEPING.hex)


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
