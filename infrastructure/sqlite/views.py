"""Read models in SQLite: rows by key, written in batches with the position they reach."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from griffie import application, domain
from griffie.application.ports import Row
from griffie.infrastructure.sqlite.datastore import Datastore

POSITIONS = "CREATE TABLE IF NOT EXISTS positions (view TEXT PRIMARY KEY, position INTEGER)"
FOLDED_BY = "CREATE TABLE IF NOT EXISTS folded_by (view TEXT PRIMARY KEY, code TEXT NOT NULL)"


@cache
def folding_code() -> str:
    """A digest of everything that has a say in what a view says of an event."""
    digest = sha256()
    for package in (domain, application):
        for path in sorted(Path(package.__path__[0]).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


class SQLiteView:
    """A table and the position up to which it is true. The position fences a second projector."""

    def __init__(
        self, datastore: Datastore, name: str, columns: Sequence[str], *, erased_by: str
    ) -> None:
        """`erased_by` is the column that names the stream whose erasure removes a row."""
        self.datastore, self.name, self.columns = datastore, name, columns
        self._erased_by = erased_by
        self._insert = (
            f"INSERT OR REPLACE INTO {name} VALUES ({', '.join(f':{name}' for name in columns)})"
        )
        self.create()

    def create(self) -> None:
        key, *rest = self.columns
        with self.datastore.transaction(commit=True) as c:
            c.execute(POSITIONS)
            c.execute(FOLDED_BY)
            c.execute("SELECT 1 FROM folded_by WHERE (view, code) = (?, ?)", self._stamp)
            if not c.fetchone():  # another release's: it is folded again from the events
                c.execute(f"DROP TABLE IF EXISTS {self.name}")
                c.execute("DELETE FROM positions WHERE view = ?", (self.name,))
                c.execute("INSERT OR REPLACE INTO folded_by VALUES (?, ?)", self._stamp)
            c.execute("INSERT OR IGNORE INTO positions VALUES (?, 0)", (self.name,))
            columns = ", ".join((f"{key} NOT NULL PRIMARY KEY", *rest))
            c.execute(f"CREATE TABLE IF NOT EXISTS {self.name} ({columns}) WITHOUT ROWID")

    @property
    def _stamp(self) -> tuple[str, str]:
        return self.name, folding_code()

    def position(self) -> int:
        rows = self.datastore.rows("SELECT position FROM positions WHERE view = ?", (self.name,))
        return rows[0][0] if rows else 0

    def merge(self, rows: Sequence[Row], gone: Sequence[str], upto: int, *, after: int) -> bool:
        """Write rows and position together; say no when another projector was there first."""
        with self.datastore.derived() as c:
            moved = "UPDATE positions SET position = ? WHERE view = ? AND position = ? RETURNING 1"
            c.execute(moved, (upto, self.name, after))
            if not c.fetchone():
                return False
            c.executemany(self._insert, rows)
            for stream in gone:
                c.execute(f"DELETE FROM {self.name} WHERE {self._erased_by} = ?", (stream,))
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
        """Swap a view that was built anew in, in one transaction."""
        with self.datastore.transaction(commit=True) as c:
            c.execute(f"DROP TABLE {old.name}")
            c.execute(f"ALTER TABLE {self.name} RENAME TO {old.name}")
            c.execute("DELETE FROM positions WHERE view = ?", (old.name,))
            c.execute("UPDATE positions SET view = ? WHERE view = ?", (old.name, self.name))
        old.create()

    def drop(self) -> None:
        with self.datastore.transaction(commit=True) as c:
            c.execute(f"DROP TABLE IF EXISTS {self.name}")
            c.execute("DELETE FROM positions WHERE view = ?", (self.name,))
