"""The facts behind the annual figures in SQLite: one row a request, found by its year."""

from application.facts import COLUMNS, Facts
from infrastructure.datastore import Datastore
from infrastructure.views import SQLiteView


class SQLiteFigures(SQLiteView):
    def __init__(self, datastore: Datastore, name: str = "figures") -> None:
        super().__init__(datastore, name, COLUMNS, erased_by="request_id")

    def received_in(self, year: int) -> list[Facts]:
        """The facts of every request received in a year, in the order of receipt."""
        statement = f"""SELECT facts FROM {self.name} WHERE received_on BETWEEN ? AND ?
            ORDER BY received_on, request_id"""
        days = (f"{year}-01-01", f"{year}-12-31")
        return [
            Facts.model_validate_json(facts) for (facts,) in self.datastore.rows(statement, days)
        ]
