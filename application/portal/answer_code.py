"""A code by e-mail, without which the answer at the portal does not open: the second thing to know.

Whoever holds reference and secret code asks for one. It goes to the address on the request, is good
for minutes, opens once, and a newer one takes its place. No digit of it is stored: it follows from
its message and the master key. What is stored is how often somebody tried.

Every try is one question to the index and one write to one row. An unknown reference counts on the
row of nobody, so neither what comes back nor the work tells it apart from a wrong code.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any
from uuid import UUID

from pydantic import PrivateAttr

from griffie.application.access.roles import PORTAL
from griffie.application.disclosure import KeyErasedError
from griffie.application.engine import Engine
from griffie.application.portal.secret import requests_of_pair
from griffie.application.requests.commands import Load
from griffie.application.requests.requests import Once
from griffie.application.sending.codes import NOBODY, CodeAsked
from griffie.application.sending.letter import recipient_of
from griffie.application.sending.mail import is_address
from griffie.application.sending.queued import QueuesMail
from griffie.domain.model.setting import Occasion
from griffie.domain.request.outgoing_mail import MailKind
from griffie.domain.rights_request import RightsRequest

GOOD_FOR = timedelta(minutes=15)
"""How long a code can be entered, from when it was asked for; and how long it then opens. [P]"""
TRIES = 5
"""So often one code can be entered wrongly. [P]"""
_MOST, _SPAN = 5, timedelta(hours=1)
"""So many codes of one request go out in an hour [P]: nobody fills the mailbox of somebody else."""
_DIGITS = 8


class AskCode(QueuesMail):
    """Let a code wait to be sent. It has no address of its own in the API."""

    _kind: MailKind = PrivateAttr(MailKind.CODE)

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """Raises KeyErasedError where the personal data were erased: nobody is known to send to."""
        del now
        if request.erased or recipient_of(request) is None:
            raise KeyErasedError

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """Let the message wait."""
        del load
        to = recipient_of(request)
        assert to is not None
        request.queue_mail(now, mail=self._mail, kind=self._kind, to=to)
        return ()

    def beside(self, request_id: Any, now: Any) -> Mapping[str, Any]:
        """Its row in the outbox, and that of its tries."""
        code = CodeAsked(request_id, self._mail, now.at)
        return {**super().beside(request_id, now), "code": code}


def code_is_asked(engine: Engine, request: RightsRequest) -> bool:
    """Whether the answer opens with a code by mail, at an office that has a relay.

    It does where the request has an address by e-mail. A request that was joined to another one
    sends nothing any more. Raises KeyUnavailableError.
    """
    to = recipient_of(request)
    if engine.profile.mail.send_from is None or to is None or request.erased or request.merged:
        return False
    return is_address(str(engine.vault.open(request.id, [to]).get(to, "")).strip())


def ask_code(engine: Engine, request: RightsRequest, once: Once) -> bool:
    """Let a code wait in the outbox, once a form. False: too many were asked for in this hour.

    Raises KeyErasedError, KeyReusedError, ContentionError.
    """
    sender = engine.profile.mail.send_from
    since = engine.clock() - _SPAN
    sent = engine.outbox.queued_since([request.id], MailKind.CODE, since)
    if sender is None or sent >= _MOST:
        return False
    now = engine.now(PORTAL)
    command = AskCode().goes_from(sender, request.id)
    engine.requests.take(request.id, command, now, once=once)
    return True


def code_of(engine: Engine, mail: UUID, request_id: UUID) -> str:
    """The digits of a code: `12345678`. They follow from its message and the master key."""
    digest = engine.mac(f"answer code\0{mail}\0{request_id}".encode())
    return f"{int(digest, 16) % 10**_DIGITS:0{_DIGITS}}"


def pass_for(engine: Engine, named: str, secret: str, code: str) -> str | None:
    """What opens the answer for some minutes, for reference, secret code and the code by mail.

    None where one of the three is wrong, or the code is used, too old, or was tried too often.
    """
    found = requests_of_pair(engine, named, secret)
    request_id = found[0] if len(found) == 1 else NOBODY
    tried, now = engine.outbox.codes.tried(request_id), engine.clock()
    mail, at = tried.mail or NOBODY, tried.asked_at or datetime.min.replace(tzinfo=now.tzinfo)
    right = compare_digest(code_of(engine, mail, request_id), _digits(code))
    fresh = at <= now <= at + GOOD_FOR if tried.asked_at else False
    if not (right and fresh and tried.mail and tried.tries <= TRIES):
        return None
    if not engine.outbox.codes.use(CodeAsked(request_id, mail, at)):
        return None
    return _pass(engine, request_id, int((now + GOOD_FOR).timestamp()))


def opens(engine: Engine, request: RightsRequest, given: str) -> bool:
    """Whether something is a pass for a request that is still good."""
    until = given.partition(".")[0]
    if not (until.isascii() and until.isdecimal() and len(until) <= _LONGEST_INSTANT):
        return False
    real = compare_digest(_pass(engine, request.id, int(until)).encode(), given.encode())
    return real and int(until) >= engine.clock().timestamp()


_LONGEST_INSTANT = 12


def _pass(engine: Engine, request_id: UUID, until: int) -> str:
    seal = engine.mac(f"answer pass\0{request_id}\0{until}".encode())
    return f"{until}.{seal}"


def _digits(typed: str) -> str:
    """The digits of what was typed: blanks and hyphens between them do not matter."""
    return "".join(one for one in typed[:40] if one in "0123456789")
