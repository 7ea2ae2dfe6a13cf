"""Counts by day that stand beside the log, so that the log does not grow with them."""

from collections.abc import Mapping, Sequence
from datetime import date

from griffie.infrastructure.database import Database

TABLE = """CREATE TABLE IF NOT EXISTS tally (day TEXT, what TEXT, who TEXT, times INTEGER NOT NULL,
    PRIMARY KEY (day, what, who)) WITHOUT ROWID"""


class SQLiteTally:
    """Counts by day in `griffie.db`. A power cut may lose the last: they are not flushed."""

    def __init__(self, datastore: Database) -> None:
        self._datastore = datastore
        datastore.make(TABLE)

    def add(self, on: date, what: str, who: str, times: int) -> int:
        statement = """INSERT INTO tally VALUES (?, ?, ?, ?) ON CONFLICT (day, what, who)
            DO UPDATE SET times = tally.times + excluded.times RETURNING times"""
        with self._datastore.derived() as c:
            c.execute(statement, (on.isoformat(), what, who, times))
            return int(c.fetchone()[0])

    def before(self, on: date) -> Mapping[tuple[date, str], int]:
        statement = "SELECT day, what, SUM(times) FROM tally WHERE day < ? GROUP BY day, what"
        rows = self._datastore.rows(statement, (on.isoformat(),))
        return {(date.fromisoformat(day), what): times for day, what, times in rows}

    def of(self, on: date, what: str) -> Sequence[str]:
        statement = "SELECT who FROM tally WHERE day = ? AND what = ? ORDER BY who"
        return [who for (who,) in self._datastore.rows(statement, (on.isoformat(), what))]

    def forget(self, upto: date) -> None:
        with self._datastore.derived() as c:
            c.execute("DELETE FROM tally WHERE day <= ?", (upto.isoformat(),))
