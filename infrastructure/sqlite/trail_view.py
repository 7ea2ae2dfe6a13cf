"""The audit trail in SQLite."""

from datetime import timedelta
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
        return [dict(row) for row in self.datastore.rows(statement, (limit,))]

    def select(self, wanted: TrailFilter, limit: int) -> list[dict[str, Any]]:
        """At most `limit` rows of those wanted, the newest first."""
        until = end_of_day(wanted.on) if wanted.on else None
        since = end_of_day(wanted.on - timedelta(days=1)) if wanted.on else None
        asked = {
            "position < ?": wanted.before,
            "actor = ?": wanted.actor or None,
            "type = ?": wanted.topic or None,
            "recorded_at >= ?": since and since.isoformat(),
            "recorded_at < ?": until and until.isoformat(),
        }
        held = {condition: value for condition, value in asked.items() if value is not None}
        where = " AND ".join(held) or "TRUE"
        statement = f"SELECT * FROM {self.name} WHERE {where} ORDER BY position DESC LIMIT ?"
        return [dict(row) for row in self.datastore.rows(statement, (*held.values(), limit))]

    def of(self, request_id: str) -> list[dict[str, Any]]:
        """What happened to one request and who looked at it, in order."""
        statement = f"SELECT * FROM {self.name} WHERE request_id = ? ORDER BY position"
        return [dict(row) for row in self.datastore.rows(statement, (request_id,))]
