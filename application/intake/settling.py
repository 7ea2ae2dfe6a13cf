"""What a person makes of a message of the inbox: a request, a part of one, or none."""

from base64 import b64decode
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from griffie.application.access.purposes import Stated, must_say_why
from griffie.application.access.roles import Account
from griffie.application.disclosure import Disclosure, ErasureIncompleteError, KeyErasedError
from griffie.application.engine import Engine
from griffie.application.intake.filing import Filing, read
from griffie.application.intake.joining import join_mail
from griffie.application.intake.message import (
    Became,
    Message,
    MessageErasedError,
    MessageSettledError,
    MessageState,
    MessageWaitsError,
    UnknownMessageError,
)
from griffie.application.intake.receive_mail import Said, request_of
from griffie.application.ports import SettledMessage
from griffie.application.requests.requests import Once
from griffie.domain.events import MessageSetAside, MessageTakenBack, PersonalDataRevealed
from griffie.domain.housekeeping import MESSAGES, HousekeepingEvent, looks_stream
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest


def message_of(engine: Engine, message_id: UUID) -> Message:
    """A message of the inbox. Raises UnknownMessageError."""
    if found := engine.messages.get(message_id):
        return found
    raise UnknownMessageError


def opened(engine: Engine, message: Message) -> Filing:
    """A message with its words, read anew. A look is recorded by `look`, not here.

    Raises MessageErasedError, KeyUnavailableError.
    """
    found = _values(engine, message, message.mail)
    if not found:
        raise MessageErasedError
    raw = b64decode(found[message.mail]["content"])
    return Filing(read(engine.read_mail, engine.profile, raw, anew=True), raw, kept=message.mail)


def sender(engine: Engine, message: Message) -> dict[str, str]:
    """Who sent it: `name` and `email`; empty once erased. Raises KeyUnavailableError."""
    return dict(_values(engine, message, message.sender).get(message.sender) or {})


def _values(engine: Engine, message: Message, *only: Any) -> dict[Any, Any]:
    if not message.kept:
        return {}
    with suppress(KeyErasedError):
        return dict(engine.vault.open(message.id, only))
    return {}


def look(engine: Engine, message: Message, account: Account, why: Stated) -> None:
    """Record that an account sees the words of a message, before it does.

    The look stands where those at its request will stand. Raises MessageErasedError,
    ContentionError: then nothing may be shown.
    """
    if not message.kept:
        raise MessageErasedError
    looked = PersonalDataRevealed(
        request=message.id,
        at_version=0,
        reason=why.reason.sealed if why.reason else None,
        purpose=why.purpose,
    )
    locked = engine.vault.lock(message.id, why.sealed)
    engine.requests.append(looks_stream(message.id), looked, engine.now(account), locked=locked)


def make_request(
    engine: Engine,
    message_id: UUID,
    account: Account,
    said: Said | None = None,
    once: Once | None = None,
) -> RightsRequest:
    """Make a request of a message: it counts from its arrival, whoever reads it and when.

    Raises UnknownMessageError, MessageSettledError, MessageErasedError, BadInputError,
    KeyReusedError, ContentionError.
    """

    def made() -> RightsRequest:
        waiting = _waiting(engine, message_id)
        filing = opened(engine, waiting)
        return request_of(
            engine, filing, said or Said(), account, waiting=waiting, once=once
        ).request

    return _once(engine, engine.now(account), once, made)


def join(
    engine: Engine, message_id: UUID, request_id: UUID, account: Account, once: Once | None = None
) -> RightsRequest:
    """File a message under a request, sealed anew under the key of that request.

    Raises what `join_mail` raises, UnknownMessageError and MessageErasedError.
    """

    def joined() -> RightsRequest:
        waiting = _waiting(engine, message_id)
        found = opened(engine, waiting)
        moved = Filing(found.mail, found.raw)
        return join_mail(engine, moved, request_id, account, waiting=waiting, once=once)

    return _once(engine, engine.now(account), once, joined)


def _once(
    engine: Engine, now: Occasion, once: Once | None, do: Callable[[], RightsRequest]
) -> RightsRequest:
    """What is done once; who lost a race against the same key is shown what the other did."""
    if repeated := engine.requests.repeated(once, now):
        return repeated
    try:
        return do()
    except MessageSettledError:
        if repeated := engine.requests.repeated(once, now):
            return repeated
        raise


def _waiting(engine: Engine, message_id: UUID) -> Message:
    found = message_of(engine, message_id)
    if found.waits:
        return found
    raise MessageSettledError


def set_aside(
    engine: Engine,
    message_id: UUID,
    account: Account,
    reason: Disclosure | None = None,
    once: Once | None = None,
) -> Message:
    """Record that a message is no request: after the profile's days its words are erased.

    The reason is sealed with the message and goes with it. Raises BadInputError,
    UnknownMessageError, MessageSettledError, KeyReusedError, ContentionError.
    """
    if reason:
        must_say_why(reason)
    now = engine.now(account)
    if engine.requests.answered(once, now):
        return message_of(engine, message_id)
    waiting = _waiting(engine, message_id)
    settled = SettledMessage(
        waiting.id,
        Became.NO_REQUEST,
        None,
        now.actor,
        now.at,
        now.today + timedelta(days=engine.profile.mail.keep_days),
        reason.sealed if reason else None,
    )
    said = MessageSetAside(message=waiting.id)
    return _say(engine, settled, said, once, [reason] if reason else [])


def reopen(engine: Engine, message_id: UUID, account: Account, once: Once | None = None) -> Message:
    """Let a message be read again that was set aside, as long as its words are there.

    Raises UnknownMessageError, MessageWaitsError, MessageSettledError, MessageErasedError,
    KeyReusedError, ContentionError.
    """
    now = engine.now(account)
    if engine.requests.answered(once, now):
        return message_of(engine, message_id)
    found = message_of(engine, message_id)
    if found.waits:
        raise MessageWaitsError
    if found.state is not MessageState.NO_REQUEST:
        raise MessageSettledError
    if not found.kept:
        raise MessageErasedError
    settled = SettledMessage(found.id, None, None, now.actor, now.at)
    return _say(engine, settled, MessageTakenBack(message=found.id), once)


def _say(
    engine: Engine,
    settled: SettledMessage,
    event: HousekeepingEvent,
    once: Once | None,
    sealed: Sequence[Disclosure] = (),
) -> Message:
    """Record the event, what became of the message, and the answer to repeat, or nothing."""
    now = Occasion(settled.by, settled.at, engine.controller)
    repeat = engine.requests.to_repeat(once, settled.message, 0, now)
    locked = engine.vault.lock(settled.message, sealed)
    engine.requests.append(MESSAGES, event, now, settles=settled, repeat=repeat, locked=locked)
    return message_of(engine, settled.message)


def forget_due(engine: Engine, now: Occasion) -> int:
    """Erase the words of the messages whose days are over; gives of how many.

    It may be cut off anywhere and called again. Raises KeyUnavailableError.
    """
    going = engine.messages.due_to_go(now.today)
    for message_id in going:
        engine.messages.empty(message_id)  # first: from here on nobody takes it back
        with suppress(ErasureIncompleteError):
            engine.vault.erase(message_id)
    if going:
        engine.vault.forget()
    return len(going)
