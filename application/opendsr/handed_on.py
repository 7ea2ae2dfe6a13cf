"""What was handed on leaves, once; and what the processor says of it is recorded.

A message may be lost on the way, and so may its answer. The processor knows it by an id: so after
every try that may have arrived it is first asked whether it did, and only what it does not know is
sent again. What nobody knows meanwhile is *perhaps sent*, as in all of the outbox. Nothing that it
says counts without its signature, and nothing old is taken for new.
"""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

from griffie.application.access.roles import OUTBOX
from griffie.application.disclosure import KeyErasedError
from griffie.application.engine import Engine
from griffie.application.errors import (
    HandOverCutError,
    MailNotTakenError,
    MailRefusedError,
    RelayAwayError,
)
from griffie.application.opendsr.message import BadOpenDsrError
from griffie.application.opendsr.processors import (
    HandingOn,
    ProcessorLine,
    Signed,
    UnknownProcessorError,
)
from griffie.application.opendsr.reports import read_said, record_said
from griffie.application.requests.requests import UnknownRequestError
from griffie.application.sending.outbox import MailSettledError, OutboxRow, OutboxState
from griffie.application.sending.record import record_doubted, record_requeued, record_stopped
from griffie.application.sending.sender import pause
from griffie.domain.request.outgoing_mail import MailKind, NotSent
from griffie.domain.steps.dispatch import MailQueued, mail_queued

GIVE_UP_AFTER = timedelta(hours=48)
"""After so long what surely did not leave is shown as not sent [P]."""
LOOK_EVERY = timedelta(hours=6)
"""How often a processor is asked how far it is, where it does not call back [P]."""
_OPEN = (OutboxState.WAITING, OutboxState.SENDING, OutboxState.PERHAPS)
_NOT_NOW = (RelayAwayError, MailNotTakenError)


def hand_on_waiting(engine: Engine, handing: HandingOn) -> Counter[OutboxState]:
    """Send what waits, look after what may have arrived, ask how far it is with the rest.

    Gives how many are in which state since. Raises SendingElsewhereError, ContentionError,
    PersistenceError.
    """
    became: Counter[OutboxState] = Counter()
    for line in handing.lines:
        line.discover()
    if not engine.outbox.due_of(MailKind.OPENDSR, (*_OPEN, OutboxState.SENT), engine.clock()):
        return became  # and nobody who sends mail is kept waiting
    with engine.outbox.alone():
        for state, see_to in (
            (OutboxState.SENT, _HandedOn.follow),
            (OutboxState.PERHAPS, _HandedOn.look_after),
            (OutboxState.SENDING, _HandedOn.doubt),
            (OutboxState.WAITING, _HandedOn.send),
        ):
            for row in engine.outbox.due_of(MailKind.OPENDSR, (state,), engine.clock()):
                became[see_to(_HandedOn(engine, handing, row))] += 1
    return became


class _HandedOn:
    """One message, as it is seen to."""

    def __init__(self, engine: Engine, handing: HandingOn, row: OutboxRow) -> None:
        self._engine, self._handing, self._row = engine, handing, row

    def send(self) -> OutboxState:
        """What waits: handed on, where the processor does not know it already."""
        try:
            queued, line = self._known()
            body = self._body(queued, line)
            known = line.ask(self._row.mail) if self._tried(queued) else None
            if known:
                self._begins()
            return self._heard(line, known or line.hand_on(body, self._begins))
        except (KeyErasedError, UnknownRequestError):
            return self._erased()
        except MailSettledError:  # a person dropped it meanwhile
            return OutboxState.STOPPED
        except MailRefusedError as refused:
            return self._stop(NotSent.REFUSED, str(refused))
        except HandOverCutError as cut:
            return self._cut(str(cut))
        except (*_NOT_NOW, UnknownProcessorError) as not_now:
            return self._wait(_why(not_now))

    def look_after(self) -> OutboxState:
        """What may have arrived: the processor says whether it did."""
        try:
            _, line = self._known()
            if known := line.ask(self._row.mail):
                return self._heard(line, known)
            record_requeued(self._engine, self._row, OUTBOX)
        except (KeyErasedError, UnknownRequestError):
            return self._erased()
        except MailSettledError:
            return self._row.state
        except (*_NOT_NOW, HandOverCutError, UnknownProcessorError) as not_now:
            return self._again(pause(self._row.tries), _why(not_now))
        return OutboxState.WAITING

    def follow(self) -> OutboxState:
        """What arrived: the processor says how far it is."""
        said = "not known there"
        try:
            _, line = self._known()
            if known := line.ask(self._row.mail):
                return self._heard(line, known)
        except (KeyErasedError, UnknownRequestError):
            return self._erased()
        except (*_NOT_NOW, HandOverCutError, UnknownProcessorError) as not_now:
            said = _why(not_now)
        return self._again(LOOK_EVERY, said)

    def doubt(self) -> OutboxState:
        """Another process was cut off while it sent this."""
        return self._cut("cut off")

    def _cut(self, said: str) -> OutboxState:
        """Nobody knows whether it arrived: the processor is asked at the next look."""
        row = self._engine.outbox.get(self._row.mail)
        if row.state is not OutboxState.SENDING:  # it was only asked, and nothing was sent
            return self._wait(said)
        try:
            record_doubted(self._engine, row, OUTBOX, said)
        except (KeyErasedError, UnknownRequestError):
            return self._erased()
        return OutboxState.PERHAPS

    def _tried(self, queued: MailQueued) -> bool:
        """Whether it may have arrived by an earlier try."""
        asked_anew = self._row.queued_at != queued.timestamp
        return self._row.tries > 0 or asked_anew

    def _known(self) -> tuple[MailQueued, ProcessorLine]:
        """Raises KeyErasedError, UnknownRequestError, UnknownProcessorError."""
        request = self._engine.requests.load(self._row.request)
        queued = mail_queued(request, self._row.mail)
        if request.erased or queued is None:
            raise KeyErasedError
        return queued, self._handing.line(queued.recipient)

    def _body(self, queued: MailQueued, line: ProcessorLine) -> bytes:
        """Raises KeyErasedError; MailRefusedError where the file names another domain by now."""
        asked = [one for one in (queued.to, queued.text) if one]
        opened = self._engine.vault.open(self._row.request, asked)
        if queued.text is None or queued.text not in opened:
            raise KeyErasedError
        if str(opened.get(queued.to)) != line.there.domain:
            raise MailRefusedError("another domain")
        return str(opened[queued.text]).encode()

    def _begins(self) -> None:
        self._engine.outbox.handing_over(self._row.mail, self._engine.clock())

    def _heard(self, line: ProcessorLine, signed: Signed) -> OutboxState:
        """Record what it says. What is about something else proves nothing: HandOverCutError."""
        try:
            said = read_said(signed, line.there)
        except BadOpenDsrError:
            raise HandOverCutError("no answer to us") from None
        if said.subject_request_id != self._row.mail:
            raise HandOverCutError("an answer about something else")
        row = self._engine.outbox.get(self._row.mail)
        stands = record_said(self._engine, row, line.there, said, signed)
        return self._again(LOOK_EVERY, "") if stands is OutboxState.SENT else stands

    def _wait(self, said: str) -> OutboxState:
        at, row = self._engine.clock(), self._row
        if at - row.queued_at > GIVE_UP_AFTER:
            return self._stop(NotSent.GIVEN_UP, said)
        self._engine.outbox.tried(row.mail, at, at + pause(row.tries), said)
        return OutboxState.WAITING

    def _again(self, after: timedelta, said: str) -> OutboxState:
        at = self._engine.clock()
        self._engine.outbox.look_again(self._row.mail, at, at + after, said)
        return self._engine.outbox.get(self._row.mail).state

    def _stop(self, why: NotSent, said: str) -> OutboxState:
        with suppress(MailSettledError):  # a person was first
            record_stopped(self._engine, self._row, OUTBOX, why, said, *_OPEN)
        return OutboxState.STOPPED

    def _erased(self) -> OutboxState:
        self._engine.outbox.note(self._row.mail, OutboxState.ERASED, self._engine.clock())
        return OutboxState.ERASED


def _why(error: Exception) -> str:
    return str(error) or type(error).sentence  # type: ignore[attr-defined]
