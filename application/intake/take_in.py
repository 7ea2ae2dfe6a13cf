"""What comes in by mail joins a request, becomes one, or waits in the inbox for a reader."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID, uuid4

from griffie.application.access.roles import Account
from griffie.application.controller.mailbox import MailMode
from griffie.application.disclosure import Disclosure
from griffie.application.engine import Engine
from griffie.application.intake.filing import Filing, arrival, read
from griffie.application.intake.joining import join_mail
from griffie.application.intake.mail import Mail
from griffie.application.intake.message import Message, MessageState
from griffie.application.intake.receive_mail import Said, request_of
from griffie.application.intake.settling import make_request
from griffie.application.intake.threads import codes_of, message_on_file, request_answered
from griffie.application.ports import MessageOnFileError
from griffie.application.requests.requests import ContentionError
from griffie.domain.law.calendar import OutsideCalendarError, calendar
from griffie.domain.law.deadlines import nth_working_day
from griffie.domain.rights_request import RightsRequest

_TRIES = 3


class TakenAs(StrEnum):
    """What became of a mail that was taken in."""

    REQUEST = "request"
    JOINED = "joined"
    WAITS = "waits"
    """As a message of the inbox; parked, where a machine wrote it."""
    ON_FILE = "on_file"
    """It was taken in before, and is a request or a part of one."""


class Taken(NamedTuple):
    """A mail that was taken in: as what, its request or its message, and its reading."""

    how: TakenAs
    request: RightsRequest | None
    message: Message | None
    filing: Filing


class Sender(NamedTuple):
    """Who brings a mail, and what they say of it."""

    account: Account
    says_request: bool = False
    """A person says that it asks something: it does not wait, whatever the mailbox."""
    says_person: bool = False
    """A person says that a person wrote it: it is not parked."""
    said: Said = Said()


def take_in(engine: Engine, raw: bytes, by: Sender) -> Taken:
    """Take in a whole mail (RFC 5322), once.

    A reply joins its request; what a machine wrote is parked. Anything else becomes a request where
    the mailbox is for that alone, or a person says so; else it waits.

    Raises UnreadableMailError, BadInputError, ContentionError.
    """
    forwarded = bool(by.said.forwarded_by)
    filing = Filing(read(engine.read_mail, engine.profile, raw, forwarded=forwarded), raw)
    for _ in range(_TRIES):
        try:
            if found := message_on_file(engine, filing.mail):
                return _again(engine, filing, found, by)
            return _first(engine, filing, by)
        except MessageOnFileError:  # it came by two roads at once
            continue
    raise ContentionError


def _first(engine: Engine, filing: Filing, by: Sender) -> Taken:
    mail = filing.mail
    if (mail.bounce or not mail.automatic) and (answered := request_answered(engine, mail)):
        day = by.said.received_on
        request = join_mail(engine, filing, answered, by.account, received_on=day)
        return Taken(TakenAs.JOINED, request, None, filing)
    parked = mail.automatic and not by.says_person
    at_once = by.says_request or _mode(engine, mail) is MailMode.RIGHTS
    if at_once and not parked:
        made = request_of(engine, filing, by.said, by.account)
        return Taken(TakenAs.REQUEST, made.request, None, filing)
    return Taken(TakenAs.WAITS, None, _keep(engine, filing, by), filing)


def _again(engine: Engine, filing: Filing, found: UUID, by: Sender) -> Taken:
    """A mail that is on file: where it waits, a person may say now that it is a request."""
    message = engine.messages.get(found)
    if message is None or message.state in {MessageState.REQUEST, MessageState.JOINED}:
        return Taken(TakenAs.ON_FILE, engine.requests.load(found), None, filing)
    parked = message.parked and not by.says_person
    if by.says_request and message.waits and not parked:
        request = make_request(engine, message.id, by.account, by.said)
        return Taken(TakenAs.REQUEST, request, None, filing)
    return Taken(TakenAs.WAITS, None, message, filing)


def _mode(engine: Engine, mail: Mail) -> MailMode:
    return engine.profile.mail.mode_of(mail.addressed_to)


def _keep(engine: Engine, filing: Filing, by: Sender) -> Message:
    """Keep a mail as a message, under keys of its own: all or nothing."""
    mail, now, (whole, *_) = filing.mail, engine.now(by.account), filing.files
    came = arrival(mail, now, by.said.received_on)
    sender = Disclosure("sender", {"name": mail.sender_name, "email": mail.sender_email})
    message = Message(
        id=uuid4(),
        arrived_at=came.at,
        arrived_on=came.on,
        taken_at=now.at,
        read_by=_read_by(engine, came.on),
        parked=mail.automatic,
        mail=whole.sealed,
        sender=sender.sealed,
        size=whole.size,
        language=by.said.language or mail.language,
        remarks=codes_of(engine, mail, came.remarks),
        attachments=len(mail.attachments),
    )
    # Of the files only the whole mail: its attachments are in it.
    locked = engine.vault.lock(message.id, [sender, next(filing.new())])
    indexed = engine.requests.indexed(message.id, filing.findable())
    engine.messages.add(message, list(locked), indexed)
    return message


def _read_by(engine: Engine, arrived_on: date) -> date:
    """[P] One working day after arrival: no objection to marketing may wait unread."""
    try:
        return nth_working_day(arrived_on, 1, calendar(engine.controller.setting.calendar))
    except OutsideCalendarError:  # so long ago that it is late whatever the day
        return arrived_on + timedelta(days=1)
