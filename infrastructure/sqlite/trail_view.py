"""The audit trail in SQLite."""

from datetime import datetime, timedelta
from typing import Any

from griffie.application.projections.registry import TRAIL
from griffie.application.projections.trail import TrailFilter
from griffie.domain.law.deadlines import end_of_day
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.views import SQLiteView


class SQLiteTrail(SQLiteView):
    """See `application.projections.trail.TrailView`."""

    def __init__(self, datastore: Database, name: str = "") -> None:
        super().__init__(datastore, TRAIL, name)

    def newest(self, limit: int) -> list[dict[str, Any]]:
        """The last things that happened, the newest first."""
        statement = f"SELECT * FROM {self.name} ORDER BY position DESC LIMIT ?"
        return [dict(row) for row in self.asked(statement, (limit,))]

    def select(self, wanted: TrailFilter, limit: int) -> list[dict[str, Any]]:
        """At most `limit` rows of those wanted, the newest first."""
        before, since = wanted.before, None
        if wanted.on:
            since = self._first_from(end_of_day(wanted.on - timedelta(days=1)))
            until = self._first_from(end_of_day(wanted.on))
            before = until if before is None else min(before, until)
        asked = {
            "position < ?": before,
            "position >= ?": since,
            "actor = ?": wanted.actor or None,
            "type = ?": wanted.topic or None,
        }
        held = {condition: value for condition, value in asked.items() if value is not None}
        where = " AND ".join(held) or "TRUE"
        statement = f"SELECT * FROM {self.name} WHERE {where} ORDER BY position DESC LIMIT ?"
        return [dict(row) for row in self.asked(statement, (*held.values(), limit))]

    def _first_from(self, instant: datetime) -> int:
        """The position of the first row from an instant on: time never runs back in the log."""
        low, high = 0, self.position() + 1
        while low < high:
            middle = (low + high) // 2
            statement = f"""SELECT position, recorded_at FROM {self.name} WHERE position >= ?
                ORDER BY position LIMIT 1"""
            found = self.asked(statement, (middle,))
            if found and datetime.fromisoformat(found[0][1]) < instant:
                low = found[0][0] + 1
            else:
                high = middle
        return low
