"""What is due to be erased, in SQLite: one row a request, found by the first day that counts."""

from datetime import date

from griffie.application.projections.registry import RETENTION
from griffie.application.retention.schedule import DueRequest, read_row
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.views import SQLiteView


class SQLiteRetention(SQLiteView):
    """See `application.retention.schedule.RetentionView`."""

    def __init__(self, datastore: Database, name: str = "") -> None:
        super().__init__(datastore, RETENTION, name)

    def due(self, on: date) -> list[DueRequest]:
        """What is due by a day, the longest overdue first."""
        statement = f"""SELECT request_id, schedule FROM {self.name} WHERE first_due_on <= ?
            ORDER BY first_due_on, request_id"""
        rows = self.asked(statement, (on.isoformat(),))
        return [read_row(request_id, schedule, on) for request_id, schedule in rows]

    def soon(self, after: date, until: date) -> dict[str, int]:
        """Of how many requests something falls due first in each month."""
        statement = f"""SELECT substr(first_due_on, 1, 7), COUNT(*) FROM {self.name}
            WHERE first_due_on > ? AND first_due_on <= ? GROUP BY substr(first_due_on, 1, 7)"""
        rows = self.asked(statement, (after.isoformat(), until.isoformat()))
        return dict(rows)
