"""Opens what a store consists of on disk: files, keys, and the adapters that read them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from eventsourcing.persistence import InfrastructureFactory, OperationalError, PersistenceError
from eventsourcing.utils import Environment, get_topic

from griffie.application.access.tries import Tries, TriesInMemory
from griffie.application.errors import StoreError
from griffie.application.leading import Leading, LeadsAlone
from griffie.domain.log.names import DEMO
from griffie.domain.log.reading import Continuing
from griffie.infrastructure.access import SQLiteAccess
from griffie.infrastructure.backup.outside_copies import (
    OutsideCopies,
    anchor_path,
    checkpoint_path,
    erasures_path,
)
from griffie.infrastructure.database import Database
from griffie.infrastructure.disk import why_not_written
from griffie.infrastructure.log.checkpoint import vkey
from griffie.infrastructure.log.lineage import Named
from griffie.infrastructure.log.signing import load_or_make as signing_key
from griffie.infrastructure.log.transparency import TransparencyLog
from griffie.infrastructure.made_tables import MADE
from griffie.infrastructure.sqlite import guards
from griffie.infrastructure.sqlite.datastore import Factory, flush_folder
from griffie.infrastructure.sqlite.evidence import SQLiteEvidence
from griffie.infrastructure.sqlite.history import SQLiteHistory
from griffie.infrastructure.sqlite.lock import sending, serving
from griffie.infrastructure.sqlite.mapper import CanonicalMapper
from griffie.infrastructure.sqlite.moved import refuse_moved
from griffie.infrastructure.sqlite.opening_checks import (
    begin_making,
    end_making,
    guards_error,
    has_anchor,
    logs_continued,
    origin_of,
    refuse_lost_store,
    refuse_new_key,
    refuse_other_key,
    remember_anchor,
)
from griffie.infrastructure.sqlite.reading import StoreRecorder
from griffie.infrastructure.sqlite.recorder import AppendOnlyRecorder, AsItStands
from griffie.infrastructure.sqlite.store_version import mark_new, refuse_newer, refuse_newer_event
from griffie.infrastructure.sqlite.subtrees import SQLiteSubtrees
from griffie.infrastructure.store_audit import files_altered
from griffie.infrastructure.vault.master_key import MasterKey
from griffie.infrastructure.vault.master_key import load_or_make as master_key
from griffie.infrastructure.vault.secure_file import make_private
from griffie.infrastructure.vault.vault import SQLiteVault


@dataclass(frozen=True)
class Files:
    """An opened store, without the use cases."""

    folder: Path
    """That of the store; of one on a server, that of its locks, beside which its key lies here."""
    named: str
    """What the operator calls the store: the path of its database, or where its server is."""
    origin: str
    """The name of its log, chosen once; another where it continues an older copy as a new log."""
    key: MasterKey
    log_key: Ed25519PublicKey
    """Of the pair that signs checkpoints, the public one."""
    factory: InfrastructureFactory[Any]
    datastore: Database
    recorder: StoreRecorder
    vault: SQLiteVault
    access: SQLiteAccess
    log: TransparencyLog
    history: SQLiteHistory
    evidence: SQLiteEvidence
    beside: OutsideCopies
    """What is kept outside the folder: the newest checkpoint, what was erased."""
    alterations: Callable[[], Iterable[str]]
    """A sentence for each guard that is not as it was made, and for what is damaged."""
    serving_lock: Callable[[], AbstractContextManager[None]]
    """Held by who serves: of a folder one process, of a store on a server as many as there are.

    Raises AlreadyServingError."""
    leading: Leading
    """Which of those processes does what goes on beside serving."""
    sending_lock: Callable[[], AbstractContextManager[None]]
    """Held by the one sender of the outbox. Raises SendingElsewhereError."""
    tries: Callable[[], Tries]
    """Gives what was tried of late: of a store on a server, in all processes that serve it."""
    errors: Callable[[], AbstractContextManager[None]]
    """Within the block an error of the database becomes a StoreError, for the operator."""

    @property
    def database(self) -> Path:
        """Its file, of a store in a folder."""
        return self.folder / "griffie.db"

    @property
    def served(self) -> str:
        """What is served, in a word: the folder, or where the server is."""
        return self.named if self.datastore.on_server else str(self.folder)

    @property
    def demo(self) -> bool:
        """Whether it is a demonstration, for good."""
        return self.origin.endswith(DEMO)


def kek_path(folder: Path) -> Path:
    """The file of the master key of a folder: beside it, never in it (`data` has `data.kek`)."""
    return folder.with_name(f"{folder.name}.kek")


def profile_path(folder: Path) -> Path:
    """The controller's profile of a folder, as `griffie init` writes it: `data` has `data.toml`."""
    return folder.with_name(f"{folder.name}.toml")


def beside_the_folder(folder: Path) -> tuple[Path, ...]:
    """The files that belong to a store and lie beside its folder: its key, and what guards it."""
    return (kek_path(folder), checkpoint_path(folder), anchor_path(folder), erasures_path(folder))


def open_files(
    folder: Path,
    *,
    operator: str,
    year: int,
    kek: Path | None = None,
    demo: bool = False,
    another_clock: bool = False,
    to_be_audited: bool = False,
    flush_anchor: bool = False,
    may_make: bool = True,
) -> Files:
    """Open the files of a store, or make them. `kek` is the file of the master key.

    Where there is none, one is made, unless it must not (`may_make`). With `flush_anchor` every
    commit waits until the disk holds its anchor.
    A new store names its log after its `operator` and the `year`: see `origin_of`.
    A store whose guards were altered is opened only `to_be_audited`; nothing is repaired.
    `another_clock` than the world's is refused unless the store is a demonstration. Raises
    StoreError, MasterKeyError, UnusableLogKeyError: each a sentence for the operator.
    """
    folder = folder.resolve()
    database = folder / "griffie.db"
    refuse_lost_store(database)
    if not database.exists():
        begin_making(folder, beside_the_folder(folder), may_make=may_make)
    refuse_newer(database)
    if not to_be_audited:
        refuse_moved(database)
    altered = [
        what if name == database.name else f"{name}: {what}"
        for name, make in MADE.items()
        for what in guards.find_alterations(folder / name, make)
    ]
    if altered and not to_be_audited:
        raise guards_error(database, altered)
    key = master_key(kek or kek_path(folder), store_exists=database.exists())
    with in_a_sentence(database):
        _for_its_owner_alone(database)
        factory = _factory(database, AsItStands if altered else AppendOnlyRecorder)
        datastore = factory.datastore
        recorder: Any = factory.application_recorder()
        refuse_newer_event(recorder)
        mark_new(datastore)
        first = origin_of(datastore, operator=operator, year=year, demo=demo)
        continued = logs_continued(recorder)
        origin = continued[-1].name if continued else first
        if another_clock and not origin.endswith(DEMO):
            raise StoreError("Only a demonstration store may have another clock than the world's.")
        log_key = signing_key(refuse_new_key(datastore, folder / "log-key"))
        secret = key.derive("beside")
        public = log_key.public_key()
        beside = OutsideCopies(folder, origin, public, recorder, secret, flush=flush_anchor)
        vault = SQLiteVault(datastore, folder / "keys.db", key, beside.erasures)
        access = SQLiteAccess(folder / "access.db", key)
        log = TransparencyLog(
            recorder,
            origin=origin,
            key=log_key,
            outside=beside.checkpoint,
            subtrees=SQLiteSubtrees(datastore),
            unanchored=beside.unanchored,
            continued=lambda: [
                Named(one.kept, Continuing(one.name, one.last, one.kept)) for one in continued
            ],
        )
        flush_folder(folder)  # before anything is signed: the key that signs must not vanish
        refuse_other_key(datastore, vkey(first, public))
        beside.anchored = has_anchor(datastore)
        if not to_be_audited:
            begin_anchors(beside, datastore, recorder, log)
        end_making(folder)
        return Files(
            folder=folder,
            named=str(database),
            origin=origin,
            key=key,
            log_key=log_key.public_key(),
            factory=factory,
            datastore=datastore,
            recorder=recorder,
            vault=vault,
            access=access,
            log=log,
            history=SQLiteHistory(datastore),
            evidence=SQLiteEvidence(datastore),
            beside=beside,
            alterations=partial(files_altered, database),
            serving_lock=partial(serving, folder),
            leading=LeadsAlone(),
            tries=partial(TriesInMemory, monotonic),
            sending_lock=partial(sending, folder),
            errors=partial(in_a_sentence, database),
        )


def begin_anchors(
    beside: OutsideCopies, datastore: Database, recorder: StoreRecorder, log: TransparencyLog
) -> None:
    """A store that never had an anchor gets one; a log without entries its first checkpoint.

    Raises StoreError where that cannot be kept beside the store: later it would be missed.
    """
    if not beside.anchored:
        beside.begin_anchor()
        beside.anchored = remember_anchor(datastore)
    datastore.anchor = beside.anchor
    if not recorder.log_size() and not beside.older() and not beside.checkpoint.read():
        log.checkpoint()
        if not beside.checkpoint.read():
            raise StoreError(
                f"{beside.checkpoint.path}, the first checkpoint, cannot be written. Let griffie"
                " write in the folder that holds the store, and start again: nothing was recorded."
            )


@contextmanager
def in_a_sentence(database: Path) -> Iterator[None]:
    """Within the block an error of SQLite becomes a StoreError: a sentence for the operator."""
    try:
        yield
    except OperationalError as error:
        raise StoreError(_why_not(database.parent, str(error))) from None
    except PersistenceError as error:
        raise StoreError(
            f"{database} is damaged ({error}). Restore it from a backup; nothing was changed."
        ) from None


def _for_its_owner_alone(database: Path) -> None:
    """Make the file before SQLite does, or close one that an earlier version left open to others.

    Where that may not be done, opening it says why.
    """
    with suppress(OSError):
        make_private(database)
        if database.stat().st_mode & 0o077:
            database.chmod(0o600)


def _why_not(folder: Path, said: str) -> str:
    """Why a store cannot be opened, with the step to take. SQLite itself says "disk I/O error"."""
    if "locked" in said:
        return (
            f"Another process holds the store in {folder} and writes, or hangs. See which one it"
            " is (fuser on griffie.db), let it end or stop it, and try again. Nothing was changed."
        )
    return why_not_written(folder) or f"The store in {folder} cannot be opened: {said}"


def _factory(database: Path, kind: type[AppendOnlyRecorder]) -> Factory:
    environment = {
        "PERSISTENCE_MODULE": "griffie.infrastructure.sqlite.datastore",
        "SQLITE_DBNAME": f"file:{database}",
        "MAPPER_TOPIC": get_topic(CanonicalMapper),
        "APPLICATION_RECORDER_TOPIC": get_topic(kind),
    }
    return Factory(Environment("griffie", environment))
