"""Every forgery by hand that the database itself refuses: no way out of it but the lawful one."""

import sqlite3
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest

from griffie.domain.housekeeping import HOUSEKEEPING
from tests.given.store_to_forge import (
    EVENTS,
    OTHER,
    STAYS,
    TABLES,
    Database,
    Told,
    everything,
    refused,
    two_told,
    written,
)

COLUMNS = [(table, column) for table, columns in TABLES.items() for column in columns]
CONFLICTS = ("", "OR ABORT", "OR FAIL", "OR IGNORE", "OR REPLACE", "OR ROLLBACK")

pytestmark = pytest.mark.in_folder


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return two_told(tmp_path_factory.mktemp("told") / "data")


@pytest.fixture(params=[False, True], ids=["plain", "recursive_triggers"])
def database(request: pytest.FixtureRequest, told: Told) -> Iterator[Database]:
    """The file, as anybody with SQLite opens it. What a test does to it is undone."""
    connection = sqlite3.connect(told.folder / "griffie.db", isolation_level=None)
    connection.execute(f"PRAGMA recursive_triggers = {request.param}")
    connection.execute("BEGIN")
    yield connection
    connection.close()


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
    for version in range(1, 11):
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
    assert len(gaps) == 11

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
    for version in (1, 2, 12, 2**40):
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
