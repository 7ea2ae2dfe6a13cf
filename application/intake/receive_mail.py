"""Makes a request of an e-mail: the intake for who writes to an address."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import PrivateAttr

from griffie.application.access.roles import OPERATOR, Account
from griffie.application.disclosure import Disclosure
from griffie.application.engine import Engine
from griffie.application.intake.filing import Arrival, Filing, arrival, read
from griffie.application.intake.mail import Mail, MailReader, Remark
from griffie.application.intake.message import Became, Message, MessageSettledError
from griffie.application.intake.threads import codes_of, message_on_file
from griffie.application.ports import MessageOnFileError, SettledMessage
from griffie.application.requests.bodies import ForwardedBy
from griffie.application.requests.commands import InvokedRight, Receive, Requester
from griffie.application.requests.requests import ContentionError, Once
from griffie.application.sending.acknowledgement import ToAcknowledge, to_acknowledge
from griffie.domain.events import RequestReceived
from griffie.domain.law import Language, Right
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Account as AccountId
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.request.vocabulary import Channel
from griffie.domain.rights_request import RightsRequest

_TRIES = 3


class ReceivedMail(NamedTuple):
    """The request of a mail, how many documents it has, and remarks for the operator."""

    request: RightsRequest
    documents: int
    remarks: tuple[Remark, ...]
    acts_for_another: bool
    """Whether the author names somebody for whom they act: a mandate is to be asked."""


class Said(NamedTuple):
    """What a person says of a mail; what is left out is read from the mail."""

    language: Language | None = None
    rights: Sequence[InvokedRight] = ()
    received_on: date | None = None
    """The civil day in Brussels on which it came to us."""
    forwarded_by: AccountId | None = None
    """The colleague who passed it on: then the mail inside is what came."""


class ReceiveMail(Receive):
    """A request that came by mail, with its files and what was supposed of it."""

    _remarks: tuple[RemarkCode, ...] = PrivateAttr(())
    _filing: Filing = PrivateAttr()
    _waiting: Message | None = PrivateAttr(None)
    _acknowledge: ToAcknowledge | None = PrivateAttr(None)
    _found_by: list[tuple[str, str]] = PrivateAttr(default_factory=list)

    def came_as(
        self,
        filing: Filing,
        remarks: Iterable[RemarkCode],
        waiting: Message | None,
        acknowledge: ToAcknowledge | None,
    ) -> None:
        """Say which mail it is, what was supposed of it, as which message it waited.

        `acknowledge`: that an acknowledgement is sent.
        """
        self._filing, self._waiting, self._acknowledge = filing, waiting, acknowledge
        self._remarks = tuple(dict.fromkeys(remarks))

    def request_id(self) -> UUID | None:
        """That of the message, so that what lies in the vault stays where it is."""
        return self._waiting.id if self._waiting else super().request_id()

    def event(self, now: Occasion) -> RequestReceived:
        """The first event of the request, with what was supposed of its mail."""
        dkim = (self._waiting or self._filing.mail).dkim
        return super().event(now).model_copy(update={"remarks": self._remarks, "dkim": dkim})

    def carry_on(self, request: RightsRequest, now: Occasion) -> None:
        """The mail and its attachments are documents, and the acknowledgement waits."""
        self._filing.add_to(request, now)
        if self._acknowledge:
            self._acknowledge.queue(request, now)
            self._found_by = self._acknowledge.findable(request.id)

    def disclosures(self) -> Iterator[Disclosure]:
        """The fields, and the files that the vault does not have yet."""
        yield from super().disclosures()
        yield from self._filing.new()

    def findable(self) -> Iterator[tuple[str, str]]:
        """Who asks, and the message itself."""
        yield from super().findable()
        yield from self._filing.findable()
        yield from self._found_by

    def beside(self, request_id: Any, now: Any) -> Mapping[str, Any]:
        """The acknowledgement, as a row of the outbox."""
        sent = self._acknowledge
        return {"outgoing": [sent.outgoing(request_id, now)]} if sent else {}

    def settles(self, request_id: UUID, now: Occasion) -> SettledMessage | None:
        """The message as which it waited."""
        if not self._waiting:
            return None
        return SettledMessage(self._waiting.id, Became.REQUEST, request_id, now.actor, now.at)


def receive_mail(
    engine: Engine,
    read_mail: MailReader,
    raw: bytes,
    language: Language | None,
    rights: Sequence[Right],
    *,
    received_on: date | None = None,
) -> ReceivedMail:
    """Make a request of a mail, whatever its mailbox is for, and documents of it and its files.

    The same mail again changes nothing, by whatever road it came; where it waits in the inbox, that
    message is the request. `raw` is the whole mail (RFC 5322). `language`, `rights` and
    `received_on` are what the operator says; what is left out is read from the mail.

    Raises UnreadableMailError, BadInputError, ContentionError; MessageSettledError where somebody
    said that it is no request.
    """
    filing = Filing(read(read_mail, engine.profile, raw), raw)
    said = Said(language, [InvokedRight(right=right) for right in rights], received_on)
    for _ in range(_TRIES):
        found = message_on_file(engine, filing.mail)
        waiting = engine.messages.get(found) if found else None
        if waiting and not waiting.became:
            filing = Filing(filing.mail, raw, waiting.mail)
        elif waiting and waiting.became is Became.NO_REQUEST:
            raise MessageSettledError
        elif found:
            request = engine.requests.load(found)
            return received_as(request, filing, filing.mail.remarks)
        try:
            return request_of(engine, filing, said, OPERATOR, waiting=waiting)
        except (MessageOnFileError, MessageSettledError):
            continue
    raise ContentionError


def request_of(
    engine: Engine,
    filing: Filing,
    said: Said,
    account: Account,
    *,
    waiting: Message | None = None,
    once: Once | None = None,
) -> ReceivedMail:
    """Open a request of a mail; `waiting` is the message as which it waited in the inbox.

    Such a request counts from the arrival of the message, whatever the day on which it is made.
    Raises MessageOnFileError, BadInputError, KeyReusedError, ContentionError.
    """
    now = engine.now(account)
    body, came = _arriving(engine, filing, said, now, waiting)
    request = engine.requests.receive(body, now, once)
    return received_as(request, filing, (*filing.mail.remarks, *came.remarks))


def would_be(
    engine: Engine, filing: Filing, said: Said, account: Account, waiting: Message
) -> RightsRequest:
    """The request as a waiting message would open it; nothing is stored. Raises BadInputError."""
    now = engine.now(account)
    body, _ = _arriving(engine, filing, said, now, waiting)
    return engine.requests.try_receiving(body, now)


def _arriving(
    engine: Engine, filing: Filing, said: Said, now: Occasion, waiting: Message | None
) -> tuple[ReceiveMail, Arrival]:
    """What opens the request of a mail, and when the mail came to us."""
    mail = filing.mail
    came = Arrival(waiting.arrived_at, waiting.arrived_on) if waiting else None
    came = came or arrival(mail, now, said.received_on)
    body = body_of(mail, said, came.on, engine.profile.languages.default, filing.words)
    codes = waiting.remarks if waiting else codes_of(engine, mail, came.remarks)
    body.came_as(filing, codes, waiting, to_acknowledge(engine, mail, now))
    return body, came


def received_as(
    request: RightsRequest, filing: Filing, remarks: tuple[Remark, ...]
) -> ReceivedMail:
    """What is told of a mail that is a request."""
    return ReceivedMail(request, len(filing.files), remarks, bool(filing.mail.acts_for))


def body_of(
    mail: Mail, said: Said, received_on: date, otherwise: Language, words: Disclosure | None
) -> ReceiveMail:
    """The body of the request that a mail is; `words` are what it says."""
    passed_on = said.forwarded_by
    return ReceiveMail(
        received_on=received_on,
        channel=Channel.EMAIL,
        language=said.language or mail.language or otherwise,
        rights=tuple(said.rights),
        requester=Requester(
            email=Disclosure("email", mail.sender_email) if mail.sender_email else None,
            name=Disclosure("name", mail.sender_name) if mail.sender_name else None,
        ),
        contact=None if mail.sender_email else "none",
        forwarded_by=ForwardedBy(party=passed_on, their_receipt_on=received_on)
        if passed_on
        else None,
        message=words,
    )
