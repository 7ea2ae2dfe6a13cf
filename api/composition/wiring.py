"""Puts the use cases on the files of a store: which adapter serves which port."""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from socket import gethostname
from time import CLOCK_BOOTTIME, clock_gettime, monotonic, time

from eventsourcing.persistence import OperationalError

from griffie.api.composition.adapters import read_mail
from griffie.api.composition.checked_files import checked_files
from griffie.api.composition.files import Files, open_files
from griffie.api.composition.never_back import never_back
from griffie.api.composition.signing_in import catch_up, directories, passkey_sign_in, sign_in
from griffie.api.composition.store import Store
from griffie.api.composition.webhooks import webhooks_of
from griffie.api.papers import dossier
from griffie.api.papers.letter.pdf import sent_as_pdf
from griffie.application.access.accounts import account_exists
from griffie.application.access.proof import Proofs
from griffie.application.access.roles import Account
from griffie.application.access.searches import Searches
from griffie.application.access.trail import AccessTrail
from griffie.application.clock import SYSTEM
from griffie.application.clock_guard import ClockGuard
from griffie.application.controller.profile import NEUTRAL, ControllerProfile
from griffie.application.dossier.build import Sources
from griffie.application.dossier.bundles import Bundles
from griffie.application.dossier.profiles import canonical_profile
from griffie.application.engine import Engine
from griffie.application.letters.answer_text import AnswerWriter
from griffie.application.maintenance.decided import HISTORY
from griffie.application.maintenance.erase_again import erase_again
from griffie.application.maintenance.resume import unfinished
from griffie.application.maintenance.watch import Watch
from griffie.application.projections.projections import Projections
from griffie.application.projections.registry import (
    ANNOUNCED,
    FIGURES,
    IMPORTED,
    REGISTER,
    RETENTION,
    TRAIL,
    EventReplay,
)
from griffie.application.requests.together import GroupedRequests
from griffie.domain.model.setting import Occasion
from griffie.infrastructure.patience import waiting_at_most
from griffie.infrastructure.redaction.redactor import PaintedRedactor
from griffie.infrastructure.self_audit import SelfAudits
from griffie.infrastructure.sqlite.announcements_view import SQLiteAnnouncements
from griffie.infrastructure.sqlite.daily_counts import SQLiteTally
from griffie.infrastructure.sqlite.figures_view import SQLiteFigures
from griffie.infrastructure.sqlite.imported_view import SQLiteImported
from griffie.infrastructure.sqlite.mailboxes import SQLiteMailboxPlaces
from griffie.infrastructure.sqlite.messages import SQLiteMessages
from griffie.infrastructure.sqlite.outbox import SQLiteOutbox
from griffie.infrastructure.sqlite.past_registers import PastRegisters
from griffie.infrastructure.sqlite.register_view import SQLiteRegister
from griffie.infrastructure.sqlite.retention_view import SQLiteRetention
from griffie.infrastructure.sqlite.trail_view import SQLiteTrail
from griffie.infrastructure.sqlite.view_tables import SQLiteTables
from griffie.infrastructure.tickets import SealedTickets
from griffie.infrastructure.vault.link_seal import LinkSeal
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
    flush_anchor: bool = False,
    may_make: bool = True,
) -> Store:
    """Open a store, or with `may_make` make one. Only a demonstration may have another `clock`.

    `kek` is the file of the master key. In an old copy, what was erased since is erased again
    first, unless it is opened `to_be_audited`. Raises StoreError, MasterKeyError,
    UnusableLogKeyError: each a sentence for the operator.
    """
    another_clock = clock is not utc_now
    files = open_files(
        folder,
        operator=profile.identity.enterprise_number if profile.identity else gethostname(),
        year=clock().year,
        kek=kek,
        demo=demo,
        another_clock=another_clock,
        to_be_audited=to_be_audited,
        flush_anchor=flush_anchor,
        may_make=may_make,
    )
    return wire(files, profile, clock, erase=not to_be_audited)


def wire(files: Files, profile: ControllerProfile, clock: Clock, *, erase: bool) -> Store:
    """Put the engine on opened files. With `erase`, an old copy loses what was erased since.

    Raises StoreError.
    """
    datastore, recorder, vault = files.datastore, files.recorder, files.vault
    history, one_clock = files.history, never_back(clock)
    with files.errors():
        outbox = SQLiteOutbox(datastore, files.sending_lock)
        files.evidence.keep_profile(profile.version, canonical_profile(profile))
        if logo := profile.letterhead.logo:
            files.evidence.keep_logo(logo.sha256, logo.octets)
        texts = AnswerWriter(profile, vault)
        knows_account = partial(account_exists, files.access)
        requests = GroupedRequests(
            files.factory,
            vault,
            recorder,
            texts,
            one_clock,
            knows_account=knows_account,
            seal=files.key.mac("answers"),
            record_together=recorder.record_together,
            in_turn=recorder.in_turn,
            answered_among=recorder.answered_among,
        )
        guard = _guard_of(files) if clock is utc_now and not files.demo else None
        access_trail = AccessTrail(requests, SQLiteTally(datastore), monotonic)
        register, trail = SQLiteRegister(datastore), SQLiteTrail(datastore)
        figures, retention = SQLiteFigures(datastore), SQLiteRetention(datastore)
        announced, imported = SQLiteAnnouncements(datastore), SQLiteImported(datastore)
        if (older := files.beside.older()) and erase:
            now = Occasion(SYSTEM, one_clock())
            erase_again(files.beside.erasures, vault, requests, now, older=True)
        datastore.older = older
        directory, credentials, by_provider = directories(files, requests)
        passkeys, webhooks = passkey_sign_in(files, requests), webhooks_of(files, requests)
        if erase and not older:  # an old copy records nothing
            now_by_itself = partial(_by_itself, one_clock)
            catch_up(
                files,
                directory,
                credentials,
                by_provider,
                passkeys=passkeys,
                webhooks=webhooks,
                now=now_by_itself,
            )

    replay = EventReplay(requests.load_if_there, recorder.events_of)
    projections = Projections(history, replay, SQLiteTables(datastore))
    if older and erase and any(one.going.what == HISTORY for one in files.beside.erasures.lines()):
        # In an old copy no event tells projections of what left it: they are held to the rest.
        projections.mend_strayed()
    keeping = projections.keeping(REGISTER, register)

    def up_to_date() -> SQLiteRegister:
        keeping.catch_up()
        return register

    pasts = PastRegisters(history, up_to_date, projections.register_row)
    controller = profile.ruling(demo=files.demo)
    pages = partial(dossier.pages, dossier.Around(files.access.role_of, up_to_date, profile))

    def occasion(account: Account) -> Occasion:
        return Occasion(account.id, one_clock(), controller, directory.same_person(account.id))

    def held_up(account_id: str) -> None:
        access_trail.count_held_up(account_id, Occasion(SYSTEM, one_clock(), controller))

    def close() -> None:
        projections.making.stop()
        pasts.close()
        requests.close()
        vault.close()
        files.access.close()
        files.beside.anchor.close()

    engine = Engine(
        requests=requests,
        history=history,
        vault=vault,
        messages=SQLiteMessages(datastore),
        mailboxes=SQLiteMailboxPlaces(datastore),
        outbox=outbox,
        read_mail=read_mail,
        letter_paper=sent_as_pdf,
        redactor=PaintedRedactor(),
        log=files.log,
        leading=files.leading,
        still_alive=partial(_say_alive, files, guard),
        watch=Watch(
            SelfAudits(checked_files(files, clock), requests, projections),
            requests,
            one_clock,
            controller,
        ),
        checkpoint=partial(_newest_checkpoint, files),
        access=files.access,
        directory=directory,
        credentials=credentials,
        provider_accounts=by_provider,
        passkeys=passkeys,
        webhooks=webhooks,
        absences=files.access.absences,
        saved_views=files.access.saved_views,
        sign_in=sign_in(files, credentials, occasion, held_up),
        tries=files.tries,
        proofs=Proofs(SealedTickets(files.key, time)),
        bundles=Bundles(Sources(files.evidence, files.log, vault, pages), access_trail, occasion),
        papers=files.evidence,
        register=register,
        trail=trail,
        access_trail=access_trail,
        searches=Searches(requests, vault, files.key.mac("idempotency")),
        projectors=(keeping, projections.keeping(TRAIL, trail)),
        profile=profile,
        controller=controller,
        clock=one_clock,
        mac=files.key.mac("idempotency"),
        links=LinkSeal(files.key),
        past=pasts.at,
        figures=projections.current(FIGURES, figures),
        retention=projections.current(RETENTION, retention),
        announced=projections.current(ANNOUNCED, announced),
        imported=projections.current(IMPORTED, imported),
        at_once=partial(waiting_at_most, 0),
        vitals=StoreVitals(files.folder, datastore, recorder, history),
        mend_views=projections.mend,
        views_made=projections.making.percent,
        erasures_waiting=partial(unfinished, up_to_date, vault),
        close=close,
    )
    opened = {one.name: getattr(files, one.name) for one in fields(files)}
    if guard:  # last: opening a store asks no clock
        requests.check_clock = guard.check
    return Store(
        **opened,
        requests=requests,
        projections=projections,
        engine=engine,
        clock_guard=guard,
        machine_clock=clock,
    )


def _by_itself(clock: Clock) -> Occasion:
    return Occasion(SYSTEM, clock())


def _guard_of(files: Files) -> ClockGuard:
    """Holds the clock of this machine against the last event, and the file last written to."""

    def alive() -> datetime | None:
        known = [files.recorder.newest_instant(), files.beside.anchor.touched_at()]
        return max((one for one in known if one), default=None)

    return ClockGuard(utc_now, lambda: clock_gettime(CLOCK_BOOTTIME), alive)


def _say_alive(files: Files, guard: ClockGuard | None) -> None:
    """Leave a sign of life beside the store, by which a clock that jumped is known later."""
    if guard:
        guard.check()
        files.beside.anchor.touch()


def _newest_checkpoint(files: Files) -> str:
    """A checkpoint of now; while another process writes, the newest that was kept."""
    try:
        with waiting_at_most(_MOMENT):
            return files.log.checkpoint()
    except OperationalError:
        if kept := files.recorder.newest_checkpoint():
            return kept
        raise
