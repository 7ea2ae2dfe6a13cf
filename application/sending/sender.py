"""Sends what waits in the outbox: each message once, or visibly not, or perhaps.

What is noted, and when, decides what a crash leaves behind. *Sending* is noted last before the
message can leave. Before that a crash leaves a message that waits; after it one of which nobody
knows whether it left: it is never sent again by itself, and a person decides. *Sent* is noted
together with the event on the request.
"""

import logging
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from eventsourcing.persistence import PersistenceError

from griffie.application.access.roles import OUTBOX
from griffie.application.disclosure import Disclosure, KeyErasedError
from griffie.application.engine import Engine
from griffie.application.errors import (
    HandOverCutError,
    MailNotTakenError,
    MailRefusedError,
    MailTooLargeError,
    RelayAwayError,
)
from griffie.application.letters.phrases import Speaker, phrases
from griffie.application.portal.answer_code import GOOD_FOR
from griffie.application.requests.requests import UnknownRequestError
from griffie.application.sending.acknowledgement import write_acknowledgement
from griffie.application.sending.code_mail import write_code
from griffie.application.sending.enclosures import (
    WithheldError,
    check_still,
    enclosed,
    link_said,
    on_paper,
)
from griffie.application.sending.mail import MailToSend, Relay, is_address
from griffie.application.sending.notice import write_notice
from griffie.application.sending.outbox import MailSettledError, OutboxRow, OutboxState
from griffie.application.sending.recipient_notice import may_still_be_told
from griffie.application.sending.record import record_doubted, record_sent, record_stopped
from griffie.application.sending.search_link import write_task
from griffie.application.sending.written import written
from griffie.domain.errors import GriffieError
from griffie.domain.law import Language
from griffie.domain.request.outgoing_mail import MailKind, NotSent
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import rules
from griffie.domain.steps.dispatch import MailQueued, mail_queued
from griffie.domain.steps.search_links import SearchLinkGiven, open_links

_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)
"""Between two tries of one message: at first, and at most."""
_TRIES_TO_RECORD = 3
_OURS = (OutboxState.WAITING, OutboxState.SENDING, OutboxState.PERHAPS)
_WHY = {
    MailRefusedError: NotSent.REFUSED,
    MailTooLargeError: NotSent.TOO_LARGE,
    WithheldError: NotSent.WITHHELD,
}

log = logging.getLogger("griffie.outbox")


class Round(NamedTuple):
    """What one look at the outbox did."""

    became: Counter[OutboxState]
    """How many messages are in which state since."""
    away: str = ""
    """Why the relay was not reached; empty where it was, or nothing was due."""


def send_waiting(engine: Engine, relay: Relay) -> Round:
    """Send what waits and is due, the oldest first; one sender at a time, of all processes.

    What another sender began and did not end is *perhaps sent* from now on. A relay that is away
    ends the round. Raises SendingElsewhereError, ContentionError, PersistenceError: what was not
    recorded stays as it is, and is looked at in the next round.
    """
    became: Counter[OutboxState] = Counter()
    with engine.outbox.alone():
        for row in _mails(engine.outbox.in_state(OutboxState.SENDING)):
            became[_Sending(engine, relay, row).doubt()] += 1
        for row in engine.outbox.in_state(OutboxState.PERHAPS):
            if row.kind is MailKind.CODE and _expired(row.queued_at, engine):
                became[_Sending(engine, relay, row).expire()] += 1
        for row in _mails(engine.outbox.due(engine.clock())):
            try:
                became[_Sending(engine, relay, row).send()] += 1
            except RelayAwayError as away:
                return Round(became, str(away))
    return Round(became)


def _mails(rows: Iterable[OutboxRow]) -> list[OutboxRow]:
    """Those that go by e-mail."""
    return [row for row in rows if row.kind is not MailKind.OPENDSR]


class _Sending:
    """One message, as it is sent."""

    def __init__(self, engine: Engine, relay: Relay, row: OutboxRow) -> None:
        self._engine, self._relay, self._row = engine, relay, row

    def send(self) -> OutboxState:
        """How it stands afterwards. Raises RelayAwayError: it waits then, and so do the others."""
        try:
            request = self._engine.requests.load(self._row.request)
            queued = mail_queued(request, self._row.mail)
            if request.erased or queued is None:
                return self._erased()
            if why := self._too_late(request, queued):
                return self._stop(why, "")
            mail, kept = self._written(request, queued)
            said = self._relay.hand_over(mail, self._begins)
        except (KeyErasedError, UnknownRequestError):
            stands = self._erased()
        except MailSettledError:  # a person dropped it meanwhile
            stands = OutboxState.STOPPED
        except (MailRefusedError, WithheldError) as refused:
            stands = self._stop(_WHY[type(refused)], str(refused))
        except MailNotTakenError as not_now:
            stands = self._wait(str(not_now))
        except HandOverCutError:
            stands = self.doubt()
        except RelayAwayError as away:
            self._wait(str(away))
            raise
        else:
            stands = self._left(said, kept)
        return stands

    def doubt(self) -> OutboxState:
        """Nobody knows whether it left: from now on a person decides."""
        try:
            record_doubted(self._engine, self._row, OUTBOX, "cut off")
        except (KeyErasedError, UnknownRequestError):
            return self._erased()
        return OutboxState.PERHAPS

    def _begins(self) -> None:
        self._engine.outbox.handing_over(self._row.mail, self._engine.clock())

    def _left(self, said: str, kept: Disclosure | None) -> OutboxState:
        """Record that it left; a store that is busy is asked again, before it is *perhaps*."""
        for attempt in range(_TRIES_TO_RECORD):
            try:
                record_sent(self._engine, self._row, OUTBOX, said, kept)
            except (KeyErasedError, MailSettledError):
                log.warning("a message left while the personal data of its request were erased")
                self._engine.outbox.note(self._row.mail, OutboxState.SENT, self._engine.clock())
            except (GriffieError, PersistenceError):
                if attempt + 1 == _TRIES_TO_RECORD:
                    raise
                continue
            break
        return OutboxState.SENT

    def _wait(self, said: str) -> OutboxState:
        at, row = self._engine.clock(), self._row
        if at - row.queued_at > self._relay.give_up_after:
            return self._stop(NotSent.GIVEN_UP, said)
        self._engine.outbox.tried(row.mail, at, at + pause(row.tries), said)
        return OutboxState.WAITING

    def _stop(self, why: NotSent, said: str) -> OutboxState:
        with suppress(MailSettledError):  # a person was first
            record_stopped(self._engine, self._row, OUTBOX, why, said, *_OURS)
        return OutboxState.STOPPED

    def expire(self) -> OutboxState:
        """A code that may have left, and opens nothing any more: no person has to decide."""
        try:
            self._stop(NotSent.EXPIRED, "")
        except (KeyErasedError, UnknownRequestError):
            return self._erased()
        return OutboxState.STOPPED

    def _erased(self) -> OutboxState:
        self._engine.outbox.note(self._row.mail, OutboxState.ERASED, self._engine.clock())
        return OutboxState.ERASED

    def _too_late(self, request: RightsRequest, queued: MailQueued) -> NotSent | None:
        """Why a message is of no use any more; None where it is."""
        if queued.kind is MailKind.ACKNOWLEDGEMENT and not rules.still_open.holds(request):
            return NotSent.OVERTAKEN
        if queued.kind is MailKind.CODE and _expired(queued.timestamp, self._engine):
            return NotSent.EXPIRED
        if queued.kind is MailKind.TASK and not self._link(request):
            return NotSent.EXPIRED
        if queued.kind is MailKind.RECIPIENT and not may_still_be_told(
            self._engine, request, queued
        ):
            return NotSent.OVERTAKEN
        return None

    def _link(self, request: RightsRequest) -> SearchLinkGiven | None:
        """The link that a message carries, while it opens something."""
        still = open_links(request, self._engine.today())
        return next((one for one in still if one.link == self._row.mail), None)

    def _written(
        self, request: RightsRequest, queued: MailQueued
    ) -> tuple[MailToSend, Disclosure | None]:
        """The message, and its words where they are not kept yet.

        Raises KeyErasedError, MailRefusedError where what stands there is no address.
        """
        asked = [one for one in (queued.to, queued.text) if one]
        opened = self._engine.vault.open(request.id, asked)
        to = str(opened.get(queued.to, "")).strip()
        if not is_address(to):
            raise MailRefusedError("no address")
        check_still(self._engine, request, queued)
        if queued.kind is MailKind.NOTICE:
            notice = write_notice(self._engine, request, queued, self._row, to)
            return notice, Disclosure("text", notice.text)
        if queued.kind is MailKind.TASK:
            link = self._link(request)
            assert link is not None
            mail, words = write_task(self._engine, request, queued, self._row, given=link, to=to)
            return mail, Disclosure("text", words)
        if queued.kind is MailKind.CODE:
            mail, words = write_code(self._engine, request, self._row, to)
            return mail, Disclosure("text", words)
        if queued.text is None:
            mail, words = write_acknowledgement(self._engine, request, queued, self._row, to)
            return mail, Disclosure("text", words)
        if queued.text not in opened:
            raise KeyErasedError
        return self._letter(request, queued, to, str(opened[queued.text]))

    def _letter(
        self, request: RightsRequest, queued: MailQueued, to: str, text: str
    ) -> tuple[MailToSend, Disclosure | None]:
        """The letter with its files, the same at each try; the words that say where they lie."""
        language, engine = queued.language or request.language, self._engine
        paper = on_paper(engine, request, queued, text, language)
        files = (*paper, *enclosed(engine, request, queued))
        said = link_said(engine, request, queued, language) if queued.by_link else ""
        mail = written(
            engine,
            self._row.message_id,
            to,
            _subject(queued, language, request),
            text + said,
            language=language,
            at=queued.timestamp,
            files=files,
        )
        return mail, Disclosure("text", said) if said else None


def _expired(asked_at: datetime, engine: Engine) -> bool:
    """Whether a code that was asked for then opens nothing any more."""
    return engine.clock() > asked_at + GOOD_FOR


def pause(tries: int) -> timedelta:
    """How long a message waits after so many tries."""
    return min(_FIRST * (1 << min(tries, 10)), _LONGEST)


def _subject(queued: MailQueued, language: Language, request: RightsRequest) -> str:
    """What the letter is, and our reference: a reply that keeps it finds its request."""
    key = f"subject/{queued.letter or queued.kind}"
    named = Speaker(language).say(key if key in phrases() else "subject/other")
    return f"{named} [{reference(request.id)}]"
