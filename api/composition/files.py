"""Opens what a store consists of on disk: files, keys, and the adapters that read them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from eventsourcing.persistence import OperationalError, PersistenceError
from eventsourcing.utils import Environment, get_topic

from griffie.application.errors import StoreError
from griffie.infrastructure.access import SQLiteAccess
from griffie.infrastructure.backup.outside_copies import (
    OutsideCopies,
    checkpoint_path,
    erasures_path,
)
from griffie.infrastructure.disk import why_not_written
from griffie.infrastructure.log.signing import load_or_make as signing_key
from griffie.infrastructure.log.transparency import TransparencyLog
from griffie.infrastructure.sqlite import guards
from griffie.infrastructure.sqlite.datastore import Datastore, Factory, flush_folder
from griffie.infrastructure.sqlite.evidence import SQLiteEvidence
from griffie.infrastructure.sqlite.history import SQLiteHistory
from griffie.infrastructure.sqlite.mapper import CanonicalMapper
from griffie.infrastructure.sqlite.opening_checks import (
    DEMO,
    guards_error,
    origin_of,
    refuse_lost_store,
    refuse_new_key,
    refuse_other_key,
)
from griffie.infrastructure.sqlite.recorder import AppendOnlyRecorder, AsItStands
from griffie.infrastructure.sqlite.subtrees import SQLiteSubtrees
from griffie.infrastructure.vault.master_key import MasterKey
from griffie.infrastructure.vault.master_key import load_or_make as master_key
from griffie.infrastructure.vault.vault import SQLiteVault


@dataclass(frozen=True)
class Files:
    """An opened store, without the use cases."""

    folder: Path
    database: Path
    origin: str
    """The name of its log, chosen once."""
    key: MasterKey
    log_key: Ed25519PublicKey
    """Of the pair that signs checkpoints, the public one."""
    factory: Factory
    datastore: Datastore
    recorder: AppendOnlyRecorder
    vault: SQLiteVault
    access: SQLiteAccess
    log: TransparencyLog
    history: SQLiteHistory
    evidence: SQLiteEvidence
    beside: OutsideCopies
    """What is kept outside the folder: the newest checkpoint, what was erased."""

    @property
    def demo(self) -> bool:
        """Whether it is a demonstration, for good."""
        return self.origin.endswith(DEMO)


def kek_path(folder: Path) -> Path:
    """The file of the master key of a folder: beside it, never in it (`data` has `data.kek`)."""
    return folder.with_name(f"{folder.name}.kek")


def beside_the_folder(folder: Path) -> tuple[Path, ...]:
    """The files that belong to a store and lie beside its folder: key, checkpoint, erasures."""
    return kek_path(folder), checkpoint_path(folder), erasures_path(folder)


def open_files(
    folder: Path,
    *,
    kek: Path | None = None,
    demo: bool = False,
    another_clock: bool = False,
    to_be_audited: bool = False,
) -> Files:
    """Open the files of a store, or make them. `kek` is the file of the master key.

    A store whose guards were altered is opened only `to_be_audited`; nothing is repaired.
    `another_clock` than the world's is refused unless the store is a demonstration. Raises
    StoreError, MasterKeyError, UnusableLogKeyError: each a sentence for the operator.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = folder / "griffie.db"
    refuse_lost_store(database)
    altered = guards.find_alterations(database)
    if altered and not to_be_audited:
        raise guards_error(database, altered)
    key = master_key(kek or kek_path(folder), store_exists=database.exists())
    with in_a_sentence(database):
        _for_its_owner_alone(database)
        factory = _factory(database, AsItStands if altered else AppendOnlyRecorder)
        datastore = factory.datastore
        recorder: Any = factory.application_recorder()
        origin = origin_of(datastore, demo=demo)
        if another_clock and not origin.endswith(DEMO):
            raise StoreError("Only a demonstration store may have another clock than the world's.")
        log_key = signing_key(refuse_new_key(datastore, folder / "log-key"))
        secret = key.derive("beside")
        beside = OutsideCopies(folder, origin, log_key.public_key(), recorder, secret)
        vault = SQLiteVault(datastore, folder / "keys.db", key, beside.erasures)
        access = SQLiteAccess(folder / "access.db", key)
        log = TransparencyLog(
            recorder,
            origin=origin,
            key=log_key,
            outside=beside.checkpoint,
            subtrees=SQLiteSubtrees(datastore),
        )
        flush_folder(folder)  # before anything is signed: the key that signs must not vanish
        refuse_other_key(datastore, log.vkey)
        return Files(
            folder=folder,
            database=database,
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
        os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))
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
