"""Makes a request of an e-mail: the intake for who writes to an address."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pydantic import PrivateAttr

from griffie.application.access.roles import OPERATOR
from griffie.application.controller.profile import ControllerProfile
from griffie.application.disclosure import Disclosure, FileDisclosure
from griffie.application.engine import Engine
from griffie.application.intake.mail import Mail, MailReader, OwnMail, Remark, own_mail
from griffie.application.requests.commands import InvokedRight, Receive, Requester
from griffie.application.requests.requests import Once
from griffie.domain.events import RequestReceived
from griffie.domain.law import Language, Right
from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.policy import LONGEST_MESSAGE
from griffie.domain.model.setting import Occasion
from griffie.domain.request.remarks import DkimResult, RemarkCode
from griffie.domain.request.vocabulary import Channel, DocumentKind
from griffie.domain.rights_request import RightsRequest


class ReceivedMail(NamedTuple):
    """The request of a mail, how many documents it has, and remarks for the operator."""

    request: RightsRequest
    documents: int
    remarks: tuple[Remark, ...]
    acts_for_another: bool
    """Whether the author names somebody for whom they act: a mandate is to be asked."""


class ReceiveMail(Receive):
    """A request that came by mail, with what was supposed of it."""

    _remarks: list[RemarkCode] = PrivateAttr(default_factory=list)
    _dkim: DkimResult = PrivateAttr(DkimResult.NOT_CHECKED)

    def noted(self, remarks: Iterable[Remark], dkim: DkimResult) -> None:
        """Say what was supposed, each code once, and what is known of the signature."""
        self._dkim = dkim
        self._remarks.extend(dict.fromkeys(one.code for one in remarks))

    def event(self, now: Occasion) -> RequestReceived:
        """The first event of the request, with what was supposed of its mail."""
        return (
            super()
            .event(now)
            .model_copy(update={"remarks": tuple(self._remarks), "dkim": self._dkim})
        )


def receive_mail(
    engine: Engine,
    read_mail: MailReader,
    raw: bytes,
    language: Language | None,
    rights: Sequence[Right],
    *,
    received_on: date | None = None,
) -> ReceivedMail:
    """Make a request of a mail, and documents of the mail itself and its attachments.

    The same mail again changes nothing, by whatever road it came; it only adds documents that a
    crash cut off. `raw` is the whole mail (RFC 5322). `language`, `rights` and `received_on` are
    what the operator says; what is left out is read from the mail.

    Raises UnreadableMailError, BadInputError, ContentionError.
    """
    mail = read_mail(raw, ours(engine.profile))
    now = engine.now(OPERATOR)
    arrived_on, remarks = (received_on, ()) if received_on else _arrival(mail, now)
    body = ReceiveMail(
        received_on=arrived_on,
        channel=Channel.EMAIL,
        language=language or mail.language or engine.profile.languages.default,
        rights=tuple(InvokedRight(right=right) for right in rights),
        requester=Requester(
            email=Disclosure("email", mail.sender_email) if mail.sender_email else None,
            name=Disclosure("name", mail.sender_name) if mail.sender_name else None,
        ),
        contact=None if mail.sender_email else "none",
        message=_message(mail),
    )
    body.noted((*mail.remarks, *remarks), mail.dkim)
    mac = engine.mac
    once = Once(mac(b"mail\0" + mail.identity), mac(mail.identity))
    request = engine.requests.receive(body, now, once)
    request = engine.requests.load(request.id)
    files = list(_documents(mail, raw))
    for file, size in files[len(request.documents) :]:
        kind = DocumentKind.CORRESPONDENCE
        request = engine.requests.add_document(request.id, now, kind, file, size, of_intake=True)
    return ReceivedMail(request, len(files), (*mail.remarks, *remarks), bool(mail.acts_for))


def ours(profile: ControllerProfile) -> OwnMail:
    """What of a mail is ours by the profile: its `[mail] hosts`, and its addresses."""
    known = [profile.identity.email] if profile.identity else []
    known += [one.reached_at for one in profile.channels if one.reached_at]
    return own_mail(profile.mail.hosts, known, dkim=profile.mail.dkim)


def _arrival(mail: Mail, now: Occasion) -> tuple[date, tuple[Remark, ...]]:
    """The civil day in Brussels on which the mail came in, and remarks; never a day to come."""
    if mail.received_at is None:
        return now.today, (Remark(RemarkCode.DATE_SUPPOSED, "today was taken"),)
    day = civil_date(mail.received_at)
    if day > now.today:
        why = "it says that it comes in the future: today was taken"
        return now.today, (Remark(RemarkCode.DATE_SUPPOSED, why),)
    return day, ()


def _message(mail: Mail) -> Disclosure | None:
    text = f"{mail.subject}\n\n{mail.text}".strip()[:LONGEST_MESSAGE]
    return Disclosure("message", text) if text else None


def _documents(mail: Mail, raw: bytes) -> Iterator[tuple[Disclosure, int]]:
    yield FileDisclosure("message.eml", "message/rfc822", raw), len(raw)
    for file in mail.attachments:
        yield FileDisclosure(file.name, file.media_type, file.content), len(file.content)
