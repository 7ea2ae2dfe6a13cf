"""The counts that are kept with the rows of a projection, and moved by each of its merges."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from griffie.application.ports import Row
from griffie.application.projections.registry import Counted, Definition
from griffie.infrastructure.database import Cursor

_ROWS_AT_ONCE = 500


def counts_table(definition: Definition, name: str) -> str:
    """The name of the table of counts that belongs to a table of rows."""
    return f"{definition.name}_counts{name.removeprefix(definition.name)}"


def counts_statement(counted: Counted, table: str) -> str:
    """What makes the table of counts."""
    key, *rest = counted.columns
    return (
        f"CREATE TABLE IF NOT EXISTS {table}"
        f" ({', '.join((f'{key} NOT NULL PRIMARY KEY', *rest))}) WITHOUT ROWID"
    )


class KeptCounts:
    """How many rows of a table say the same, by what `counted` says of a row."""

    def __init__(self, counted: Counted, rows: str, key: str, table: str) -> None:
        """`rows` is the table that is counted, `key` its key, `table` that of the counts."""
        self._counted, self._rows, self._key, self.table = counted, rows, key, table
        marks = ", ".join(f":{column}" for column in counted.columns)
        self._upsert = f"""INSERT INTO {table} VALUES ({marks})
            ON CONFLICT (key) DO UPDATE SET times = {table}.times + excluded.times"""

    def move(self, c: Cursor, rows: Sequence[Row], gone: Sequence[str]) -> None:
        """Count these rows in the place of those that stand, and those of `gone` no more.

        To be called before they are written, in the same transaction.
        """
        changed: Counter[str] = Counter()
        named: dict[str, Row] = {}
        keys = list(dict.fromkeys([*(str(row[self._key]) for row in rows), *gone]))
        for at in range(0, len(keys), _ROWS_AT_ONCE):
            some = json.dumps(keys[at : at + _ROWS_AT_ONCE])
            statement = f"""SELECT * FROM {self._rows}
                WHERE {self._key} IN (SELECT value FROM json_each(?))"""
            c.execute(statement, (some,))
            self._add(changed, named, (dict(row) for row in c.fetchall()), -1)
        staying = {str(row[self._key]): row for row in rows if row[self._key] not in gone}
        self._add(changed, named, staying.values(), 1)
        moved = [{**named[key], "times": by} for key, by in changed.items() if by]
        c.executemany(self._upsert, moved)
        fewer = [(key,) for key, by in changed.items() if by < 0]
        c.executemany(f"DELETE FROM {self.table} WHERE key = ? AND times = 0", fewer)

    def of(self, rows: Iterable[Row]) -> dict[str, int]:
        """What the counts of these rows should be, by their key."""
        found: Counter[str] = Counter()
        self._add(found, {}, rows, 1)
        return dict(found)

    def _add(
        self, changed: Counter[str], named: dict[str, Row], rows: Iterable[Row], by: int
    ) -> None:
        for row in rows:
            for group in self._counted.groups(row):
                changed[group["key"]] += by
                named[group["key"]] = group
