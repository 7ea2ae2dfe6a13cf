"""The facts behind the annual figures in SQLite: one row for each request, found by its year.

A row whose key begins with `kept-` stands for requests that left the store.
"""

from pydantic_core import from_json

from griffie.application.projections.registry import FIGURES
from griffie.application.reports.kept_figures import KEY, Gone, sum_figures
from griffie.application.reports.request_figures import RequestFigures
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.views import SQLiteView


class SQLiteFigures(SQLiteView):
    """See `application.reports.figures.FiguresView`."""

    def __init__(self, datastore: Database, name: str = "") -> None:
        super().__init__(datastore, FIGURES, name)

    def received_in(self, year: int) -> list[RequestFigures]:
        """The facts of every request received in a year, in the order of receipt."""
        return [RequestFigures.model_validate_json(facts) for facts in self._of(year, "NOT GLOB")]

    def gone_from(self, year: int) -> Gone:
        """What was kept of the requests of a year whose histories went."""
        return sum_figures(from_json(kept) for kept in self._of(year, "GLOB"))

    def _of(self, year: int, among_kept: str) -> list[str]:
        statement = f"""SELECT facts FROM {self.name} WHERE received_on BETWEEN ? AND ?
            AND request_id {among_kept} '{KEY}*' ORDER BY received_on, request_id"""
        days = (f"{year}-01-01", f"{year}-12-31")
        return [facts for (facts,) in self.asked(statement, days)]
