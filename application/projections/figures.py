"""What annual figures are counted from: one row a request, and one for histories that went."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from griffie.application.ports import Recorded, Row
from griffie.application.projections.courses import Courses
from griffie.application.reports.course import Course
from griffie.application.reports.facts import facts
from griffie.application.reports.kept_figures import KEY
from griffie.domain.events import FiguresKept

COLUMNS = ("request_id", "received_on", "facts")


class Counting(Courses):
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


def row(course: Course) -> Row:
    """One row a request, whose facts stand in it as JSON."""
    known = facts(course)
    return {
        "request_id": course.id.hex,
        "received_on": known.received_on.isoformat(),
        "facts": known.model_dump_json(),
    }
