"""Views that another release folded are made anew beside the old ones, and put in their place.

What holds here:

1. Rows that other code folded are never read: they may mean something else. Nor are they touched,
   until the new ones take their place in one transaction. Who is cut off before leaves the old ones
   whole, and the release of before finds its own.
2. In a process that serves, a thread makes them: the port is open, commands are taken, requests are
   replayed from their events. Who asks for a list is told how far it is.
3. In every other process they are made for whoever asks first.
4. Of all processes of a store one makes them; the others see that it is done.
5. A process that serves many stores makes those of one after the other: two hundred threads at once
   would take its memory, and its time from who commands.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from time import monotonic
from typing import Protocol

from griffie.application.ports import Progress
from griffie.application.projections.registry import PROJECTIONS, Definition
from griffie.domain.errors import TryAgainError

_AGAIN = 10.0
"""Seconds after which it is tried again, where it failed."""
_LONGEST_STEP = 10.0
"""Seconds that a process which is to end waits for the batch at which the thread is."""
_LOOKED_AGAIN = 1.0
"""Seconds for which it is remembered how far it is."""
_NEVER = float("-inf")
_ONE_BY_ONE, _ASKED_AGAIN = Lock(), 0.1
"""Held by the thread of a process that makes views; seconds between two looks for its turn."""
_TOLD, _TOLD_EVERY = "views are made anew: %s %%", 10
"""A line of the log, each time that so many percent more are done."""

log = logging.getLogger("griffie.projections")


class ViewsBeingMadeError(TryAgainError):
    """What is asked stands in a view that is being made anew."""

    code = "views"
    sentence = "The lists are being made anew, as after every upgrade of a large store"
    remedy = "try again in a while; commands, and requests by their id, are answered meanwhile"

    def __init__(self, *words: str, percent: int = 0) -> None:
        super().__init__(*words)
        self.percent = percent
        """About how much is done."""


class Made(Protocol):
    """The port to how the views of a store stand."""

    def outdated(self, definition: Definition) -> bool:
        """Whether other code folded the rows that are there, or none although others have some."""

    def share(self, definition: Definition, newest: int) -> float:
        """About how much of its second table is folded, from 0 to 1, whichever process folds."""


class Making:
    """Which views of one store are current, and the thread that makes the others."""

    def __init__(
        self, views: Made, newest: Callable[[], int], make: Callable[[Definition, Progress], None]
    ) -> None:
        """`make` folds a view anew and serves it; if another process did so meanwhile, nothing."""
        self._views, self._newest, self._make = views, newest, make
        self._current: set[str] = set()
        self._over, self._stopping = Event(), Event()
        self._thread: Thread | None = None
        self._looked, self._percent = _NEVER, 0
        self._told = 0

    def need(self, definition: Definition) -> None:
        """Let a view be current, so that it may be brought up to date and read.

        Raises ViewsBeingMadeError where the thread makes it.
        """
        if definition.name in self._current:
            return
        if self._views.outdated(definition):
            if self._thread:
                raise ViewsBeingMadeError(percent=self.percent())
            self._make(definition, lambda _done, _all: None)
        self._current.add(definition.name)

    def outdated(self) -> list[Definition]:
        """The views that have to be made anew."""
        unsure = [one for one in PROJECTIONS.values() if one.name not in self._current]
        found = [one for one in unsure if self._views.outdated(one)]
        self._current.update(one.name for one in unsure if one not in found)
        return found

    def percent(self) -> int:
        """About how much of all views is made: 100 where all are current, and only there."""
        if monotonic() - self._looked >= _LOOKED_AGAIN:
            left = self.outdated()
            newest = self._newest() if left else 0
            missing = sum(1 - self._views.share(one, newest) for one in left)
            share = int(100 * (1 - missing / len(PROJECTIONS)))
            self._percent, self._looked = min(share, 99 if left else 100), monotonic()
        return self._percent

    def begin(self, then: Callable[[], None]) -> None:
        """Make them in a thread, and then do what could not be done without them."""
        self._over.clear()
        self._thread = Thread(target=self._run, args=(then,), name="views", daemon=True)
        self._thread.start()

    def within(self, seconds: float) -> bool:
        """Whether the thread is done within so many seconds."""
        return self._over.wait(seconds)

    def stop(self) -> None:
        """Leave off; what was folded so far is folded again another time."""
        self._stopping.set()
        if thread := self._thread:
            thread.join(_LONGEST_STEP)

    def _run(self, then: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            try:
                with self._in_turn():
                    for definition in self.outdated():
                        self._make(definition, self._go_on)
                    then()
            except InterruptedError:
                return
            except Exception as trouble:  # noqa: BLE001 - whatever it is, serving goes on
                log.error("views are not made: %s", type(trouble).__name__)  # noqa: TRY400
                self._stopping.wait(_AGAIN)
            else:
                log.info(_TOLD, 100)
                self._thread, self._looked = None, _NEVER
                self._over.set()
                return

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Within the block no other thread makes views. InterruptedError: the process is to end."""
        while not _ONE_BY_ONE.acquire(timeout=_ASKED_AGAIN):
            if self._stopping.is_set():
                raise InterruptedError
        try:
            yield
        finally:
            _ONE_BY_ONE.release()

    def _go_on(self, _done: int, _all: int) -> None:
        """Say now and then how far it is. Raises InterruptedError where the process is to end."""
        if self._stopping.is_set():
            raise InterruptedError
        if (percent := self.percent()) >= self._told + _TOLD_EVERY:
            self._told = percent
            log.info(_TOLD, percent)
