"""A letter that is sent by e-mail: recorded as told, and put in the outbox, in one transaction."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, cast
from uuid import UUID

from annotated_types import MaxLen
from pydantic import PrivateAttr

from griffie.application.access.roles import Account
from griffie.application.disclosure import Body, Disclosure
from griffie.application.engine import Engine
from griffie.application.letters.letter_source import addressee_of
from griffie.application.letters.phrases import Addressee
from griffie.application.requests.bodies import SaidThing
from griffie.application.requests.commands import AnyStep, Inform, Load, body_of
from griffie.application.requests.requests import Once
from griffie.application.sending.enclosures import MOST, by_link
from griffie.application.sending.mail import is_address
from griffie.application.sending.queued import QueuesMail, sender_of
from griffie.domain.law import Language, Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.outgoing_mail import MailKind
from griffie.domain.request.vocabulary import Channel, Letter
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.answer import ANSWERS, RequesterInformed
from griffie.domain.steps.enclosures import check_enclosed
from griffie.domain.steps.unsendable import no_address, no_portal

_CHANNELS = {"email": Channel.EMAIL, "portal": Channel.WEB_FORM}
_NOT_TOLD = {"by", "files", "by_link"}
NO_TEXT = "a letter that is sent needs its text"

_Inform: type[Inform] = cast("type[Inform]", body_of(RightsRequest.inform))


class SentBy(StrEnum):
    """How a letter goes out by itself."""

    EMAIL = "email"
    PORTAL = "portal"
    """It lies at the portal, and a message tells only that."""


class LetterToSend(Body):
    """A letter that is to go out today: as `inform`, without channel and day."""

    by: SentBy = SentBy.EMAIL
    kind: Letter
    rights: Annotated[tuple[Right, ...], MaxLen(len(Right))] = ()
    text: Disclosure | None = None
    language: Language | None = None
    said: Annotated[tuple[SaidThing, ...], MaxLen(100)] = ()
    files: Annotated[tuple[Sealed, ...], MaxLen(MOST)] = ()
    """Copies of the request that go with it: their digests."""
    by_link: bool = False
    """Whether they lie at the portal and the e-mail says where. Large ones do without it, and those
    of a letter that lies there."""


class SendLetter(QueuesMail, _Inform):  # type: ignore[misc, valid-type]
    """A letter that goes out by e-mail on the day on which it is recorded."""

    _kind: MailKind = PrivateAttr(MailKind.LETTER)
    _queued: bool = PrivateAttr(default=False)
    _files: tuple[Sealed, ...] = PrivateAttr(())
    _by_link: bool = PrivateAttr(default=False)

    @classmethod
    def step(cls) -> AnyStep:
        """The step that tells the requester."""
        return RightsRequest.inform

    def lies_at_the_portal(self) -> None:
        """Say that the message tells only where the letter lies."""
        self._kind = MailKind.NOTICE

    def encloses(self, files: tuple[Sealed, ...], *, by_link: bool) -> None:
        """Say which documents go with it, or lie at the portal."""
        self._files, self._by_link = files, by_link

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """As `inform`."""
        _Inform.check(self, request, now)

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """Tell the requester, and let the letter wait. Raises OutOfOrderError."""
        others: Iterable[RightsRequest] = super().carry_out(request, now, load)
        told = request.pending_events[-1]
        assert isinstance(told, RequesterInformed)
        to = recipient_of(request)
        if to is None:
            raise no_address()
        if told.text is None:  # it is tried out before its text is written
            return others
        self._queued = True
        request.queue_mail(
            now,
            mail=self._mail,
            kind=self._kind,
            to=to,
            text=told.text if self._kind is MailKind.LETTER else None,
            rights=told.rights if told.kind in ANSWERS else (),
            told_on=told.sent_on if told.kind in ANSWERS else None,
            language=told.language,
            letter=told.kind,
            files=self._files,
            by_link=self._by_link,
        )
        return others

    def beside(self, request_id: Any, now: Any) -> Mapping[str, Any]:
        """Its row in the outbox, once its text is written."""
        return super().beside(request_id, now) if self._queued else {}


def recipient_of(request: RightsRequest) -> Sealed | None:
    """The sealed e-mail address of who reads the letters of a request; None where none is known."""
    speaks = request.representative
    if speaks and addressee_of(request) is Addressee.REPRESENTATIVE:
        return speaks.email
    return request.requester.email


def can_send(engine: Engine, request: RightsRequest) -> bool:
    """Whether a letter to the requester can go out by e-mail."""
    return engine.profile.mail.send_from is not None and recipient_of(request) is not None


def send_letter(
    engine: Engine,
    request_id: UUID,
    said: LetterToSend,
    account: Account,
    *,
    expected: int | None = None,
    once: Once | None = None,
) -> RightsRequest:
    """Record a letter as sent by e-mail today, and let it wait in the outbox.

    Raises OutOfOrderError where it cannot be sent, BadInputError where its text is missing, and
    what `take` raises.
    """
    sender = sender_of(engine)
    if said.by is SentBy.PORTAL and engine.profile.mail.portal is None:
        raise no_portal()
    today: date = engine.today()
    files = tuple(dict.fromkeys(said.files))
    told = {name: value for name, value in said if name not in _NOT_TOLD}
    command = SendLetter.model_validate({**told, "channel": _CHANNELS[said.by], "sent_on": today})
    if command.text is None and command.kind not in ANSWERS:
        raise BadInputError("text", NO_TEXT)
    request = engine.requests.load(request_id)
    to = _check_address(engine, request)
    command.goes_from(sender, request_id)
    if to and files:
        check_enclosed(request, files, to, today)
        asked = said.by_link or said.by is SentBy.PORTAL
        linked = by_link(engine, request, files, to, asked=asked)
        command.encloses(files, by_link=linked)
    if said.by is SentBy.PORTAL:
        command.lies_at_the_portal()
    return engine.requests.take(
        request_id, command, engine.now(account), expected=expected, once=once
    )


def _check_address(engine: Engine, request: RightsRequest) -> Sealed | None:
    to = recipient_of(request)
    opened = engine.vault.open(request.id, [to]) if to and not request.erased else {}
    if not request.erased and not is_address(str(opened.get(to, "")).strip() if to else ""):
        raise no_address()
    return to
