"""What became of a message: the event on its request and its row, in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from pydantic import PrivateAttr

from griffie.application.access.roles import Account
from griffie.application.disclosure import Disclosure, KeyErasedError
from griffie.application.engine import Engine
from griffie.application.requests.commands import Command, Load
from griffie.application.sending.outbox import Mailed, OutboxRow, OutboxState
from griffie.domain.model.errors import StepRefusedError
from griffie.domain.model.setting import Occasion
from griffie.domain.request.outgoing_mail import MailKind, NotSent
from griffie.domain.request.vocabulary import Channel
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import rules
from griffie.domain.steps.dispatch import mail_queued

WAITING, SENDING, PERHAPS = OutboxState.WAITING, OutboxState.SENDING, OutboxState.PERHAPS
STOPPED, SENT = OutboxState.STOPPED, OutboxState.SENT

Taken = Callable[[RightsRequest, Occasion], object]


class MailBecame(Command):
    """Something became of a message. It has no address of its own in the API."""

    _take: Taken = PrivateAttr()
    _mailed: Mailed = PrivateAttr()
    _text: Disclosure | None = PrivateAttr(None)

    @classmethod
    def of(cls, take: Taken, mailed: Mailed, text: Disclosure | None = None) -> "MailBecame":
        """The step that is taken, what becomes of the row, and the words that left."""
        made = cls()
        made._take, made._mailed, made._text = take, mailed, text
        return made

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """Raises KeyErasedError where the personal data were erased: nothing is recorded then."""
        del now
        if request.erased:
            raise KeyErasedError

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """Take the step."""
        del load
        self._take(request, now)
        return ()

    def disclosures(self) -> Iterator[Disclosure]:
        """The words that left, where they were not kept before."""
        return iter((self._text,) if self._text else ())

    def beside(self, request_id: Any, now: Any) -> Mapping[str, Any]:
        """What becomes of the row of the outbox."""
        del request_id, now
        return {"mailed": self._mailed}


def record_sent(
    engine: Engine, row: OutboxRow, by: Account, said: str = "", text: Disclosure | None = None
) -> None:
    """The relay took it over, or a person knows that it left. Raises MailSettledError."""

    def take(request: RightsRequest, now: Occasion) -> None:
        acknowledges = row.kind is MailKind.ACKNOWLEDGEMENT and rules.still_open.holds(request)
        sealed = text.sealed if text else None
        request.send_mail(now, mail=row.mail, on=now.today, text=sealed, acknowledges=acknowledges)
        if acknowledges:
            request.acknowledge(now, sent_on=now.today, channel=Channel.EMAIL)
        queued = mail_queued(request, row.mail)
        if queued and queued.recipient and queued.kind is MailKind.RECIPIENT:
            with suppress(StepRefusedError):  # it left all the same: the message says so
                request.notify_recipient(
                    now, recipient=queued.recipient, right=queued.rights[0], notified_on=now.today
                )

    before = (SENDING, PERHAPS)
    _record(engine, row, by, MailBecame.of(take, _mailed(engine, row, before, SENT, said), text))


def record_stopped(
    engine: Engine, row: OutboxRow, by: Account, why: NotSent, said: str = "", *before: OutboxState
) -> None:
    """It is not sent; `before`: in which states it still is. Raises MailSettledError."""

    def take(request: RightsRequest, now: Occasion) -> None:
        request.stop_mail(now, mail=row.mail, on=now.today, why=why)

    mailed = _mailed(engine, row, before or (row.state,), STOPPED, said)
    _record(engine, row, by, MailBecame.of(take, mailed))


def record_doubted(engine: Engine, row: OutboxRow, by: Account, said: str = "") -> None:
    """Nobody knows whether it left. Raises MailSettledError."""

    def take(request: RightsRequest, now: Occasion) -> None:
        request.doubt_mail(now, mail=row.mail)

    _record(engine, row, by, MailBecame.of(take, _mailed(engine, row, (SENDING,), PERHAPS, said)))


def record_requeued(engine: Engine, row: OutboxRow, by: Account) -> None:
    """A person lets it be sent once more. Raises MailSettledError."""

    def take(request: RightsRequest, now: Occasion) -> None:
        request.requeue_mail(now, mail=row.mail)

    mailed = _mailed(engine, row, (PERHAPS, STOPPED), WAITING, "")
    _record(engine, row, by, MailBecame.of(take, mailed))


def _mailed(
    engine: Engine, row: OutboxRow, before: tuple[OutboxState, ...], state: OutboxState, said: str
) -> Mailed:
    return Mailed(row.mail, before, state, engine.clock(), said)


def _record(engine: Engine, row: OutboxRow, by: Account, became: MailBecame) -> None:
    engine.requests.take(row.request, became, engine.now(by))
