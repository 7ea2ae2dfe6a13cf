"""What annual figures are counted from: one row a request, and one for histories that went."""

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
    """Rows of requests; and of histories that went, what was kept of them."""

    def __init__(self, history: Callable[[UUID, int], Iterable[Any]]) -> None:
        super().__init__(history, row)

    def fold(self, batch: Sequence[Recorded]) -> tuple[Sequence[Row], Sequence[str]]:
        rows, gone = super().fold(batch)
        kept = [_row_of(event) for _, event in batch if isinstance(event, FiguresKept)]
        return [*rows, *kept], gone


def _row_of(kept: FiguresKept) -> Row:
    """One row for many: it is found by its year, and has no day of its own."""
    return {
        "request_id": f"{KEY}{kept.originator_version}",
        "received_on": f"{kept.year}-01-01",
        "facts": to_json([kept.requests, kept.tables]).decode(),
    }


def row(history: RequestHistory) -> Row:
    """One row a request, whose facts stand in it as JSON."""
    known = figures_of_request(history)
    return {
        "request_id": history.id.hex,
        "received_on": known.received_on.isoformat(),
        "facts": known.model_dump_json(),
    }
