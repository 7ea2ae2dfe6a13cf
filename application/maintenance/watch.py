"""The audit that runs by itself while a store is served: what is new at once, all of it at night.

What was appended is audited behind each checkpoint; its result is recorded when it changes. The
whole store is audited once a day, and each time that is recorded. Such an event starts no audit.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from griffie.application.clock import SYSTEM
from griffie.application.maintenance.findings import Finding
from griffie.application.requests.requests import Requests
from griffie.domain.events import StoreAudited
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.law.deadlines import BRUSSELS
from griffie.domain.model.setting import Controller, Occasion
from griffie.domain.upkeep import AuditScope

NIGHT = range(1, 5)
"""The hours of Brussels in which the whole store is audited."""
AT_LATEST = timedelta(hours=30)
"""So long after the last whole audit it is done at any hour: some machines are off at night."""

Pace = Callable[[], None]
"""Is called between small parts of the work; it may wait."""


class Audits(Protocol):
    """The port to the two audits of a store."""

    def signed(self) -> int:
        """How many entries the newest kept checkpoint is over."""

    def only_audits(self, after: int, upto: int) -> bool:
        """Whether in these positions nothing was recorded but audits."""

    def new(self, after: int, upto: int) -> Sequence[Finding]:
        """Audit what was appended in these positions."""

    def whole(self, pace: Pace) -> tuple[Sequence[Finding], int]:
        """Audit everything. Gives what is wrong, and how many entries were read."""


class Result(NamedTuple):
    """When an audit ended, and how much it found."""

    at: datetime
    findings: int


class Watch:
    """Audits a store while it is served. Not for two threads at once."""

    def __init__(
        self,
        audits: Audits,
        requests: Requests,
        clock: Callable[[], datetime],
        controller: Controller,
    ) -> None:
        self._audits, self._requests = audits, requests
        self._clock, self._controller = clock, controller
        self._audited = audits.signed()
        self._begun = clock()
        self.results: dict[AuditScope, Result] = {}
        """The last result of each audit in this process."""

    def look_at_new(self) -> None:
        """Audit what lies under a checkpoint that was signed since. Raises ContentionError."""
        after, upto = self._audited, self._audits.signed()
        if upto <= after or self._audits.only_audits(after, upto):
            self._audited = max(after, upto)
            return
        found = len(self._audits.new(after, upto))
        before = self.results.get(AuditScope.NEW)
        self._audited = upto
        self.results[AuditScope.NEW] = Result(self._clock(), found)
        if bool(found) != bool(before and before.findings):
            self._record(AuditScope.NEW, upto - after, found)

    def is_night_audit_due(self) -> bool:
        """Whether the whole store is to be audited now."""
        now, last = self._clock(), self._last_whole()
        if now - last >= AT_LATEST:
            return True
        tonight = now.astimezone(BRUSSELS)
        return tonight.hour in NIGHT and last.astimezone(BRUSSELS).date() < tonight.date()

    def look_at_all(self, pace: Pace) -> None:
        """Audit everything, and record that. Raises ContentionError."""
        findings, entries = self._audits.whole(pace)
        self.results[AuditScope.WHOLE] = Result(self._clock(), len(findings))
        self._record(AuditScope.WHOLE, entries, len(findings))

    def _last_whole(self) -> datetime:
        """When the whole store was last audited by itself; else since when it is served."""
        for event in reversed(list(self._requests.history(HOUSEKEEPING))):
            if isinstance(event, StoreAudited) and event.scope is AuditScope.WHOLE:
                return event.timestamp
        return self._begun

    def _record(self, scope: AuditScope, entries: int, findings: int) -> None:
        event = StoreAudited(scope=scope, entries=entries, findings=findings)
        now = Occasion(SYSTEM, self._clock(), self._controller)
        self._requests.append(HOUSEKEEPING, event, now)
