"""Read models in SQLite: rows by key, written in batches together with the position they reach.

Reading never waits to write: while another process holds the lock of the store, what came in since
is folded into a copy in memory, which is read until the lock is free again.
"""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from eventsourcing.persistence import OperationalError

from griffie.application.ports import Row
from griffie.application.projections.registry import Definition
from griffie.infrastructure.database import Database
from griffie.infrastructure.patience import waiting_at_most
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.kept_counts import KeptCounts, counts_statement, counts_table

_POSITIONS = "CREATE TABLE IF NOT EXISTS positions (view TEXT PRIMARY KEY, position INTEGER)"
_ERASED_BY = "request_id"
"""The column that names the stream whose erasure removes a row."""
_PATIENCE = 0.03
"""Seconds that bringing a view up to date waits for a lock."""
_PATIENCE_ANEW = 60.0
"""The same of a view that is built anew, and that nobody reads yet."""
_ASKED_AGAIN = 1.0
"""Seconds after which it is tried again to write where the view belongs."""
_PAGE, _MANY = 1_000, 10_000
_FOLDED_BY = "CREATE TABLE IF NOT EXISTS folded_by (view TEXT PRIMARY KEY, code TEXT NOT NULL)"


TABLES = (_POSITIONS, _FOLDED_BY)
"""Up to where each view is true, and by which code it was folded."""


def statements(definition: Definition, name: str) -> list[str]:
    """What makes the table of a projection, under this name, its counts and its indexes."""
    key, *rest = definition.columns
    columns = ", ".join((f"{key} NOT NULL PRIMARY KEY", *rest))
    counted = definition.counted
    return [
        f"CREATE TABLE IF NOT EXISTS {name} ({columns}) WITHOUT ROWID",
        *([counts_statement(counted, counts_table(definition, name))] if counted else ()),
        *(
            f"CREATE INDEX IF NOT EXISTS {name}_by_{index.name} ON {name}"
            f" ({', '.join(index.columns)}){f' WHERE {index.only}' if index.only else ''}"
            for index in definition.indexed
        ),
    ]


class SQLiteView:
    """A table and the position up to which it is true. The position stops a second projector."""

    def __init__(self, datastore: Database, definition: Definition, name: str = "") -> None:
        """`name` is the table; the projection's own where it is left out."""
        self._home, self.name = datastore, name or definition.name
        self._copy: Database | None = None
        self._asked_at = 0.0
        self.columns, self._definition = definition.columns, definition
        values = ", ".join(f":{column}" for column in self.columns)
        self._insert = f"INSERT OR REPLACE INTO {self.name} VALUES ({values})"
        counted, counts = definition.counted, counts_table(definition, self.name)
        self._counts = KeptCounts(counted, self.name, self.columns[0], counts) if counted else None
        self.create()

    @property
    def _tables(self) -> list[str]:
        return [self.name, *([self._counts.table] if self._counts else [])]

    @property
    def datastore(self) -> Database:
        """Where the rows are read: in the store, or in the copy while the store is locked."""
        return self._copy or self._home

    def asked(self, statement: str, parameters: Any = ()) -> Sequence[Any]:
        """The rows of one SELECT on this view: of a replica where there is one that is as far."""
        if self._home.replica and not self._copy:
            found = self._home.replica.rows_of(self.name, statement, parameters)
            if found is not None:
                return found
        return self.datastore.rows(statement, parameters)

    def create(self) -> None:
        table, *indexes = statements(self._definition, self.name)
        self._home.make(_POSITIONS, _FOLDED_BY)
        if self.outdated():
            return  # left as it is, until another takes its place
        if self._is_of_this_code():
            self._home.make(table)
        else:
            self._make_table(table)
        if self._has_many():
            for one in indexes:  # each by itself: who wants to write waits for one
                self._home.make(one)
        else:
            self._home.make(*indexes)
        self._home.tell_lost_rows(self.name)

    def _make_table(self, table: str) -> None:
        with self._home.transaction(commit=True) as c:
            c.execute("SELECT 1 FROM folded_by WHERE (view, code) = (?, ?)", self._stamp)
            if not c.fetchone():  # another release's: it is folded again from the events
                for one in self._tables:
                    c.execute(f"DROP TABLE IF EXISTS {one}")
                c.execute("DELETE FROM positions WHERE view = ?", (self.name,))
                c.execute(
                    "INSERT OR REPLACE INTO folded_by (view, code) VALUES (?, ?)", self._stamp
                )
            c.execute("INSERT OR IGNORE INTO positions VALUES (?, 0)", (self.name,))
            c.execute(table)

    def _has_many(self) -> bool:
        """Whether an index takes so long to make that nobody should wait for several."""
        return bool(self._home.rows(f"SELECT 1 FROM {self.name} LIMIT 1 OFFSET {_MANY}"))

    def outdated(self) -> bool:
        """Whether a served view has rows of another release, or none although others have some."""
        if self.name != self._definition.name or self._is_of_this_code():
            return False
        return bool(self._home.rows("SELECT 1 FROM positions WHERE position <> 0 LIMIT 1"))

    def _is_of_this_code(self) -> bool:
        select = """SELECT 1 FROM folded_by JOIN positions USING (view)
            WHERE (view, code) = (?, ?)"""
        return bool(self._home.rows(select, self._stamp))

    @property
    def _stamp(self) -> tuple[str, str]:
        return self.name, self._definition.stamp

    def position(self) -> int:
        if self._copy and time.monotonic() - self._asked_at > _ASKED_AGAIN:
            self._go_home()
        return self._position(self.datastore)

    def position_at_once(self) -> int | None:
        return None if self._copy else self._position(self._home)

    def _position(self, where: Database) -> int:
        rows = where.rows("SELECT position FROM positions WHERE view = ?", (self.name,))
        return rows[0][0] if rows else 0

    def merge(self, rows: Sequence[Row], gone: Sequence[str], upto: int, *, after: int) -> bool:
        """Write rows and position together. False when another projector was there first."""
        if not isinstance(self._home, Datastore):  # on a server nobody waits for another's write
            return self._merge(rows, gone, upto, after)
        if self.name != self._definition.name:  # built anew: nobody waits for it
            with waiting_at_most(_PATIENCE_ANEW):
                return self._merge(rows, gone, upto, after)
        try:
            with waiting_at_most(_PATIENCE):
                return self._merge(rows, gone, upto, after)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
        self._copy, self._asked_at = self._copied(self._home), time.monotonic()
        return self._merge(rows, gone, upto, after)

    def begin_again(self) -> None:
        with self.datastore.derived() as c:
            for one in self._tables:
                c.execute(f"DELETE FROM {one}")
            c.execute("UPDATE positions SET position = 0 WHERE view = ?", (self.name,))

    def set_back(self) -> None:
        """Position 0, and the rows as they stand: whoever fills it says later what they are."""
        with self.datastore.derived() as c:
            c.execute("UPDATE positions SET position = 0 WHERE view = ?", (self.name,))

    def among(self, keys: Sequence[str]) -> set[str]:
        """Those of these keys of which there is a row."""
        key = self.columns[0]
        statement = f"""SELECT {key} FROM {self.name}
            WHERE {key} IN (SELECT value FROM json_each(?))"""
        return {found for (found,) in self.datastore.rows(statement, (json.dumps(keys),))}

    def _merge(self, rows: Sequence[Row], gone: Sequence[str], upto: int, after: int) -> bool:
        with self.datastore.derived() as c:
            moved = "UPDATE positions SET position = ? WHERE view = ? AND position = ? RETURNING 1"
            c.execute(moved, (upto, self.name, after))
            if not c.fetchone():
                return False
            if self._counts:
                self._counts.move(c, rows, gone)
            c.executemany(self._insert, rows)
            for stream in gone:
                c.execute(f"DELETE FROM {self.name} WHERE {_ERASED_BY} = ?", (stream,))
            if gone:
                c.execute("UPDATE positions SET position = ? WHERE view = ?", (upto, self.name))
        return True

    def _copied(self, home: Datastore) -> Datastore:
        """The rows and their position, of one moment, in memory."""
        memory = Datastore(f"file:{uuid4()}?mode=memory&cache=shared")
        SQLiteView(memory, self._definition, self.name).fill_from(home)
        return memory

    def fill_from(self, home: Datastore) -> None:
        """Copy into this empty view the rows of the same one in another file, and its position.

        Indexes are made afterwards: that is quicker. Only for a view that nobody reads yet.
        """
        assert isinstance(self._home, Datastore)
        with self._home.get_connection(commit=True) as connection:
            c = connection.cursor()
            for index in self._definition.indexed:
                c.execute(f"DROP INDEX {self.name}_by_{index.name}")
            c.execute("ATTACH ? AS home", (home.pool.db_name,))
            c.execute("BEGIN")
            for one in self._tables:
                c.execute(f"INSERT INTO main.{one} SELECT * FROM home.{one}")
            where = "FROM home.positions WHERE view = ?"
            c.execute(f"INSERT OR REPLACE INTO main.positions SELECT * {where}", (self.name,))
            c.execute("COMMIT")
            c.execute("DETACH home")
        self.create()

    def _go_home(self) -> None:
        """Read and write in the store again, if its lock can be had; what was folded is again."""
        self._asked_at = time.monotonic()
        try:
            with waiting_at_most(_PATIENCE), self._home.derived():
                self._copy = None  # who still reads the copy keeps it
        except OperationalError as error:
            if "locked" not in str(error):
                raise

    def all(self) -> list[dict[str, Any]]:
        """Every row, in the order of the key."""
        rows = self.datastore.rows(f"SELECT * FROM {self.name} ORDER BY {self.columns[0]}")
        return [dict(row) for row in rows]

    @contextmanager
    def at_once(self) -> Iterator[tuple[int, Iterator[dict[str, Any]]]]:
        """Position and every row in the order of the key, of one moment; read one by one."""
        with self.datastore.transaction(commit=False) as c:
            c.execute("SELECT position FROM positions WHERE view = ?", (self.name,))
            found = c.fetchone()
            yield found[0] if found else 0, self._every(c)

    def _every(self, c: Any) -> Iterator[dict[str, Any]]:
        """Every row in the order of the key. In pages, for a server's answer is kept as a whole."""
        key = self.columns[0]
        after, asked = "", dict[str, Any](page=_PAGE)
        while True:
            c.execute(f"SELECT * FROM {self.name} {after} ORDER BY {key} LIMIT :page", asked)
            rows = c.fetchall()
            yield from map(dict, rows)
            if len(rows) < _PAGE:
                return
            after, asked["key"] = f"WHERE {key} > :key", rows[-1][0]

    def miscounted(self) -> bool:
        """Whether the counts that are kept are not those of the rows."""
        if not self._counts:
            return False
        with self.datastore.transaction(commit=False) as c:
            c.execute(f"SELECT key, times FROM {self._counts.table}")
            kept = {row[0]: row[1] for row in c.fetchall()}
            return kept != self._counts.of(self._every(c))

    def count(self) -> int:
        ((count,),) = self.datastore.rows(f"SELECT COUNT(*) FROM {self.name}")
        return int(count)

    def page(self, after: str, limit: int) -> list[dict[str, Any]]:
        """The rows whose keys follow, in their order."""
        key = self.columns[0]
        statement = f"SELECT * FROM {self.name} WHERE {key} > ? ORDER BY {key} LIMIT ?"
        return [dict(row) for row in self.datastore.rows(statement, (after, limit))]

    def take_the_place_of(self, old: "SQLiteView") -> None:
        """Put a view that was built anew in the place of an old one, at once.

        An index keeps its name when its table is renamed. So what is built anew has none, and the
        indexes are made afterwards, which is quicker too.
        """
        with self._home.transaction(commit=True) as c:
            for one in old._tables:  # noqa: SLF001 - of the same kind
                c.execute(f"DROP TABLE IF EXISTS {one}")
            if not self._home.on_server:
                c.execute(f"DROP TRIGGER {self.name}_lost")
            for one, other in zip(self._tables, old._tables, strict=True):  # noqa: SLF001
                c.execute(f"ALTER TABLE {one} RENAME TO {other}")
            for table in ("positions", "folded_by"):
                c.execute(f"DELETE FROM {table} WHERE view = ?", (old.name,))
                c.execute(f"UPDATE {table} SET view = ? WHERE view = ?", (old.name, self.name))
        old.create()

    def drop(self) -> None:
        with self._home.transaction(commit=True) as c:
            for one in self._tables:
                c.execute(f"DROP TABLE IF EXISTS {one}")
            c.execute("DELETE FROM positions WHERE view = ?", (self.name,))
