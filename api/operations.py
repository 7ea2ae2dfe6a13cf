"""What an operator does beside serving: rebuild, audit, erase what was left, take in a mail."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid4

from griffie.api.composition import Store, before
from griffie.application.access.roles import Account, Role
from griffie.application.commands import InvokedRight, Receive, Requester
from griffie.application.disclosure import Disclosure, FileDisclosure
from griffie.application.ports import Progress
from griffie.application.projections import request_figures
from griffie.application.projections.course_rows import Courses
from griffie.application.projections.projector import Projection, Projector
from griffie.application.projections.register import Query, Register
from griffie.application.projections.trail import Trail
from griffie.application.requests.requests import Once, UnknownRequestError
from griffie.application.retention import schedule
from griffie.domain.law import Language, Right
from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.setting import Occasion
from griffie.domain.request.vocabulary import Channel, DocumentKind, Status
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.backup.erase_again import complete, erase_again
from griffie.infrastructure.log.audit import Audit
from griffie.infrastructure.log.erased_streams import unlawful
from griffie.infrastructure.log.findings import Finding, Summary
from griffie.infrastructure.mail.message import Mail, read_mail
from griffie.infrastructure.sqlite import guards
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.figures_view import SQLiteFigures
from griffie.infrastructure.sqlite.register_view import SQLiteRegister
from griffie.infrastructure.sqlite.retention_view import SQLiteRetention
from griffie.infrastructure.sqlite.subtrees import SQLiteSubtrees
from griffie.infrastructure.sqlite.trail_view import SQLiteTrail
from griffie.infrastructure.sqlite.views import SQLiteView
from griffie.infrastructure.vault import audit as vault_audit

OPERATOR = Account("u-operator", Role.DPO, "")
"""Whoever has the machine. What they do on the command line stands in the history too."""

VIEWS: dict[
    str, type[SQLiteRegister] | type[SQLiteTrail] | type[SQLiteFigures] | type[SQLiteRetention]
] = {
    "register": SQLiteRegister,
    "trail": SQLiteTrail,
    "figures": SQLiteFigures,
    "retention": SQLiteRetention,
}
LONGEST_MESSAGE = 200_000
UUID_TEXT = re.compile("[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")


def projection(store: Store, name: str) -> Projection:
    made: dict[str, Callable[[], Projection]] = {
        "register": lambda: Register(before(store.requests)),
        "trail": Trail,
        "figures": lambda: request_figures.Counting(store.recorder.events_of),
        "retention": lambda: Courses(store.recorder.events_of, schedule.row),
    }
    return made[name]()


def rebuild(store: Store, name: str, progress: Progress) -> int:
    """A projection from zero, beside the one that serves, then in its place. Gives its rows."""
    anew = VIEWS[name](store.datastore, f"{name}_anew")
    anew.drop()
    anew.create()
    Projector(store.history, projection(store, name), anew).catch_up(progress=progress)
    rows = len(anew.all())
    anew.take_the_place_of(VIEWS[name](store.datastore, name))
    return rows


def strayed(store: Store, name: str) -> bool:
    """Whether a view says anything else than a fold over all events says."""
    live = VIEWS[name](store.datastore, name)
    with closing(Datastore(f"file:{uuid4()}?mode=memory&cache=shared")) as memory:
        anew: SQLiteView = VIEWS[name](memory, name)
        if upto := live.position():
            Projector(store.history, projection(store, name), anew).catch_up(upto)
        return anew.all() != live.all()


def check(store: Store, held: Sequence[str], progress: Progress) -> tuple[list[Finding], Summary]:
    """The whole store: every event, the log, every checkpoint, sealed value and projection.

    The checkpoint that is kept beside the store counts among those `held`.
    """
    beside = store.beside.checkpoint.note()
    held = [*held, *([beside] if beside else [])]
    run = Audit(
        store.recorder, origin=store.origin, public_key=store.log_key, held=held, progress=progress
    )
    findings = [
        Finding(None, None, None, f"a guard of the store: {what}")
        for what in guards.altered(store.folder / "griffie.db")
    ]
    findings += run
    findings += SQLiteSubtrees(store.datastore).strange(run.tree)
    findings += [Finding(None, None, None, older) for older in (store.beside.older(),) if older]
    findings += unlawful(run.leavings, store.vault.buried)
    findings += vault_audit.unsound(store.datastore, store.vault.keys_of)
    findings += vault_audit.hidden(kept(store), store.vault.buried, said_to_be_erased(store))
    findings += [Finding(None, None, None, what) for name in VIEWS for what in of_view(store, name)]
    return findings, run.summary


def of_view(store: Store, name: str) -> Iterator[str]:
    try:
        if strayed(store, name):
            yield f"the projection {name} is not what the events say: griffie rebuild {name}"
    except Exception:  # noqa: BLE001 - whatever somebody wrote; the audit of the events says it
        yield f"the projection {name} cannot be checked: no request can be made of these events"


def kept(store: Store) -> list[UUID]:
    """The requests of which the register says that their personal data are there."""
    rows = store.datastore.tuples("SELECT request_id FROM register WHERE NOT erased")
    return [UUID(name) for (name,) in rows if isinstance(name, str) and UUID_TEXT.fullmatch(name)]


def said_to_be_erased(store: Store) -> Callable[[UUID], bool]:
    """Whether a history tells of its erasure, or is not there to tell it.

    That of an old copy ends before: there the ledger beside it tells.
    """
    lines = store.beside.erasures.lines() if store.beside.older() else []
    erased_since = {line.going.request for line in lines}

    def told(request_id: UUID) -> bool:
        try:
            return request_id in erased_since or store.requests.load(request_id).erased
        except UnknownRequestError:  # it left meanwhile
            return True
        except Exception:  # noqa: BLE001 - whatever somebody wrote; the audit of the events says it
            return False

    return told


def resume_erasures(store: Store) -> int:
    """Erase what a history says was erased, where a crash came between the two.

    And what the ledger beside the store says: an older `keys.db` may have been put in its place.
    """
    beside = store.beside.erasures
    came_back = erase_again(beside, store.vault, store.requests, store.engine.now(OPERATOR))
    complete(beside, store.vault, store.recorder)
    left = [
        item.id
        for item in store.engine.current().items(Query(limit=2**31), date.max)
        if item.personal_data == "erased" and store.vault.holds(item.id)
    ]
    for request_id in left:
        store.vault.erase(request_id)
    store.vault.forget()  # a reader may have been in the way when something was erased
    return came_back + len(left) + resume_evidence(store)


def resume_evidence(store: Store) -> int:
    """Destroy what waits to be destroyed of a living file, where a crash came between the two."""
    now = store.engine.now(OPERATOR)
    worked_on = [
        item.id
        for item in store.engine.current().items(Query(limit=2**31), now.today)
        if item.status is not Status.CLOSED
    ]
    due = [listed.id for listed in store.engine.retention().due(now.today)]
    unfinished = [one for one in dict.fromkeys([*worked_on, *due]) if store.requests.waiting(one)]
    for request_id in unfinished:
        store.requests.destroy_what_waits(store.requests.load(request_id), now)
    return len(unfinished)


def find(store: Store, named: str) -> UUID:
    """The request that an id or a reference names. Raises LookupError."""
    try:
        return UUID(named)
    except ValueError:
        items = store.engine.current().items(Query(reference=named.upper()), date.max)
        if not items:
            raise LookupError("there is no such request") from None
        return items[0].id


class Taken(NamedTuple):
    """What became of a mail."""

    request: RightsRequest
    documents: int
    remarks: tuple[str, ...]


def take_in(store: Store, raw: bytes, language: Language | None, rights: Sequence[Right]) -> Taken:
    """A mail becomes a request, its attachments and the mail itself become documents.

    The same mail again changes nothing, but that it adds the documents which a crash cut off.
    """
    mail = read_mail(raw)
    now = store.engine.now(OPERATOR)
    received_on, remarks = arrival(mail, now)
    known = mail.language if mail.language in set(Language) else None
    spoken = language or (Language(known) if known else store.engine.profile.languages.default)
    body = Receive(
        received_on=received_on,
        channel=Channel.EMAIL,
        language=spoken,
        rights=tuple(InvokedRight(right=right) for right in rights),
        requester=Requester(
            email=Disclosure("email", mail.sender_email),
            name=Disclosure("name", mail.sender_name) if mail.sender_name else None,
        ),
        message=message(mail),
    )
    mac = store.engine.mac
    digest = sha256(raw).digest()
    request = store.requests.receive(body, now, Once(mac(b"eml\0" + digest), mac(digest)))
    request = store.requests.load(request.id)
    files = list(documents(mail, raw))
    for file, size in files[len(request.documents) :]:
        kind = DocumentKind.CORRESPONDENCE
        request = store.requests.add_document(request.id, now, kind, file, size)
    if mail.automatic:
        remarks = (*remarks, "It says that a machine wrote it: does a person ask anything here?")
    return Taken(request, len(files), (*mail.remarks, *remarks))


def arrival(mail: Mail, now: Occasion) -> tuple[date, tuple[str, ...]]:
    """The day on which the mail reached us. A day to come is a clock that is wrong."""
    if mail.received_at is None:
        return now.today, ("The mail does not say when it came in: today was taken.",)
    day = civil_date(mail.received_at)
    if day > now.today:
        return now.today, ("The mail says that it comes in the future: today was taken.",)
    return day, ()


def message(mail: Mail) -> Disclosure | None:
    text = f"{mail.subject}\n\n{mail.text}".strip()[:LONGEST_MESSAGE]
    return Disclosure("message", text) if text else None


def documents(mail: Mail, raw: bytes) -> Iterator[tuple[Disclosure, int]]:
    yield FileDisclosure("message.eml", "message/rfc822", raw), len(raw)
    for one in mail.attachments:
        yield FileDisclosure(one.name, one.media_type, one.content), len(one.content)
