"""A message to the requester goes out by e-mail: it waits, leaves, is refused, or may have left.

That it left is a fact of this page; what it told is one of `answer.py`. A letter counts as told on
the day that it names. Where it left later, that later day counts; where it did not leave, nothing
was told by it, as with a letter that came back.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from griffie.domain.law import Language
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, RecipientCode, Rights, Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.outgoing_mail import MailKind, MailStanding, NotSent
from griffie.domain.request.remembered import Sent
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Channel, Letter
from griffie.domain.steps import rules
from griffie.domain.steps.enclosures import check_enclosed
from griffie.domain.steps.said import Documents, InvokedRights, PastDay
from griffie.domain.steps.step import step


class _OfMail(KeptEvent):
    """Something about one message. Sending is part of answering: nothing is assessed by it."""

    mail: UUID

    def apply(self, request: RequestState) -> None:
        request.of_intake += 1


class MailQueued(_OfMail):
    """A message waits to be sent by e-mail. To whom and in which words is sealed."""

    TOPIC, SCHEMA = "MailQueued", 3
    kind: MailKind
    to: Sealed
    text: Sealed | None = None
    """None of an acknowledgement or a notice, which are written when they are sent."""
    rights: Rights = ()
    told_on: date | None = None
    """The day on which the letter says that it was sent."""
    language: Language | None = None
    letter: Letter | None = None
    recipient: Code | None = None
    """Of what goes to a recipient of the data: which one. Its right stands in `rights`."""
    files: tuple[Sealed, ...] = ()
    """Documents of the request that go with it, or lie at the portal."""
    by_link: bool = False
    """Whether its files lie at the portal, and it says where."""

    @property
    def way(self) -> Channel:
        """By which channel the letter tells: a notice says that it lies at the portal."""
        return Channel.WEB_FORM if self.kind is MailKind.NOTICE else Channel.EMAIL


class MailSent(_OfMail):
    """The mail relay took the message over."""

    TOPIC = "MailSent"
    on: date
    text: Sealed | None = None
    """What an acknowledgement said."""
    acknowledges: bool = False
    """Whether `ReceiptAcknowledged` is recorded with it, which assesses nothing either."""

    def apply(self, request: RequestState) -> None:
        super().apply(request)
        request.happened(self.on)
        request.of_intake += self.acknowledges
        queued = mail_queued(request, self.mail)
        if queued and queued.files:
            request.copies_out_on = self.on
        if queued and queued.told_on:
            _tell_anew(request, queued, queued.told_on, self.on)


class MailStopped(_OfMail):
    """The message is not sent: it was refused for good, given up, or a person dropped it."""

    TOPIC = "MailStopped"
    on: date
    why: NotSent

    def apply(self, request: RequestState) -> None:
        super().apply(request)
        queued = mail_queued(request, self.mail)
        if queued and queued.told_on:
            _untell(request, queued, queued.told_on, self.on)


class MailDoubted(_OfMail):
    """The program was cut off while the relay took the message over: it may have left, or not."""

    TOPIC = "MailDoubted"


class MailRequeued(_OfMail):
    """A person lets a message be sent once more, under the same Message-ID."""

    TOPIC = "MailRequeued"


class MailReturned(_OfMail):
    """A report says that the message did not arrive. Whether that is so a person decides."""

    TOPIC = "MailReturned"
    on: date


class Posted(NamedTuple):
    """A message that was to be sent, and how it stands."""

    queued: MailQueued
    standing: MailStanding
    returned_on: date | None = None


_STANDING = {
    MailSent: MailStanding.SENT,
    MailStopped: MailStanding.STOPPED,
    MailDoubted: MailStanding.PERHAPS,
    MailRequeued: MailStanding.WAITING,
}


def mails(request: RequestState) -> Iterator[Posted]:
    """The messages of a request, in the order in which they were queued."""
    for queued in request.kept_events:
        if isinstance(queued, MailQueued):
            standing, returned_on = MailStanding.WAITING, None
            for one in request.kept_events:
                if isinstance(one, _OfMail) and one.mail == queued.mail:
                    standing = _STANDING.get(type(one), standing)
                    returned_on = one.on if isinstance(one, MailReturned) else returned_on
            yield Posted(queued, standing, returned_on)


def mail_queued(request: RequestState, mail: UUID) -> MailQueued | None:
    """The message with that id, as it was queued."""
    queued = (one for one in request.kept_events if isinstance(one, MailQueued))
    return next((one for one in queued if one.mail == mail), None)


def _untell(request: RequestState, queued: MailQueued, told_on: date, on: date) -> None:
    """Nothing was told by the letter, as with one that came back."""
    for claim in _claims_of(request, queued, told_on):
        gone = claim.returned(queued.way, on, first_counts=False, sent_on=told_on)
        request.put(gone)
    if not queued.rights and request.dismissed and request.dismissed.informed_on == told_on:
        request.dismissed = request.dismissed._replace(informed_on=None)


def _tell_anew(request: RequestState, queued: MailQueued, told_on: date, left_on: date) -> None:
    """The letter left, perhaps on a later day than it says: then that day counts."""
    claims = [*_claims_of(request, queued, told_on)]
    stands = Sent(told_on, queued.way)
    if told_on < left_on:
        _untell(request, queued, told_on, left_on)
    for right in (
        claim.right for claim in claims if told_on < left_on or stands not in claim.letters
    ):
        request.put(request.claims[right].told(left_on, queued.way))
    if not queued.rights and request.dismissed and not request.dismissed.informed_on:
        request.dismissed = request.dismissed._replace(informed_on=left_on)


def _claims_of(request: RequestState, queued: MailQueued, told_on: date) -> Iterator[Claim]:
    """The claims that the letter was about, as long as that answer stands."""
    for claim in (request.claims.get(right) for right in queued.rights):
        letters = claim.letters if claim else ()
        if claim and any((one.on, one.channel) == (told_on, queued.way) for one in letters):
            yield claim


class Dispatch(RequestState):
    """The steps of a message that is sent by e-mail. The outbox takes them, and nobody by hand."""

    @step(rules.not_merged, meant=lambda _: True, listed=False)
    def queue_mail(
        self,
        now: Occasion,
        *,
        mail: UUID,
        kind: MailKind,
        to: Sealed,
        text: Sealed | None = None,
        rights: InvokedRights = (),
        told_on: PastDay | None = None,
        language: Language | None = None,
        letter: Letter | None = None,
        recipient: RecipientCode | None = None,
        files: Documents = (),
        by_link: bool = False,
    ) -> MailQueued:
        """Let a message wait to be sent by e-mail. `mail` is its id.

        Why: Art. 12(3): what was asked electronically is answered electronically.
        """
        if recipient and any(
            (one.queued.kind, one.queued.recipient, one.queued.rights) == (kind, recipient, rights)
            and one.standing in {MailStanding.WAITING, MailStanding.PERHAPS}
            for one in mails(self)
        ):
            raise OutOfOrderError(
                "a message to this recipient stands in the outbox already: see to that one first"
            )
        check_enclosed(self, files, to, now.today)
        return MailQueued(
            mail=mail,
            kind=kind,
            to=to,
            text=text,
            rights=rights,
            told_on=told_on,
            language=language,
            letter=letter,
            recipient=recipient,
            files=files,
            by_link=by_link,
        )

    @step(listed=False)
    def send_mail(
        self,
        _: Occasion,
        *,
        mail: UUID,
        on: PastDay,
        text: Sealed | None = None,
        acknowledges: bool = False,
    ) -> MailSent:
        """Record that the relay took a message over, on a day in Brussels.

        Why: Art. 5(2): what left, and when, can be shown.
        """
        self._stands(mail, MailStanding.WAITING, MailStanding.PERHAPS)
        return MailSent(mail=mail, on=on, text=text, acknowledges=acknowledges)

    @step(listed=False)
    def stop_mail(self, _: Occasion, *, mail: UUID, on: PastDay, why: NotSent) -> MailStopped:
        """Record that a message is not sent.

        Why: Art. 12(3): what did not leave told nobody anything.
        """
        self._stands(mail, MailStanding.WAITING, MailStanding.PERHAPS)
        return MailStopped(mail=mail, on=on, why=why)

    @step(listed=False)
    def doubt_mail(self, _: Occasion, *, mail: UUID) -> MailDoubted:
        """Record that nobody knows whether a message left.

        Why: Art. 5(1)(d): what is not known is not recorded as known.
        """
        self._stands(mail, MailStanding.WAITING)
        return MailDoubted(mail=mail)

    @step(listed=False)
    def requeue_mail(self, _: Occasion, *, mail: UUID) -> MailRequeued:
        """Let a message that may not have left, or was stopped, be sent once more.

        Why: Art. 12(3): a person decides that it goes once more.
        """
        # Waiting: in a store that was put back nothing leaves before a person said so.
        self._stands(mail, MailStanding.WAITING, MailStanding.PERHAPS, MailStanding.STOPPED)
        return MailRequeued(mail=mail)

    @step(listed=False)
    def return_mail(self, _: Occasion, *, mail: UUID, on: PastDay) -> MailReturned:
        """Record that a report says that a message did not arrive.

        Why: Art. 12(3): a person says whether the letter counts (`record-returned`).
        """
        self._stands(mail, *MailStanding)
        return MailReturned(mail=mail, on=on)

    def _stands(self, mail: UUID, *allowed: MailStanding) -> None:
        """Raises OutOfOrderError where the message is not in one of these standings."""
        found = next((one for one in mails(self) if one.queued.mail == mail), None)
        if found is None or found.standing not in allowed:
            raise OutOfOrderError(
                "somebody saw to this message meanwhile: look at the outbox again"
            )
