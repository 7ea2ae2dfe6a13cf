"""The audits beside the serving process, in a thread of their own that takes its time.

An error is counted and logged by its class, without any value; then it is tried again.
"""

import logging
import time
from contextlib import AbstractContextManager
from functools import partial
from threading import Event

from prometheus_client import CollectorRegistry, Gauge

from griffie.api.http.in_a_thread import in_a_thread
from griffie.application.engine import Engine
from griffie.application.leading import AUDIT
from griffie.domain.upkeep import AuditScope

EVERY = 60.0
"""Seconds between two looks at whether a checkpoint was signed."""
SETTLED_AFTER = 3600.0
"""Seconds after the start before the whole store is audited."""
REST = 3.0
"""For each second of a whole audit the thread waits so many."""
_LONGEST_STEP = 5.0

log = logging.getLogger("griffie.audit")


class AuditLoop:
    """A thread that audits. `every` and `settled_after` are in seconds."""

    def __init__(
        self, engine: Engine, every: float = EVERY, settled_after: float = SETTLED_AFTER
    ) -> None:
        self._engine, self._every, self._settled_after = engine, every, settled_after
        self._stopping = Event()
        self._begun = self._worked_since = time.monotonic()
        self.failures = 0

    def look(self) -> None:
        """Once at what is new, and at everything where that is due. Raises nothing."""
        try:
            self._engine.still_alive()  # on each machine
            if not self._engine.leading.leads(AUDIT):
                return
            self._engine.watch.look_at_new()
            settled = time.monotonic() - self._begun >= self._settled_after
            if settled and self._engine.watch.is_night_audit_due():
                self._worked_since = time.monotonic()
                self._engine.watch.look_at_all(self._pace)
        except InterruptedError:  # the process is to end: the audit is left where it is
            return
        except Exception as trouble:  # noqa: BLE001 - whatever it is, serving goes on
            self.failures += 1
            log.error("an audit failed: %s", type(trouble).__name__)  # noqa: TRY400 - no values

    def shown_in(self, registry: CollectorRegistry) -> None:
        """Put the last results among the metrics: when, and how many findings."""
        for scope in AuditScope:
            at = Gauge(f"griffie_audit_{scope}_at_seconds", "Last audit, Unix", registry=registry)
            at.set_function(partial(self._ended_at, scope))
            found = Gauge(f"griffie_audit_{scope}_findings", "Its findings", registry=registry)
            found.set_function(partial(self._found, scope))
        failed = Gauge("griffie_audit_failures", "Audits that failed", registry=registry)
        failed.set_function(lambda: self.failures)

    def _ended_at(self, scope: AuditScope) -> float:
        result = self._engine.watch.results.get(scope)
        return result.at.timestamp() if result else 0

    def _found(self, scope: AuditScope) -> float:
        result = self._engine.watch.results.get(scope)
        return result.findings if result else 0

    def running(self) -> AbstractContextManager[None]:
        """Look in a thread of its own, now and then again, until the end of the block."""
        return in_a_thread("audit", self._run, self._stopping, _LONGEST_STEP)

    def _run(self) -> None:
        while not self._stopping.wait(self._every):
            self.look()

    def _pace(self) -> None:
        """Rest longer than was worked, so that whoever is served does not wait."""
        worked = time.monotonic() - self._worked_since
        if self._stopping.wait(worked * REST):
            raise InterruptedError
        self._worked_since = time.monotonic()
