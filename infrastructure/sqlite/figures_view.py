"""The facts behind the annual figures in SQLite: one row for each request, found by its year.

A row whose key begins with `kept-` stands for requests that left the store.
"""

from collections.abc import Iterator

from pydantic_core import from_json

from griffie.application.projections.registry import FIGURES
from griffie.application.reports.kept_figures import KEY, Gone, sum_figures
from griffie.application.reports.request_figures import RequestFigures
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.views import SQLiteView

_PAGE = 1_000


class SQLiteFigures(SQLiteView):
    """See `application.reports.figures.FiguresView`."""

    def __init__(self, datastore: Database, name: str = "") -> None:
        super().__init__(datastore, FIGURES, name)

    def received_in(self, year: int) -> Iterator[RequestFigures]:
        """The facts of every request received in a year, in the order of receipt.

        Read a page at a time: a row that changes its year meanwhile may be missed, or come twice.
        """
        return map(RequestFigures.model_validate_json, self._of(year, "NOT GLOB"))

    def gone_from(self, year: int) -> Gone:
        """What was kept of the requests of a year whose histories went."""
        return sum_figures(from_json(kept) for kept in self._of(year, "GLOB"))

    def _of(self, year: int, among_kept: str) -> Iterator[str]:
        statement = f"""SELECT received_on, request_id, facts FROM {self.name}
            WHERE (received_on, request_id) > (?, ?) AND received_on <= ?
            AND request_id {among_kept} '{KEY}*' ORDER BY received_on, request_id LIMIT {_PAGE}"""
        after, last = (f"{year}-01-01", ""), f"{year}-12-31"
        while rows := self.asked(statement, (*after, last)):
            yield from (facts for _, _, facts in rows)
            day, one, _ = rows[-1]
            after = day, one
