"""SQL in SQLite's spelling, spelled for PostgreSQL: the one place that knows the differences.

What can be made to exist on the server under SQLite's name is made there (`functions.sql`); this
page changes only what no function can be: types, marks of parameters, a few clauses.
"""

import re
from functools import lru_cache

STORE, VIEWS = "griffie", "griffie_views"
"""The schemas: of the owner, in which nothing is made while serving; of the role that serves."""

_CLAUSES = (
    # A plus before a column keeps SQLite from one of its indexes.
    (r"(?<=[ (])\+(?=[a-z])", ""),
    (r"json_extract\(CAST\(state AS TEXT\), '\$\.data\.stream'\)", "stream_named(state)"),
    (r"CAST\(([\w.]+) AS BLOB\)", r"octets(\1)"),
    (r"hex\(randomblob\(16\)\)", "CAST(gen_random_uuid() AS TEXT)"),
    # Among nothing: false, and with NOT true, which PostgreSQL spells for a list of any type.
    (r"\bNOT IN \(\)", "<> ALL ('{}')"),
    (r"\bIN \(\)", "= ANY ('{}')"),
    (r"x''", "CAST('' AS BYTEA)"),
    (r"NOT GLOB '\*(\[\^0-9a-f\])\*'", r"!~ '\1'"),
    (r"GLOB '([\w-]+)\*'", r"LIKE '\1%'"),
    (r'(?<![:\w"])right(?![\w"])', '"right"'),
)
_TYPES = (
    (r"\browid INTEGER PRIMARY KEY\b", "rowid BIGINT PRIMARY KEY"),
    (r"\bparked INTEGER\b", "parked BOOLEAN"),
    (r"\bINTEGER\b", "BIGINT"),
    (r"\bBLOB\b", "BYTEA"),
    (r"\bREAL\b", "DOUBLE PRECISION"),
    # Texts are compared by their octets, as SQLite does, whatever the language of the server.
    (r"\bTEXT\b", 'TEXT COLLATE "C"'),
    (r"\s+WITHOUT ROWID\b", ""),
)
_VIEW = re.compile(
    r"CREATE TABLE IF NOT EXISTS (\w+) \((\w+) NOT NULL PRIMARY KEY((?:, \w+)+)\) WITHOUT ROWID"
)
_NUMBERS = frozenset({"position", "version", "told", "times"})
_TRUTHS = frozenset(
    {
        *("extended", "waiting", "met_strictly", "promised", "held", "erased"),
        *("late", "direct_marketing", "proposed", "to_destroy"),
    }
)
"""Columns of projections that hold whole numbers, and truth values; all others hold texts."""
_REPLACES = re.compile(
    r"INSERT OR REPLACE INTO (\S+)\s*(?:\(([^)]*)\))?\s*VALUES\s*\(([^)]*)\)", re.IGNORECASE
)
_TOKENS = re.compile(r"'(?:[^']|'')*'|::|:([a-z_]+)|\?|%")


@lru_cache(1000)
def spelled(statement: str) -> str:
    """A statement in PostgreSQL's spelling, with the marks of psycopg for its parameters."""
    if statement.startswith("CREATE "):
        return made(statement)
    statement = _REPLACES.sub(_upserted, statement)
    if "INSERT OR IGNORE" in statement:
        statement = statement.replace("INSERT OR IGNORE", "INSERT") + " ON CONFLICT DO NOTHING"
    for pattern, instead in _CLAUSES:
        statement = re.sub(pattern, instead, statement)
    return _TOKENS.sub(_marked, statement)


def made(statement: str) -> str:
    """A statement that makes a table or an index; projections have a schema of their own."""
    if found := _VIEW.fullmatch(statement):
        name, key, others = found.groups()
        columns = [f'"{one}" {_type_of(one)}' for one in (key, *others.split(", ")[1:])]
        columns[0] += " PRIMARY KEY"
        return f"CREATE TABLE IF NOT EXISTS {VIEWS}.{name} ({', '.join(columns)})"
    for pattern, instead in (*_TYPES, *_CLAUSES):
        statement = re.sub(pattern, instead, statement)
    return statement


def _type_of(column: str) -> str:
    if column in _NUMBERS:
        return "BIGINT"
    return "BOOLEAN" if column in _TRUTHS else 'TEXT COLLATE "C"'


def _upserted(found: re.Match[str]) -> str:
    """A row that takes the place of the one with its key, which is the first column."""
    table, named, values = found.groups()
    columns = [one.strip(" :") for one in (named or values).split(",")]
    key, *others = (f'"{one}"' for one in columns)
    changes = ", ".join(f"{one} = excluded.{one}" for one in others)
    into = f"INSERT INTO {table} ({', '.join((key, *others))}) VALUES ({values})"
    return f"{into} ON CONFLICT ({key}) DO UPDATE SET {changes}"


def _marked(found: re.Match[str]) -> str:
    piece = found[0]
    if piece == "?":
        return "%s"
    if name := found[1]:
        return f"%({name})s"
    return piece.replace("%", "%%")
