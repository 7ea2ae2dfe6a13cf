"""An opened store with its use cases, and what an operator does to the whole store."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eventsourcing.persistence import PersistenceError

from griffie.api.composition.checked_files import checked_files
from griffie.api.composition.files import Files
from griffie.application.access.roles import Account
from griffie.application.clock_guard import ClockGuard
from griffie.application.engine import Engine
from griffie.application.errors import StoreError
from griffie.application.maintenance.audit import audit_store
from griffie.application.maintenance.backup import Backup, Bar, make_backup
from griffie.application.maintenance.erase_again import erase_again
from griffie.application.maintenance.findings import Finding, Summary
from griffie.application.maintenance.migrate import Migration, migrate
from griffie.application.maintenance.resume import resume_erasures, unfinished_erasures
from griffie.application.maintenance.search_values import rebuild_search
from griffie.application.ports import Progress
from griffie.application.projections.projections import Projections
from griffie.application.requests.requests import Requests
from griffie.domain.errors import GriffieError
from griffie.domain.events import (
    AnchorAccepted,
    AuditMade,
    BackupBegun,
    BackupFailed,
    ClockAccepted,
    StoreRestored,
)
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.model.setting import Occasion
from griffie.infrastructure.backup.backup import Source, back_up
from griffie.infrastructure.log.checkpoint import Verifier
from griffie.infrastructure.new_anchor import accept_new_anchor
from griffie.infrastructure.new_log import NewLog
from griffie.infrastructure.sqlite.store_version import NEWEST, SQLiteVersion, version_of
from griffie.infrastructure.time_server import TimeServer
from griffie.infrastructure.vault.search_table import SearchTable

ON_SERVER = (
    "A store on a server is backed up with the server's own tools, its keys apart:"
    " docs/postgresql.md. Nothing was done."
)
Upkeep = AuditMade | BackupBegun | BackupFailed | StoreRestored
"""What is recorded of an operator who did something to the whole store."""


@dataclass(frozen=True)
class Store(Files):
    """The opened files, the use cases on them, and the work of an operator."""

    requests: Requests
    projections: Projections
    engine: Engine
    clock_guard: ClockGuard | None
    """None where the store may have another clock than the world's."""

    def accept_clock(self, account: Account) -> None:
        """Believe the clock of this machine although it seems to have jumped; that is recorded."""
        if self.clock_guard:
            alive = self.clock_guard.accept()
            event = ClockAccepted(alive_at=alive.isoformat() if alive else None)
            self.requests.append(HOUSEKEEPING, event, self.engine.now(account))

    def hold_clock_to(self, server: str | None) -> None:
        """Hold the clock of this machine to a time server as well, where one is named.

        Raises BadInputError.
        """
        if server and self.clock_guard:
            self.clock_guard.outside = TimeServer.named(server, self.machine_clock).ahead

    machine_clock: Callable[[], datetime]
    """The clock as it stands; that of the engine never runs back behind what was recorded."""

    def serving(self) -> AbstractContextManager[None]:
        """Hold the lock of the process that serves the folder. Raises AlreadyServingError."""
        return self.serving_lock()

    def check(
        self, held: Sequence[str], progress: Progress, trusted: Verifier | None = None
    ) -> tuple[list[Finding], Summary]:
        """Audit everything. `held` are checkpoints (signed notes) that were kept elsewhere.

        `trusted` is the public key of the log, as the auditor has it; else that of the store.
        """
        files = checked_files(self, self.machine_clock, trusted)
        return audit_store(files, self.requests, self.projections, held, progress)

    def accept_new_anchor(self, because: str, now: Occasion) -> AnchorAccepted:
        """Have the log signed on though an anchor of it is missing. That, and why, is recorded.

        Raises StoreError where none is missing, StoreBehindError where a later state was signed or
        erased: from there nothing leads on.
        """
        return accept_new_anchor(self.beside, self.datastore, self.requests, self.log, because, now)

    @property
    def new_log(self) -> NewLog:
        """Lets this store go on as a new log, where it is older than what was signed of it."""
        return NewLog(self.beside, self.datastore, self.recorder, self.log)

    def erase_again(self, now: Occasion, progress: Progress) -> int:
        """Erase again what the erasure ledger beside the folder names. Gives how many came back."""
        older = bool(self.datastore.older)
        erasures = self.beside.erasures
        return erase_again(erasures, self.vault, self.requests, now, progress, older=older)

    def resume_erasures(self) -> int:
        """Finish the erasures that were cut off. Gives how many."""
        older = bool(self.datastore.older)
        return resume_erasures(self.engine, self.beside.erasures, self.vault, older=older)

    @property
    def version(self) -> int:
        """The version of the store: see `infrastructure.sqlite.store_version`."""
        return version_of(self.datastore)

    @property
    def newest_version(self) -> int:
        """The version that `migrate` brings it to."""
        return NEWEST

    def migrate(self, now: Occasion) -> Migration:
        """Bring the store to the newest version. Make a backup before."""
        self.rebuild_search(lambda _done, _total: None)
        versioned = SQLiteVersion(self.datastore, self.recorder)
        seal = self.key.mac("answers")
        return migrate(versioned, self.beside.erasures, self.requests, seal, now)

    def rebuild_search(self, progress: Progress) -> int:
        """Make the search values anew from the vault; gives how many requests had others."""
        index = SearchTable(self.datastore)
        return rebuild_search(self.requests, self.vault, index, progress)

    def unfinished_erasures(self) -> int:
        """How many erasures were cut off and wait to be finished."""
        return unfinished_erasures(self.engine, self.vault)

    def back_up(self, to: Path, keys_to: Path, bar: Bar) -> Backup:
        """Copy the store to one new folder and its keys to another.

        Raises BackupError, LogForkedError, OSError; StoreError where it stands on a server.
        """
        if self.datastore.on_server:
            raise StoreError(ON_SERVER)
        source = Source(self.folder, self.beside.erasures.path, self.log, self.log_key, self.key)

        def write(to: Path, keys_to: Path, bar: Bar) -> Backup:
            return back_up(source, to, keys_to, bar)

        return make_backup(write, self.vault, to, keys_to, bar)

    def record(self, event: Upkeep, account: Account) -> str | None:
        """Record what an operator did to the whole store. Gives why it was not, where it was not.

        A store that cannot be written, or is an older copy, may be audited and copied all the same.
        """
        if self.datastore.older:
            return self.datastore.older
        try:
            self.requests.append(HOUSEKEEPING, event, self.engine.now(account))
        except (GriffieError, PersistenceError, OSError) as trouble:
            return str(trouble)
        return None
