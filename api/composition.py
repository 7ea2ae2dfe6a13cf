"""The composition root: the only module that knows every layer."""

import gc
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from eventsourcing.persistence import OperationalError, PersistenceError
from eventsourcing.utils import Environment, get_topic

from griffie.api.papers import dossier
from griffie.application.access.trail import AccessTrail
from griffie.application.clock import SYSTEM
from griffie.application.controller.profile import NEUTRAL, ControllerProfile
from griffie.application.dossier.profiles import written
from griffie.application.engine import Engine
from griffie.application.errors import StoreError
from griffie.application.letters.answer_text import Author
from griffie.application.ports import History, Row, View
from griffie.application.projections import request_figures
from griffie.application.projections.course_rows import Courses
from griffie.application.projections.projector import Projection, Projector
from griffie.application.projections.register import Register, row
from griffie.application.projections.trail import Trail
from griffie.application.requests.requests import Requests, UnknownRequestError
from griffie.application.retention import schedule
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.access import Access
from griffie.infrastructure.backup.erase_again import erase_again
from griffie.infrastructure.backup.outside_copies import Beside
from griffie.infrastructure.log.signing import load_or_make as signing_key
from griffie.infrastructure.log.transparency import TransparencyLog
from griffie.infrastructure.sqlite import guards
from griffie.infrastructure.sqlite.daily_counts import SQLiteTally
from griffie.infrastructure.sqlite.datastore import Datastore, Factory, keep_names
from griffie.infrastructure.sqlite.evidence import SQLiteEvidence
from griffie.infrastructure.sqlite.figures_view import SQLiteFigures
from griffie.infrastructure.sqlite.history import SQLiteHistory
from griffie.infrastructure.sqlite.mapper import CanonicalMapper
from griffie.infrastructure.sqlite.past_registers import PastRegisters, RowAt
from griffie.infrastructure.sqlite.recorder import AppendOnlyRecorder, AsItStands
from griffie.infrastructure.sqlite.register_view import SQLiteRegister
from griffie.infrastructure.sqlite.retention_view import SQLiteRetention
from griffie.infrastructure.sqlite.same_store import (
    DEMO,
    begun_or_new,
    origin_of,
    same_log_key,
    there_if_known,
    unguarded,
)
from griffie.infrastructure.sqlite.subtrees import SQLiteSubtrees
from griffie.infrastructure.sqlite.trail_view import SQLiteTrail
from griffie.infrastructure.vault.master_key import MasterKey
from griffie.infrastructure.vault.master_key import load_or_make as master_key
from griffie.infrastructure.vault.vault import SQLiteVault

V = TypeVar("V", bound=View)
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def collect_rarely() -> None:
    """For processes that serve or fold: events and rows make no cycles.

    Python would look for some after every seven hundred objects, a fifth of the time of a fold.
    """
    gc.set_threshold(50_000, 50, 100)


@dataclass(frozen=True)
class Store:
    """Everything opened, for what the engine itself does not show: audit, rebuild, tokens."""

    folder: Path
    origin: str
    datastore: Datastore
    recorder: AppendOnlyRecorder
    vault: SQLiteVault
    access: Access
    log: TransparencyLog
    history: SQLiteHistory
    requests: Requests
    engine: Engine
    log_key: Ed25519PublicKey
    beside: Beside
    """What is kept outside the folder: the newest checkpoint, what was erased."""

    @property
    def demo(self) -> bool:
        return self.origin.endswith(DEMO)


def kek_path(folder: Path) -> Path:
    """The master key never lies in the folder that it protects."""
    return folder.with_name(f"{folder.name}.kek")


def open_store(
    folder: Path,
    *,
    kek: Path | None = None,
    profile: ControllerProfile = NEUTRAL,
    clock: Clock = utc_now,
    demo: bool = False,
    to_be_audited: bool = False,
) -> Store:
    """Open a store, or make one. A clock other than the world's is for demonstrations only.

    Whose guards were altered is opened only `to_be_audited`; nothing is mended in passing. An old
    copy is opened to be read: what was erased since is erased again first.

    Raises StoreError, MasterKeyError, UnusableLogKeyError: each a sentence for the operator.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = folder / "griffie.db"
    begun_or_new(database)
    altered = guards.altered(database)
    if altered and not to_be_audited:
        raise unguarded(database, altered)
    key = master_key(kek or kek_path(folder), store_exists=database.exists())
    with in_a_sentence(database):
        datastore, recorder, factory = opened(
            database, AsItStands if altered else AppendOnlyRecorder
        )
        origin = origin_of(datastore, demo=demo)
        if clock is not utc_now and not origin.endswith(DEMO):
            raise StoreError("Only a demonstration store may have another clock than the world's.")
        log_key = signing_key(there_if_known(datastore, folder / "log-key"))
        beside = Beside(folder, origin, log_key.public_key(), recorder)
        vault = SQLiteVault(datastore, folder / "keys.db", key, beside.erasures)
        access = Access(folder / "access.db", key)
        log = TransparencyLog(
            recorder,
            origin=origin,
            key=log_key,
            outside=beside.checkpoint,
            subtrees=SQLiteSubtrees(datastore),
        )
        keep_names(folder)  # before anything is signed: the key that signs must not vanish
        same_log_key(datastore, log.vkey)
        history = SQLiteHistory(datastore)
        evidence = SQLiteEvidence(datastore)
        evidence.keep_profile(profile.version, written(profile))
        one_clock = never_back(clock)
        requests = Requests(factory, vault, recorder, Author(profile, vault), one_clock)
        access_trail = AccessTrail(requests, SQLiteTally(datastore), monotonic)
        register, trail = SQLiteRegister(datastore), SQLiteTrail(datastore)
        figures, kept = SQLiteFigures(datastore), SQLiteRetention(datastore)
        if (older := beside.older()) and not to_be_audited:
            erase_again(beside.erasures, vault, requests, Occasion(SYSTEM, one_clock()))
        datastore.older = older

    keeping = Projector(history, Register(before(requests)), register)

    def up_to_date() -> SQLiteRegister:
        keeping.catch_up()
        return register

    pasts = PastRegisters(history, up_to_date, row_at(requests))

    def close() -> None:
        pasts.close()
        requests.close()
        vault.close()
        access.close()

    engine = Engine(
        requests=requests,
        history=history,
        vault=vault,
        log=log,
        access=access,
        evidence=evidence,
        register=register,
        trail=trail,
        access_trail=access_trail,
        projectors=(keeping, Projector(history, Trail(), trail)),
        profile=profile,
        controller=profile.ruling(demo=origin.endswith(DEMO)),
        clock=one_clock,
        mac=keyed(key),
        past=pasts.at,
        figures=current(history, request_figures.Counting(recorder.events_of), figures),
        retention=current(history, Courses(recorder.events_of, schedule.row), kept),
        pages=dossier.pages,
        close=close,
    )
    return Store(
        folder=folder,
        origin=origin,
        datastore=datastore,
        recorder=recorder,
        vault=vault,
        access=access,
        log=log,
        history=history,
        requests=requests,
        engine=engine,
        log_key=log_key.public_key(),
        beside=beside,
    )


@contextmanager
def in_a_sentence(database: Path) -> Iterator[None]:
    """What SQLite finds wrong while a store is opened, as the operator should read it."""
    try:
        yield
    except OperationalError as error:
        raise StoreError(f"{database} cannot be opened: {error}") from None
    except PersistenceError as error:
        raise StoreError(
            f"{database} is damaged ({error}). Restore it from a backup; nothing was changed."
        ) from None


def opened(
    database: Path, kind: type[AppendOnlyRecorder]
) -> tuple[Datastore, AppendOnlyRecorder, Factory]:
    environment = {
        "PERSISTENCE_MODULE": "griffie.infrastructure.sqlite.datastore",
        "SQLITE_DBNAME": f"file:{database}",
        "MAPPER_TOPIC": get_topic(CanonicalMapper),
        "APPLICATION_RECORDER_TOPIC": get_topic(kind),
    }
    factory = Factory(Environment("griffie", environment))
    recorder: Any = factory.application_recorder()
    return factory.datastore, recorder, factory


def before(requests: Requests) -> Callable[[UUID, int], RightsRequest | None]:
    """A request up to a version; none when its history lawfully went."""

    def replay(request_id: UUID, version: int) -> RightsRequest | None:
        try:
            return requests.load(request_id, version)
        except UnknownRequestError:
            return None

    return replay


def row_at(requests: Requests) -> RowAt:
    """What the register said of a request at a version; nothing when its history lawfully went."""
    load = before(requests)

    def replayed(request_id: UUID, version: int) -> Row | None:
        then = load(request_id, version)
        return None if then is None else row(then)

    return replayed


def current(history: History, projection: Projection, view: V) -> Callable[[], V]:
    """A view that is brought up to date when it is asked for, and not before."""
    projector = Projector(history, projection, view)

    def asked_for() -> V:
        projector.catch_up()
        return view

    return asked_for


def never_back(clock: Clock) -> Clock:
    """Time never runs back along the log, even when the machine's clock is set back a little."""
    last, lock = datetime.min.replace(tzinfo=UTC), Lock()

    def now() -> datetime:
        nonlocal last
        with lock:
            last = max(last, clock())
            return last

    return now


def keyed(key: MasterKey) -> Callable[[bytes], str]:
    secret = key.derive("idempotency")
    return lambda octets: hmac.new(secret, octets, sha256).hexdigest()
