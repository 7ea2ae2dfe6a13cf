"""The outbox beside the serving process: a thread that sends what waits.

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
from griffie.application.maintenance.health import Sign, outbox_sign
from griffie.application.sending.digest import send_digests
from griffie.application.sending.mail import Relay
from griffie.application.sending.outbox import OutboxState, SendingElsewhereError
from griffie.application.sending.sender import send_waiting

EVERY = 5.0
"""Seconds between two looks at what is due."""
_LONGEST = 900.0
"""Seconds before a relay that is away is tried again, at most."""
_LONGEST_STEP = 30.0

log = logging.getLogger("griffie.outbox")


class OutboxLoop:
    """A thread that sends through one relay; without one it only shows what waits."""

    def __init__(self, engine: Engine, relay: Relay | None, every: float = EVERY) -> None:
        self._engine, self._relay, self._every = engine, relay, every
        self._stopping = Event()
        self.away = ""
        """Why the relay was not reached; empty where it was."""
        self.failures = 0

    def running(self) -> AbstractContextManager[None]:
        """Send in a thread of its own until the end of the block."""
        if self._relay is None:
            return nullcontext()
        return in_a_thread("outbox", self._run, self._stopping, _LONGEST_STEP)

    def signs(self, now: datetime) -> Iterator[Sign]:
        """Whether something waits too long, or for a person."""
        del now  # of a demonstration the store has another clock
        waiting = self._engine.outbox.in_state(OutboxState.WAITING)
        oldest = min((one.queued_at for one in waiting), default=None)
        perhaps = len(self._engine.outbox.in_state(OutboxState.PERHAPS))
        yield outbox_sign(oldest, perhaps, self.away, self._engine.clock())

    def shown_in(self, registry: CollectorRegistry) -> None:
        """Put how many messages stand how, and failures, among the metrics."""
        stand = Gauge("griffie_outbox_messages", "By state", ["state"], registry=registry)
        for state in (OutboxState.WAITING, OutboxState.PERHAPS, OutboxState.STOPPED):
            stand.labels(state.value).set_function(
                lambda state=state: self._engine.outbox.counts().get(state, 0)  # type: ignore[misc]
            )
        failed = Gauge("griffie_outbox_failures", "Since the start", registry=registry)
        failed.set_function(lambda: self.failures)

    def _run(self) -> None:
        rest = self._every
        while not self._stopping.is_set():
            try:
                self._look()
                rest = min(2 * rest, _LONGEST) if self.away else self._every
            except SendingElsewhereError:  # a command sends meanwhile
                rest = self._every
            except Exception as trouble:  # noqa: BLE001 - whatever it is, serving goes on
                self.failures += 1
                log.error("the outbox failed: %s", type(trouble).__name__)  # noqa: TRY400 - no values
                rest = min(2 * rest, _LONGEST)
            self._stopping.wait(rest)

    def _look(self) -> None:
        assert self._relay is not None
        before, self.away = self.away, ""
        done = send_waiting(self._engine, self._relay)
        if not done.away:
            send_digests(self._engine, self._relay)
        self.away = done.away
        if done.away and not before:
            log.warning("the mail relay: %s", done.away)
