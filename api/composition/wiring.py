"""Puts the use cases on the files of a store: which adapter serves which port."""

import hmac
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import monotonic

from eventsourcing.persistence import OperationalError

from griffie.api.composition.files import Files, in_a_sentence, open_files
from griffie.api.composition.store import Store
from griffie.api.papers import dossier
from griffie.application.access.accounts import account_exists
from griffie.application.access.directory import Directory
from griffie.application.access.roles import Account
from griffie.application.access.trail import AccessTrail
from griffie.application.clock import SYSTEM
from griffie.application.controller.profile import NEUTRAL, ControllerProfile
from griffie.application.dossier.build import Sources
from griffie.application.dossier.bundles import Bundles
from griffie.application.dossier.profiles import canonical_profile
from griffie.application.engine import Engine
from griffie.application.letters.answer_text import AnswerWriter
from griffie.application.maintenance.erase_again import erase_again
from griffie.application.projections.projections import Projections
from griffie.application.projections.registry import (
    ANNOUNCED,
    FIGURES,
    REGISTER,
    RETENTION,
    TRAIL,
    EventReplay,
)
from griffie.application.register.view import Query
from griffie.application.requests.requests import Requests
from griffie.domain.accounts import ACCOUNTS
from griffie.domain.model.setting import Occasion
from griffie.infrastructure.mail.message import read_mail
from griffie.infrastructure.sqlite.announcements_view import SQLiteAnnouncements
from griffie.infrastructure.sqlite.daily_counts import SQLiteTally
from griffie.infrastructure.sqlite.datastore import waiting_at_most
from griffie.infrastructure.sqlite.figures_view import SQLiteFigures
from griffie.infrastructure.sqlite.messages import SQLiteMessages
from griffie.infrastructure.sqlite.opening_checks import access_is_sealed, mark_access_sealed
from griffie.infrastructure.sqlite.past_registers import PastRegisters
from griffie.infrastructure.sqlite.register_view import SQLiteRegister
from griffie.infrastructure.sqlite.retention_view import SQLiteRetention
from griffie.infrastructure.sqlite.trail_view import SQLiteTrail
from griffie.infrastructure.sqlite.views import SQLiteTables
from griffie.infrastructure.vault.master_key import MasterKey
from griffie.infrastructure.vault.vault import SQLiteVault
from griffie.infrastructure.vitals import StoreVitals

Clock = Callable[[], datetime]

_MOMENT = 0.02
"""Seconds that showing a checkpoint waits for the lock under which it is kept."""


def utc_now() -> datetime:
    """The time of this machine, in UTC."""
    return datetime.now(UTC)


def open_store(
    folder: Path,
    *,
    kek: Path | None = None,
    profile: ControllerProfile = NEUTRAL,
    clock: Clock = utc_now,
    demo: bool = False,
    to_be_audited: bool = False,
) -> Store:
    """Open a store, or make one. Only a demonstration store may have a `clock` of its own.

    `kek` is the file of the master key. In an old copy, what was erased since is erased again
    first, unless it is opened `to_be_audited`. Raises StoreError, MasterKeyError,
    UnusableLogKeyError: each a sentence for the operator.
    """
    another_clock = clock is not utc_now
    files = open_files(
        folder, kek=kek, demo=demo, another_clock=another_clock, to_be_audited=to_be_audited
    )
    return wire(files, profile, clock, erase=not to_be_audited)


def wire(files: Files, profile: ControllerProfile, clock: Clock, *, erase: bool) -> Store:
    """Put the engine on opened files. With `erase`, an old copy loses what was erased since.

    Raises StoreError.
    """
    datastore, recorder, vault = files.datastore, files.recorder, files.vault
    history, one_clock = files.history, _never_back(clock)
    with in_a_sentence(files.database):
        files.evidence.keep_profile(profile.version, canonical_profile(profile))
        texts = AnswerWriter(profile, vault)
        knows_account = partial(account_exists, files.access)
        requests = Requests(
            files.factory,
            vault,
            recorder,
            texts,
            one_clock,
            knows_account=knows_account,
            seal=_keyed(files.key, "answers"),
        )
        access_trail = AccessTrail(requests, SQLiteTally(datastore), monotonic)
        register, trail = SQLiteRegister(datastore), SQLiteTrail(datastore)
        figures, retention = SQLiteFigures(datastore), SQLiteRetention(datastore)
        announced = SQLiteAnnouncements(datastore)
        if (older := files.beside.older()) and erase:
            now = Occasion(SYSTEM, one_clock())
            erase_again(files.beside.erasures, vault, requests, now, older=True)
        datastore.older = older
        directory = Directory(
            files.access, requests, lambda: recorder.newest_version(ACCOUNTS) or 0
        )
        if erase and not older:  # an old copy records nothing
            sealed = access_is_sealed(datastore)
            directory.catch_up(lambda: Occasion(SYSTEM, one_clock()), is_carried_over=sealed)
            if not sealed:
                mark_access_sealed(datastore)

    replay = EventReplay(requests.load_if_there, recorder.events_of)
    projections = Projections(history, replay, SQLiteTables(datastore))
    keeping = projections.projector(REGISTER, register)

    def up_to_date() -> SQLiteRegister:
        keeping.catch_up()
        return register

    pasts = PastRegisters(history, up_to_date, projections.register_row)
    controller = profile.ruling(demo=files.demo)
    pages = partial(dossier.pages, role_of=files.access.role_of, register=up_to_date)

    def occasion(account: Account) -> Occasion:
        return Occasion(account.id, one_clock(), controller, directory.same_person(account.id))

    def close() -> None:
        pasts.close()
        requests.close()
        vault.close()
        files.access.close()

    engine = Engine(
        requests=requests,
        history=history,
        vault=vault,
        messages=SQLiteMessages(datastore),
        read_mail=read_mail,
        log=files.log,
        checkpoint=partial(_newest_checkpoint, files),
        access=files.access,
        directory=directory,
        bundles=Bundles(Sources(files.evidence, files.log, vault, pages), access_trail, occasion),
        register=register,
        trail=trail,
        access_trail=access_trail,
        projectors=(keeping, projections.projector(TRAIL, trail)),
        profile=profile,
        controller=controller,
        clock=one_clock,
        mac=_keyed(files.key, "idempotency"),
        past=pasts.at,
        figures=projections.current(FIGURES, figures),
        retention=projections.current(RETENTION, retention),
        announced=projections.current(ANNOUNCED, announced),
        vitals=StoreVitals(files.folder, datastore, recorder, history),
        mend_views=projections.mend,
        erasures_waiting=lambda: _erasures_waiting(up_to_date(), vault),
        close=close,
    )
    opened = {one.name: getattr(files, one.name) for one in fields(files)}
    return Store(**opened, requests=requests, projections=projections, engine=engine)


def _newest_checkpoint(files: Files) -> str:
    """A checkpoint of now; while another process writes, the newest that was kept."""
    try:
        with waiting_at_most(_MOMENT):
            return files.log.checkpoint()
    except OperationalError:
        if kept := files.recorder.newest_checkpoint():
            return kept
        raise


def _erasures_waiting(register: SQLiteRegister, vault: SQLiteVault) -> int:
    listed = register.items(Query(limit=2**31), date.max)
    return sum(one.personal_data == "erased" and vault.holds(one.id) for one in listed)


def _never_back(clock: Clock) -> Clock:
    """A clock that never runs back, even when the clock of the machine is set back a little."""
    last, lock = datetime.min.replace(tzinfo=UTC), Lock()

    def now() -> datetime:
        nonlocal last
        with lock:
            last = max(last, clock())
            return last

    return now


def _keyed(key: MasterKey, purpose: str) -> Callable[[bytes], str]:
    """A digest (HMAC-SHA-256, hexadecimal) that nobody can make without the master key."""
    secret = key.derive(purpose)
    return lambda octets: hmac.new(secret, octets, sha256).hexdigest()
