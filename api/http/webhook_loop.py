"""Webhooks beside the serving process: a thread that hands over what happened.

What fails is logged by its class, without any value; each webhook has its own back-off.
"""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from threading import Event

from prometheus_client import CollectorRegistry, Gauge

from griffie.api.http.in_a_thread import in_a_thread
from griffie.application.clock import SYSTEM
from griffie.application.engine import Engine
from griffie.application.leading import WEBHOOKS
from griffie.application.maintenance.health import Sign, webhook_sign
from griffie.domain.model.setting import Occasion

EVERY = 2.0
"""Seconds between two looks at the log."""
_WITHOUT = 5
"""So many times as long it rests while there is no webhook [P]: a process may serve many stores."""
_LONGEST_STEP = 35.0

log = logging.getLogger("griffie.webhooks")


class WebhookLoop:
    """A thread that serves the webhooks of a store."""

    def __init__(self, engine: Engine, every: float = EVERY) -> None:
        self._engine, self._every = engine, every
        self._stopping = Event()
        self.failures = 0

    def running(self) -> AbstractContextManager[None]:
        """Serve in a thread of its own until the end of the block."""
        return in_a_thread("webhooks", self._run, self._stopping, _LONGEST_STEP)

    def signs(self, now: datetime) -> Iterator[Sign]:
        """Whether a webhook has stopped."""
        del now
        if kept := self._engine.webhooks.all():
            yield webhook_sign(sum(one.stopped for one in kept))

    def shown_in(self, registry: CollectorRegistry) -> None:
        """Put how many webhooks have stopped, and failures, among the metrics."""
        stopped = Gauge("griffie_webhooks_stopped", "Webhooks that stopped", registry=registry)
        stopped.set_function(lambda: sum(one.stopped for one in self._engine.webhooks.all()))
        failed = Gauge("griffie_webhook_failures", "Since the start", registry=registry)
        failed.set_function(lambda: self.failures)

    def _run(self) -> None:
        while not self._stopping.is_set():
            rest = self._every
            try:
                rest = self.look()
            except Exception as trouble:  # noqa: BLE001 - whatever it is, serving goes on
                self.failures += 1
                log.error("webhooks failed: %s", type(trouble).__name__)  # noqa: TRY400 - no values
            self._stopping.wait(rest)

    def look(self) -> float:
        """Hand over what is due, where this process leads. Gives the seconds until the next look.

        Raises the library's errors.
        """
        if not self._engine.leading.leads(WEBHOOKS):
            return self._every
        if not self._engine.webhooks.all():
            return _WITHOUT * self._every
        self._engine.webhooks.serve(self._now, self._is_over)
        return self._every

    def _is_over(self) -> bool:
        """Whether it is to stop, or no longer leads: asked before each message."""
        return self._stopping.is_set() or not self._engine.leading.leads(WEBHOOKS)

    def _now(self) -> Occasion:
        return Occasion(SYSTEM, self._engine.clock(), self._engine.controller)
