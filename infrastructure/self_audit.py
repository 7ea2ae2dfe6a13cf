"""The two audits that a serving process makes of its own store."""

from collections.abc import Sequence

from eventsourcing.persistence import PersistenceError

from griffie.application.maintenance.audit import audit_store
from griffie.application.maintenance.findings import Finding
from griffie.application.maintenance.watch import Pace
from griffie.application.projections.projections import Projections
from griffie.application.requests.requests import Requests
from griffie.domain.events import StoreAudited
from griffie.domain.log.errors import BadNoteError
from griffie.infrastructure.log.checkpoint import verify_checkpoint
from griffie.infrastructure.log.tail_audit import find_changed
from griffie.infrastructure.store_audit import CheckedFiles

_OTHERS = "SELECT 1 FROM stored_events WHERE rowid > ? AND rowid <= ? AND topic <> ? LIMIT 1"


class SelfAudits:
    """See `application.maintenance.watch.Audits`."""

    def __init__(self, files: CheckedFiles, requests: Requests, projections: Projections) -> None:
        self._files, self._requests, self._projections = files, requests, projections

    def signed(self) -> int:
        try:
            note = self._files.recorder.newest_checkpoint()
            return verify_checkpoint(note, *self._files.own).size if note else 0
        except (BadNoteError, PersistenceError):  # the whole audit says so
            return 0

    def only_audits(self, after: int, upto: int) -> bool:
        return not self._files.datastore.tuples(_OTHERS, (after, upto, StoreAudited.TOPIC))

    def new(self, after: int, upto: int) -> Sequence[Finding]:
        return list(find_changed(self._files.recorder, after, upto))

    def whole(self, pace: Pace) -> tuple[Sequence[Finding], int]:
        findings, summary = audit_store(
            self._files,
            self._requests,
            self._projections,
            (),
            lambda _done, _all: pace(),
            pace=pace,
        )
        return findings, summary.entries
