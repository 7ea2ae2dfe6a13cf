"""The audit trail in SQLite."""

from typing import Any

from griffie.application.projections.registry import TRAIL
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.views import SQLiteView


class SQLiteTrail(SQLiteView):
    """See `application.projections.trail.TrailView`."""

    def __init__(self, datastore: Datastore, name: str = "") -> None:
        super().__init__(datastore, TRAIL, name)

    def newest(self, limit: int) -> list[dict[str, Any]]:
        """The last things that happened, the newest first."""
        statement = f"SELECT * FROM {self.name} ORDER BY position DESC LIMIT ?"
        return [dict(row) for row in self.datastore.rows(statement, (limit,))]

    def of(self, request_id: str) -> list[dict[str, Any]]:
        """What happened to one request and who looked at it, in order."""
        statement = f"SELECT * FROM {self.name} WHERE request_id = ? ORDER BY position"
        return [dict(row) for row in self.datastore.rows(statement, (request_id,))]
