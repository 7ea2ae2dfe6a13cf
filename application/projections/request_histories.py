"""The fold of request histories into rows: the base of the figures and of retention."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from griffie.application.ports import Row
from griffie.application.projections.folding import KNOWN, Folding
from griffie.application.reports.request_history import RequestHistory, read_history, with_event


class RequestHistories(Folding[RequestHistory]):
    """Folds events into request histories, and each history into a row."""

    def __init__(
        self,
        history: Callable[[UUID, int], Iterable[Any]],
        row: Callable[[RequestHistory], Row],
        known: int = KNOWN,
    ) -> None:
        """`history` gives the events of a stream up to a version: none when they lawfully left."""
        super().__init__(
            lambda stream, version: _upto(history(stream, version), version), row, known
        )

    def applied(self, known: RequestHistory | None, event: Any) -> RequestHistory:
        return with_event(known, event)


def _upto(history: Iterable[Any], version: int) -> RequestHistory | None:
    taken = read_history(history)
    return taken if taken and taken.version == version else None
