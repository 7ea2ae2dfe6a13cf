"""SQL in SQLite's spelling, as PostgreSQL is asked it."""

from uuid import uuid4

import pytest

from griffie.api.composition import Store
from griffie.application.projections.registry import PROJECTIONS
from griffie.infrastructure.postgres.dialect import made, spelled
from griffie.infrastructure.postgres.recorder import PostgresRecorder
from griffie.infrastructure.sqlite import views
from tests.given.pg_writer import notes

SPELLED = {
    "SELECT a FROM b WHERE c = ? AND d = :name": "SELECT a FROM b WHERE c = %s AND d = %(name)s",
    "SELECT '100 %? :no' || :x": "SELECT '100 %%? :no' || %(x)s",
    "SELECT a::text": "SELECT a::text",
    "SELECT 1 WHERE a AND +b IS NULL": "SELECT 1 WHERE a AND b IS NULL",
    "SELECT times + 1": "SELECT times + 1",
    "SELECT right, :right": 'SELECT "right", %(right)s',
    "SELECT CAST(state AS BLOB)": "SELECT octets(state)",
    "SELECT a WHERE b NOT GLOB '*[^0-9a-f]*'": "SELECT a WHERE b !~ '[^0-9a-f]'",
    "SELECT a WHERE b NOT GLOB 'kept-*'": "SELECT a WHERE b NOT LIKE 'kept-%%'",
    "SELECT a WHERE b IN () OR c NOT IN ()": "SELECT a WHERE b = ANY ('{}') OR c <> ALL ('{}')",
    "INSERT OR IGNORE INTO a VALUES (?)": "INSERT INTO a VALUES (%s) ON CONFLICT DO NOTHING",
    "INSERT OR REPLACE INTO a (k, v) VALUES (?, ?)": 'INSERT INTO a ("k", "v") VALUES (%s, %s)'
    ' ON CONFLICT ("k") DO UPDATE SET "v" = excluded."v"',
    "INSERT OR REPLACE INTO a VALUES (:k, :right)": 'INSERT INTO a ("k", "right")'
    ' VALUES (%(k)s, %(right)s) ON CONFLICT ("k") DO UPDATE SET "right" = excluded."right"',
}


@pytest.mark.parametrize("statement", SPELLED)
def test_a_statement_is_spelled(statement: str) -> None:
    assert spelled(statement) == SPELLED[statement]


@pytest.mark.parametrize("column", ["position", "entry"])
def test_nothing_is_among_nothing_and_everything_is_not(store: Store, column: str) -> None:
    assert isinstance(store.recorder, PostgresRecorder)
    every = len(store.recorder.insert_events(notes(uuid4())))

    for condition, found in (("IN ()", 0), ("NOT IN ()", every)):
        counted = f"SELECT COUNT(*) FROM log WHERE {column} {condition}"
        assert store.datastore.rows(counted)[0][0] == found


def test_types_are_those_of_the_server_and_texts_compare_by_octets() -> None:
    assert made(
        "CREATE TABLE IF NOT EXISTS a (n INTEGER, o BLOB, t TEXT, at REAL) WITHOUT ROWID"
    ) == (
        'CREATE TABLE IF NOT EXISTS a (n BIGINT, o BYTEA, t TEXT COLLATE "C", at DOUBLE PRECISION)'
    )


@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_projection_has_a_table_of_typed_columns_in_its_own_schema(name: str) -> None:
    table, *_ = views.statements(PROJECTIONS[name], name)

    said = made(table)

    assert said.startswith(f"CREATE TABLE IF NOT EXISTS griffie_views.{name} (")
    assert said.count('"') >= 2 * len(PROJECTIONS[name].columns)
