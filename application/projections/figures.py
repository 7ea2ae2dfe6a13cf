"""The projection behind annual figures: a row for each request and for histories that left."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from griffie.application.ports import Recorded, Row
from griffie.application.projections.request_histories import RequestHistories
from griffie.application.reports.kept_figures import KEY
from griffie.application.reports.request_figures import figures_of_request
from griffie.application.reports.request_history import RequestHistory
from griffie.domain.events import FiguresKept

COLUMNS = ("request_id", "received_on", "facts")


class FiguresFold(RequestHistories):
    """Folds events into rows of figures; for histories that left, into what was kept of them."""

    def __init__(self, history: Callable[[UUID, int], Iterable[Any]]) -> None:
        super().__init__(history, row)

    def fold(self, batch: Sequence[Recorded]) -> tuple[Sequence[Row], Sequence[str]]:
        rows, gone = super().fold(batch)
        kept = [_row_of(event) for _, event in batch if isinstance(event, FiguresKept)]
        return [*rows, *kept], gone


def _row_of(kept: FiguresKept) -> Row:
    """One row for many histories that left: found by its year of receipt."""
    return {
        "request_id": f"{KEY}{kept.originator_version}",
        "received_on": f"{kept.year}-01-01",
        "facts": to_json([kept.requests, kept.tables]).decode(),
    }


def row(history: RequestHistory) -> Row:
    """The row of one request: its day of receipt, and its figures as JSON."""
    known = figures_of_request(history)
    return {
        "request_id": history.id.hex,
        "received_on": known.received_on.isoformat(),
        "facts": known.model_dump_json(),
    }
