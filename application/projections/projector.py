"""The projector: brings a projection up to date with the events, in batches.

From the first event on, a projection with a row a request reads one history after another, not the
log in its order: so that each row is made once, and no request waits in memory for its next event.
"""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from threading import Lock

from griffie.application.ports import History, Progress
from griffie.application.projections.view import View
from griffie.application.projections.whole_histories import Folded, Projection, folded_histories

BATCH = 500
LOST = -1
"""The position of a view from which rows went that no fold took away."""

BUILT_AGAIN = "a projection was not what the events say, and is built again: run griffie audit"

log = logging.getLogger("griffie.projections")


class Projector:
    """Brings a view up to date, or up to a position of the past."""

    def __init__(
        self, history: History, projection: Projection, view: View, *, by_stream: bool = False
    ) -> None:
        """`by_stream`: what an event changes does not depend on events of other streams."""
        self._history, self._projection, self._view = history, projection, view
        self._by_stream = by_stream
        self._turn, self._asked = Lock(), False
        self.whole: Callable[[int], Iterator[Folded]] = partial(
            folded_histories, history, projection
        )
        """Gives what comes of all histories, one after another, up to a position."""
        self.before: Callable[[], None] = lambda: None
        """Is asked first, and may raise: whether the view may be read at all."""

    def catch_up(self, upto: int | None = None, progress: Progress | None = None) -> None:
        """Fold the events since the view's position (up to `upto`), a transaction for each batch.

        One thread at a time, because a fold remembers what it folded. Against another process the
        position protects: see `View.merge`.
        """
        self.before()
        with self._turn:
            self._catch_up(upto, progress)
            self._asked = True

    def is_current(self) -> bool:
        """Whether nothing is to be folded. It waits for nobody, and takes `before` as it was last.

        False before the first `catch_up`.
        """
        return self._asked and self._view.position_at_once() == self._history.newest()

    def _catch_up(self, upto: int | None, progress: Progress | None) -> None:
        position, newest = self._view.position(), self._history.newest()
        if position > newest or position == LOST:
            # Somebody changed the rows, or took events away: nothing is served that is not so.
            log.warning(BUILT_AGAIN)
            self._view.begin_again()
            position = 0
        if position == newest:  # mostly; what is recorded from here on is the next caller's
            return
        goal = upto or (self._history.newest() if progress else 0)
        if not position and self._by_stream:
            position = self._begin(upto or self._history.newest(), progress)
        while batch := self._history.page(position, BATCH, upto):
            rows, gone = self._projection.fold(batch)
            last = batch[-1].position
            if self._view.merge(rows, gone, last, after=position):
                position = last
            else:  # another projector was first: go on from where it stands
                position = self._view.position()
            if progress:
                progress(position, max(goal, position))

    def _begin(self, upto: int, progress: Progress | None) -> int:
        """Fold everything up to a position, history by history. Gives the view's position.

        Nought until all is written: who is cut off, or finds that another was first, begins again.
        """
        done = 0
        for rows, gone, events in self.whole(upto):
            if not self._view.merge(rows, gone, 0, after=0):
                return self._view.position()
            done += events
            if progress:
                progress(min(done, upto), upto)
        self._view.merge((), (), upto, after=0)
        return self._view.position()
