"""Whether all in a database file is as it was made: tables, columns, triggers, views, indexes.

The owner of the file can drop a trigger, empty it or add another, add a view or a lying index.
Such a store is not served and not repaired on the way: it is audited.
"""

import re
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

Make = Callable[[sqlite3.Connection], None]
"""Makes in an empty database what the program makes in one of its files."""

CORE = frozenset({"stored_events", "log", "checkpoints"})
"""The tables of what happened: their text is compared, with every condition, before all else."""
ANEW = "_anew"
"""Ends the names of a projection that is just being built anew."""
_OBJECTS = """SELECT type, name, tbl_name, sql FROM sqlite_master
    WHERE name NOT LIKE 'sqlite!_stat%' ESCAPE '!' AND name <> 'sqlite_sequence'"""
_COLUMNS = 'SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)'
_PLAIN = re.compile("[a-z_]{1,40}")


class Made(NamedTuple):
    """One object of a database: on which table, and what it is made of."""

    kind: str
    table: str
    text: str


_Objects = dict[str, Made]


def find_alterations(
    database: Path, make: Make, *, whole: bool = False, older: Collection[str] = ()
) -> list[str]:
    """A sentence for everything missing, changed or added; none for a new store.

    Else than with `whole`, what is missing or has other columns counts in the core only: an older
    release may have made it, and opening brings it up to date. With it, that goes for the tables
    that are named `older`. Also none for a file that cannot be read: opening it gives its own
    error.
    """
    if not database.exists():
        return []
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            found = _objects_of(connection)
    except sqlite3.DatabaseError:
        return []
    return [*_differences(found, _expected(make), older, whole=whole)] if found else []


def find_damage_within(database: Path) -> str | None:
    """What SQLite's whole check finds wrong first, also in indexes; None for a healthy file."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if found == "ok" else str(found)


def _objects_of(connection: sqlite3.Connection) -> _Objects:
    found = {}
    for kind, name, table, sql in connection.execute(_OBJECTS).fetchall():
        if kind == "table" and name not in CORE:
            text = repr(connection.execute(_COLUMNS, (name,)).fetchall())
        else:  # SQLite quotes the name of a table that was renamed
            text = " ".join((sql or "").replace('"', "").split())
        found[name] = Made(kind, table, text)
    return found


@lru_cache(8)
def _expected(make: Make) -> _Objects:
    """What the program makes, as SQLite itself keeps it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        make(connection)
        return _objects_of(connection)


def _differences(
    found: _Objects, ours: _Objects, older: Collection[str], *, whole: bool
) -> Iterator[str]:
    for name in sorted(found.keys() | ours.keys()):
        made = ours.get(name) or found[name]
        anew = made.table.endswith(ANEW) and made.table.removesuffix(ANEW) in ours
        if anew and (made.kind != "trigger" or _as_made(made) == ours.get(name.replace(ANEW, ""))):
            continue
        # A name that is not ours is whatever a forger chose.
        called = f"the {made.kind} {name}" if _PLAIN.fullmatch(name) else f"a {made.kind}"
        counts = made.table in CORE or (whole and made.table not in older)
        acts = made.kind in {"trigger", "view"}  # wherever it stands, it may do anything
        if name not in found:
            # Without an index it takes longer, and nothing else: opening makes it.
            if counts and (whole or made.kind != "index"):
                refused = ": nothing refuses what it refused" * (made.kind == "trigger")
                yield f"{called} is gone{refused}"
        elif name not in ours:
            if counts or acts:
                yield f"{called} is not ours"
        elif (counts or acts) and found[name] != ours[name]:
            yield f"{called} is not as it was made"


def _as_made(anew: Made) -> Made:
    """A trigger of a table that is made anew, as it will stand at the table that it replaces."""
    return Made(anew.kind, anew.table.removesuffix(ANEW), anew.text.replace(ANEW, ""))
