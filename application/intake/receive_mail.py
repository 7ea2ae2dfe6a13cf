"""Makes a request of an e-mail: the intake for who writes to an address."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from griffie.application.access.roles import OPERATOR
from griffie.application.disclosure import Disclosure, FileDisclosure
from griffie.application.engine import Engine
from griffie.application.intake.mail import Mail, MailReader
from griffie.application.requests.commands import InvokedRight, Receive, Requester
from griffie.application.requests.requests import Once
from griffie.domain.law import Language, Right
from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.policy import LONGEST_MESSAGE
from griffie.domain.model.setting import Occasion
from griffie.domain.request.vocabulary import Channel, DocumentKind
from griffie.domain.rights_request import RightsRequest

"""Characters of the message that stand with the request; the whole mail is a document."""


class ReceivedMail(NamedTuple):
    """The request of a mail, how many documents it has, and remarks for the operator."""

    request: RightsRequest
    documents: int
    remarks: tuple[str, ...]


def receive_mail(
    engine: Engine,
    read_mail: MailReader,
    raw: bytes,
    language: Language | None,
    rights: Sequence[Right],
) -> ReceivedMail:
    """Make a request of a mail, and documents of the mail itself and its attachments.

    The same mail again changes nothing; it only adds documents that a crash cut off. `raw` is the
    whole mail (RFC 5322). `language` and `rights` are what the operator says; without a language
    the mail's own counts, then the controller's default.

    Raises UnreadableMailError, BadInputError, ContentionError.
    """
    mail = read_mail(raw)
    now = engine.now(OPERATOR)
    received_on, remarks = _arrival(mail, now)
    known = mail.language if mail.language in set(Language) else None
    spoken = language or (Language(known) if known else engine.profile.languages.default)
    body = Receive(
        received_on=received_on,
        channel=Channel.EMAIL,
        language=spoken,
        rights=tuple(InvokedRight(right=right) for right in rights),
        requester=Requester(
            email=Disclosure("email", mail.sender_email),
            name=Disclosure("name", mail.sender_name) if mail.sender_name else None,
        ),
        message=_message(mail),
    )
    mac = engine.mac
    digest = sha256(raw).digest()
    request = engine.requests.receive(body, now, Once(mac(b"eml\0" + digest), mac(digest)))
    request = engine.requests.load(request.id)
    files = list(_documents(mail, raw))
    for file, size in files[len(request.documents) :]:
        kind = DocumentKind.CORRESPONDENCE
        request = engine.requests.add_document(request.id, now, kind, file, size, of_intake=True)
    if mail.automatic:
        remarks = (*remarks, "It says that a machine wrote it: does a person ask anything here?")
    return ReceivedMail(request, len(files), (*mail.remarks, *remarks))


def _arrival(mail: Mail, now: Occasion) -> tuple[date, tuple[str, ...]]:
    """The civil day in Brussels on which the mail came in, and remarks; never a day to come."""
    if mail.received_at is None:
        return now.today, ("The mail does not say when it came in: today was taken.",)
    day = civil_date(mail.received_at)
    if day > now.today:
        return now.today, ("The mail says that it comes in the future: today was taken.",)
    return day, ()


def _message(mail: Mail) -> Disclosure | None:
    text = f"{mail.subject}\n\n{mail.text}".strip()[:LONGEST_MESSAGE]
    return Disclosure("message", text) if text else None


def _documents(mail: Mail, raw: bytes) -> Iterator[tuple[Disclosure, int]]:
    yield FileDisclosure("message.eml", "message/rfc822", raw), len(raw)
    for file in mail.attachments:
        yield FileDisclosure(file.name, file.media_type, file.content), len(file.content)
