"""Read models in SQLite: rows by key, written in batches together with the position they reach."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any
from uuid import uuid4

from griffie.application.ports import Row
from griffie.application.projections.registry import Definition
from griffie.infrastructure.sqlite.datastore import Datastore

_POSITIONS = "CREATE TABLE IF NOT EXISTS positions (view TEXT PRIMARY KEY, position INTEGER)"
_ERASED_BY = "request_id"
"""The column that names the stream whose erasure removes a row."""
_FOLDED_BY = "CREATE TABLE IF NOT EXISTS folded_by (view TEXT PRIMARY KEY, code TEXT NOT NULL)"


TABLES = (_POSITIONS, _FOLDED_BY)
"""Up to where each view is true, and by which code it was folded."""


def statements(definition: Definition, name: str) -> list[str]:
    """What makes the table of a projection, under this name, and its indexes."""
    key, *rest = definition.columns
    columns = ", ".join((f"{key} NOT NULL PRIMARY KEY", *rest))
    return [
        f"CREATE TABLE IF NOT EXISTS {name} ({columns}) WITHOUT ROWID",
        *(
            f"CREATE INDEX IF NOT EXISTS {name}_by_{column} ON {name} ({column})"
            for column in definition.indexed
        ),
    ]


class SQLiteView:
    """A table and the position up to which it is true. The position stops a second projector."""

    def __init__(self, datastore: Datastore, definition: Definition, name: str = "") -> None:
        """`name` is the table; the projection's own where it is left out."""
        self.datastore, self.name = datastore, name or definition.name
        self.columns, self._definition = definition.columns, definition
        values = ", ".join(f":{column}" for column in self.columns)
        self._insert = f"INSERT OR REPLACE INTO {self.name} VALUES ({values})"
        self.create()

    def create(self) -> None:
        table, *indexes = statements(self._definition, self.name)
        with self.datastore.transaction(commit=True) as c:
            c.execute(_POSITIONS)
            c.execute(_FOLDED_BY)
            c.execute("SELECT 1 FROM folded_by WHERE (view, code) = (?, ?)", self._stamp)
            if not c.fetchone():  # another release's: it is folded again from the events
                c.execute(f"DROP TABLE IF EXISTS {self.name}")
                c.execute("DELETE FROM positions WHERE view = ?", (self.name,))
                c.execute("INSERT OR REPLACE INTO folded_by VALUES (?, ?)", self._stamp)
            c.execute("INSERT OR IGNORE INTO positions VALUES (?, 0)", (self.name,))
            c.execute(table)
        if indexes:
            with self.datastore.transaction(commit=True) as c:
                for index in indexes:
                    c.execute(index)

    @property
    def _stamp(self) -> tuple[str, str]:
        return self.name, self._definition.stamp

    def position(self) -> int:
        rows = self.datastore.rows("SELECT position FROM positions WHERE view = ?", (self.name,))
        return rows[0][0] if rows else 0

    def merge(self, rows: Sequence[Row], gone: Sequence[str], upto: int, *, after: int) -> bool:
        """Write rows and position together. False when another projector was there first."""
        with self.datastore.derived() as c:
            moved = "UPDATE positions SET position = ? WHERE view = ? AND position = ? RETURNING 1"
            c.execute(moved, (upto, self.name, after))
            if not c.fetchone():
                return False
            c.executemany(self._insert, rows)
            for stream in gone:
                c.execute(f"DELETE FROM {self.name} WHERE {_ERASED_BY} = ?", (stream,))
        return True

    def all(self) -> list[dict[str, Any]]:
        """Every row, in the order of the key."""
        rows = self.datastore.rows(f"SELECT * FROM {self.name} ORDER BY {self.columns[0]}")
        return [dict(row) for row in rows]

    def page(self, after: str, limit: int) -> list[dict[str, Any]]:
        """The rows whose keys follow, in their order."""
        key = self.columns[0]
        statement = f"SELECT * FROM {self.name} WHERE {key} > ? ORDER BY {key} LIMIT ?"
        return [dict(row) for row in self.datastore.rows(statement, (after, limit))]

    def take_the_place_of(self, old: "SQLiteView") -> None:
        """Put a view that was built anew in the place of an old one, at once.

        An index keeps its name when its table is renamed: then the old table's names are free
        again.
        """
        with self.datastore.transaction(commit=True) as c:
            c.execute(f"DROP TABLE {old.name}")
            c.execute(f"ALTER TABLE {self.name} RENAME TO {old.name}")
            c.execute("DELETE FROM positions WHERE view = ?", (old.name,))
            c.execute("UPDATE positions SET view = ? WHERE view = ?", (old.name, self.name))
        old.create()
        if self._definition.indexed:
            with self.datastore.transaction(commit=True) as c:
                for column in self._definition.indexed:
                    c.execute(f"DROP INDEX IF EXISTS {self.name}_by_{column}")

    def drop(self) -> None:
        with self.datastore.transaction(commit=True) as c:
            c.execute(f"DROP TABLE IF EXISTS {self.name}")
            c.execute("DELETE FROM positions WHERE view = ?", (self.name,))


class SQLiteTables:
    """See `application.projections.projections.Tables`."""

    def __init__(self, datastore: Datastore) -> None:
        self._datastore = datastore

    def served(self, definition: Definition) -> SQLiteView:
        return SQLiteView(self._datastore, definition)

    def emptied(self, definition: Definition) -> SQLiteView:
        anew = self._anew(definition)
        anew.drop()
        anew.create()
        return anew

    def replace(self, definition: Definition) -> None:
        self._anew(definition).take_the_place_of(self.served(definition))

    @contextmanager
    def in_memory(self, definition: Definition) -> Iterator[SQLiteView]:
        with closing(Datastore(f"file:{uuid4()}?mode=memory&cache=shared")) as memory:
            yield SQLiteView(memory, definition)

    def _anew(self, definition: Definition) -> SQLiteView:
        return SQLiteView(self._datastore, definition, f"{definition.name}_anew")
