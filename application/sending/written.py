"""A message of the outbox as it is written for the relay: what every kind of them has in common."""

from collections.abc import Sequence
from datetime import datetime

from griffie.application.engine import Engine
from griffie.application.errors import RelayAwayError
from griffie.application.sending.mail import EnclosedFile, MailToSend
from griffie.domain.law import Language


def written(
    engine: Engine,
    message_id: str,
    to: str,
    subject: str,
    text: str,
    *,
    language: Language,
    at: datetime | None = None,
    automatic: bool = False,
    answers: str = "",
    files: Sequence[EnclosedFile] = (),
) -> MailToSend:
    """The message, from the office, dated `at` or now. `automatic`: no person looked at it.

    Raises RelayAwayError where the profile names no address to send from: it waits then.
    """
    profile = engine.profile
    if profile.mail.send_from is None:
        raise RelayAwayError("the profile names no address to send from")
    return MailToSend(
        message_id=message_id,
        sender=profile.mail.send_from,
        sender_name=profile.identity.name if profile.identity else "",
        to=to,
        subject=subject,
        text=text,
        language=language,
        at=at or engine.clock(),
        automatic=automatic,
        answers=answers,
        files=tuple(files),
    )
