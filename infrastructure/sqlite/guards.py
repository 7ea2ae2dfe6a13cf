"""Whether the store's tables, their conditions and its triggers are as they were made.

The owner of the file can drop a trigger, empty it or add another. Such a store is not served and
not repaired on the way: it is audited.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from griffie.infrastructure.sqlite.schema import TABLES, TRIGGERS

_GUARDED = """SELECT name, type, sql FROM sqlite_master
    WHERE tbl_name IN ('stored_events', 'log', 'checkpoints') AND sql IS NOT NULL
    AND type IN ('table', 'trigger', 'view')"""
_PLAIN = re.compile("[a-z_]{1,40}")

_Objects = dict[str, tuple[str, str]]


def find_alterations(database: Path) -> list[str]:
    """A sentence for everything missing, changed or added; none for a new store.

    Also none for a file that cannot be read: opening it gives its own error.
    """
    if not database.exists():
        return []
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            found = _objects_of(connection)
    except sqlite3.DatabaseError:
        return []
    return _differences(found, _expected_objects()) if found else []


def _objects_of(connection: sqlite3.Connection) -> _Objects:
    rows = connection.execute(_GUARDED).fetchall()
    return {name: (kind, " ".join(sql.split())) for name, kind, sql in rows}


def _expected_objects() -> _Objects:
    """Our statements as SQLite itself keeps them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in (*TABLES, *TRIGGERS):
            connection.execute(statement)
        return _objects_of(connection)


def _differences(found: _Objects, ours: _Objects) -> list[str]:
    said = []
    for name in sorted(found.keys() | ours.keys()):
        kind, _ = ours.get(name) or found[name]
        # A name that is not ours is whatever a forger chose.
        called = f"the {kind} {name}" if _PLAIN.fullmatch(name) else f"a {kind}"
        if name not in found:
            said.append(f"{called} is gone: nothing refuses what it refused")
        elif name not in ours:
            said.append(f"{called} is not ours")
        elif found[name] != ours[name]:
            said.append(f"{called} is not as it was made")
    return said
