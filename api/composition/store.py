"""An opened store with its use cases, and what an operator does to the whole store."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from griffie.api.composition.files import Files
from griffie.application.engine import Engine
from griffie.application.maintenance.audit import audit_store
from griffie.application.maintenance.backup import Backup, Bar, make_backup
from griffie.application.maintenance.erase_again import erase_again
from griffie.application.maintenance.findings import Finding, Summary
from griffie.application.maintenance.resume import resume_erasures
from griffie.application.ports import Progress
from griffie.application.projections.projections import Projections
from griffie.application.requests.requests import Requests
from griffie.domain.model.setting import Occasion
from griffie.infrastructure.backup.backup import Source, back_up
from griffie.infrastructure.sqlite.lock import serving
from griffie.infrastructure.store_audit import CheckedFiles


@dataclass(frozen=True)
class Store(Files):
    """The opened files, the use cases on them, and the work of an operator."""

    requests: Requests
    projections: Projections
    engine: Engine

    def serving(self) -> AbstractContextManager[None]:
        """Hold the lock of the process that serves the folder. Raises AlreadyServingError."""
        return serving(self.folder)

    def check(self, held: Sequence[str], progress: Progress) -> tuple[list[Finding], Summary]:
        """Audit everything. `held` are checkpoints (signed notes) that were kept elsewhere."""
        files = CheckedFiles(
            self.database,
            self.origin,
            self.log_key,
            self.datastore,
            self.recorder,
            self.vault,
            self.access,
            self.beside,
        )
        return audit_store(files, self.requests, self.projections, held, progress)

    def erase_again(self, now: Occasion, progress: Progress) -> int:
        """Erase again what the erasure ledger beside the folder names. Gives how many came back."""
        older = bool(self.datastore.older)
        erasures = self.beside.erasures
        return erase_again(erasures, self.vault, self.requests, now, progress, older=older)

    def resume_erasures(self) -> int:
        """Finish the erasures that were cut off. Gives how many."""
        older = bool(self.datastore.older)
        return resume_erasures(self.engine, self.beside.erasures, self.vault, older=older)

    def back_up(self, to: Path, keys_to: Path, bar: Bar) -> Backup:
        """Copy the store to one new folder and its keys to another.

        Raises BackupError, LogForkedError, OSError.
        """
        source = Source(self.folder, self.beside.erasures.path, self.log, self.log_key, self.key)

        def write(to: Path, keys_to: Path, bar: Bar) -> Backup:
            return back_up(source, to, keys_to, bar)

        return make_backup(write, self.vault, to, keys_to, bar)
