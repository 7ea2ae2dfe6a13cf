"""Projections are pulled, never pushed: one loop serves every store, every test and a rebuild."""

from collections.abc import Sequence
from threading import Lock
from typing import Protocol

from griffie.application.ports import History, Progress, Recorded, Row, View

_BATCH = 500


class Projection(Protocol):
    """What a batch of events makes of a view: rows to write, and keys of rows that went."""

    def fold(self, batch: Sequence[Recorded]) -> tuple[Sequence[Row], Sequence[str]]: ...


class Projector:
    """Brings a view up to date, or up to a position of the past."""

    def __init__(self, history: History, projection: Projection, view: View) -> None:
        self._history, self._projection, self._view = history, projection, view
        self._turn = Lock()

    def catch_up(self, upto: int | None = None, progress: Progress | None = None) -> None:
        """Fold what was recorded since the view's position, in batches, each in one transaction.

        One thread at a time: a projection remembers what it folded. Another process is fenced off
        by the position.
        """
        with self._turn:
            self._catch_up(upto, progress)

    def _catch_up(self, upto: int | None, progress: Progress | None) -> None:
        position = self._view.position()
        goal = upto or (self._history.newest() if progress else 0)
        while batch := self._history.page(position, _BATCH, upto):
            rows, gone = self._projection.fold(batch)
            last = batch[-1].position
            if self._view.merge(rows, gone, last, after=position):
                position = last
            else:  # another projector was first: go on from where it stands
                position = self._view.position()
            if progress:
                progress(position, max(goal, position))
