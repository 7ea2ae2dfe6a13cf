"""What is handed on by OpenDSR, beside the serving process: a thread that sends and asks.

What fails is logged by its class, without any value, and tried again, each time later than before.
"""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from threading import Event

from prometheus_client import CollectorRegistry, Gauge

from griffie.api.http.in_a_thread import in_a_thread
from griffie.application.engine import Engine
from griffie.application.maintenance.health import Sign
from griffie.application.opendsr.handed_on import hand_on_waiting
from griffie.application.opendsr.processors import HandingOn
from griffie.application.sending.outbox import SendingElsewhereError

EVERY = 5.0
"""Seconds between two looks at what is due."""
_LONGEST, _LONGEST_STEP = 900.0, 30.0

log = logging.getLogger("griffie.opendsr")


class HandingLoop:
    """A thread that speaks with the processors of the operator's file; without one it rests."""

    def __init__(
        self, engine: Engine, handing: HandingOn | None = None, every: float = EVERY
    ) -> None:
        self._engine, self._handing, self._every = engine, handing, every
        self._stopping = Event()
        self.failures = 0

    def running(self) -> AbstractContextManager[None]:
        """Work in a thread of its own until the end of the block."""
        if self._handing is None:
            return nullcontext()
        return in_a_thread("opendsr", self._run, self._stopping, _LONGEST_STEP)

    def signs(self, now: datetime) -> Iterator[Sign]:
        """Nothing of its own: what waits or may have left stands in the outbox."""
        del now
        yield from ()

    def shown_in(self, registry: CollectorRegistry) -> None:
        """Put failures among the metrics."""
        failed = Gauge("griffie_opendsr_failures", "Since the start", registry=registry)
        failed.set_function(lambda: self.failures)

    def _run(self) -> None:
        assert self._handing is not None
        rest, troubles = self._every, dict[str, str]()
        while not self._stopping.is_set():
            try:
                hand_on_waiting(self._engine, self._handing)
                rest = self._every
            except SendingElsewhereError:  # mail goes out, or a command sends meanwhile
                rest = self._every
            except Exception as trouble:  # noqa: BLE001 - whatever it is, serving goes on
                self.failures += 1
                log.error("handing on failed: %s", type(trouble).__name__)  # noqa: TRY400 - no values
                rest = min(2 * rest, _LONGEST)
            troubles = self._told(self._handing, troubles)
            self._stopping.wait(rest)

    def _told(self, handing: HandingOn, before: dict[str, str]) -> dict[str, str]:
        """Log once what stands between us and a processor."""
        now = {one.there.code: one.trouble for one in handing.lines if one.trouble}
        for code, why in now.items():
            if before.get(code) != why:
                log.warning("the processor %s: %s", code, why)
        return now
