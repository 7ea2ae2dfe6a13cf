"""The clock beside the serving process: it ticks at the start, and then every quarter of an hour.

An error is counted and logged by its class, without any value; then it is tried again. The server
goes on serving.
"""

import logging
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from threading import BoundedSemaphore, Event
from time import monotonic

from prometheus_client import CollectorRegistry, Gauge

from griffie.api.http.in_a_thread import in_a_thread
from griffie.application.clock import SYSTEM, Ticker
from griffie.application.engine import Engine
from griffie.application.intake.settling import forget_due
from griffie.application.leading import CLOCK, FOLLOWS
from griffie.application.projections.making import ViewsBeingMadeError
from griffie.domain.model.setting import Occasion

EVERY = 15 * 60.0
"""Seconds between two ticks. A day is what counts, so that a quarter of an hour is soon enough."""
_SOONER = 60.0
"""Seconds after a tick that came to nothing: a lock or a full disk may be over by then."""
_COUNTED_EVERY = 24 * 60 * 60.0
"""Seconds after which all rows are counted again: that takes time that grows with the store."""
_LONGEST_STEP = 30.0
"""Seconds in which one request is surely done with, when the process is asked to stop."""

AT_ONCE = 4
"""Stores of one process that are gone through at the same moment [P]: of two hundred on one server
all would take the connections that answering needs, too."""
_TURNS, _ASKED_AGAIN = BoundedSemaphore(AT_ONCE), 0.2
"""The turns of this process; seconds between two looks whether it is to end meanwhile."""

MENDED = "%s: the rows were not what the events say, and were built again: run griffie audit"

log = logging.getLogger("griffie.clock")


class Clockwork:
    """A thread that records what is due. `every` is in seconds."""

    def __init__(self, engine: Engine, every: float = EVERY) -> None:
        self._engine, self._every = engine, every
        self._stopping, self._kept_at = Event(), monotonic()
        self.ticked_at: datetime | None = None
        """When it last went through everything, in UTC; where another process leads, when that
        one did last."""
        self.began_at = datetime.now(UTC)
        self.erasures_waiting = 0
        """How many recorded erasures were found unfinished at the last tick."""
        self.raised = self.failures = 0
        self._counted_at: float | None = None

    @cached_property
    def _ticking(self) -> Ticker:
        return Ticker(self._engine.requests, self._engine.current, self._engine.retention)

    def tick(self) -> None:
        """Once through everything that is due. Raises nothing."""
        engine = self._engine
        try:
            now = Occasion(SYSTEM, engine.clock(), engine.controller)
            engine.access_trail.write_counts(now)
            for _ in self._ticking.tick(now, self._stopping.is_set):
                self.raised += 1
            forget_due(engine, now)
            engine.searches.forget_due(now)
            # Signed, and so kept beside the store: by which an old copy in its place is known.
            engine.log.checkpoint()
            self._mend_views()
            self.erasures_waiting = engine.erasures_waiting()
        except ViewsBeingMadeError:
            log.info("the clock waits until the views are made anew")
        except Exception as trouble:  # noqa: BLE001 - whatever it is, serving goes on
            self.failures += 1
            log.error("the clock failed: %s", type(trouble).__name__)  # noqa: TRY400 - no values
        else:
            if not self._stopping.is_set():
                self.ticked_at = datetime.now(UTC)

    def _mend_views(self) -> None:
        counted = self._counted_at is None or monotonic() - self._counted_at >= _COUNTED_EVERY
        if mended := self._engine.mend_views(counted=counted):
            log.warning(MENDED, ", ".join(mended))
        if counted:
            self._counted_at = monotonic()

    def shown_in(self, registry: CollectorRegistry) -> None:
        """Put the time of the last tick and the number of failures among the metrics."""
        last = Gauge("griffie_clock_ticked_at_seconds", "The last tick, Unix", registry=registry)
        last.set_function(lambda: self.ticked_at.timestamp() if self.ticked_at else 0)
        failed = Gauge("griffie_clock_failures", "Ticks that failed", registry=registry)
        failed.set_function(lambda: self.failures)

    def running(self) -> AbstractContextManager[None]:
        """Tick in a thread of its own, now and then again, until the end of the block."""
        return in_a_thread("clock", self._run, self._stopping, _LONGEST_STEP)

    def _run(self) -> None:
        self._kept_at = monotonic()
        while True:
            wait = FOLLOWS
            if self._engine.leading.leads(CLOCK):
                before = self.ticked_at
                self._tick_in_turn()
                done = self.ticked_at != before
                wait = self._every if done else min(self._every, _SOONER)
            else:
                self._follow()
            if self._stopping.wait(wait):
                return

    def _tick_in_turn(self) -> None:
        """The same as `tick`, once few enough other stores are gone through."""
        while not _TURNS.acquire(timeout=_ASKED_AGAIN):
            if self._stopping.is_set():
                return
        try:
            self.tick()
        finally:
            _TURNS.release()

    def _follow(self) -> None:
        """Another process ticks: keep here what it signed, by which an old copy is known."""
        self.ticked_at = self._engine.leading.seen(CLOCK)
        if monotonic() - self._kept_at < self._every:
            return
        self._kept_at = monotonic()
        try:
            self._engine.log.checkpoint()
        except Exception as trouble:  # noqa: BLE001 - whatever it is, serving goes on
            self.failures += 1
            log.error("no checkpoint was kept: %s", type(trouble).__name__)  # noqa: TRY400
