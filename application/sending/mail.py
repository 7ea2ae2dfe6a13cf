"""A message on its way out, and the port to the relay that takes it over."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol
from uuid import UUID

from griffie.application.controller.mailbox import Address
from griffie.application.sending.subscribers import DigestTable
from griffie.domain.law import Language
from griffie.domain.request.reference import reference

_LOCAL = r"[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f]{1,64}"
_ADDRESS = re.compile(rf"{_LOCAL}@[^\W_](?:[\w.-]{{0,250}}\w)?")
"""One address and nothing besides: what a person typed must not become a header or a second one."""


class EnclosedFile(NamedTuple):
    """A file that goes with a message."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


class MailToSend(NamedTuple):
    """A message as it is given to the relay. Its `repr` is never logged."""

    message_id: str
    sender: Address
    sender_name: str
    to: str
    subject: str
    text: str
    language: Language
    at: datetime
    automatic: bool
    """Whether no person looked at it before it leaves: RFC 3834."""
    answers: str = ""
    """The Message-ID of the message that it answers."""
    files: tuple[EnclosedFile, ...] = ()


class Relay(Protocol):
    """The port to the mail server that takes our messages over."""

    give_up_after: timedelta
    """How long a message is tried that could not be sent."""
    digest: DigestTable
    """Who gets the summary of a day through it."""

    def hand_over(self, mail: MailToSend, begins: Callable[[], None]) -> str:
        """Give a message to the relay; what it said, as a code.

        `begins` is called last before the message can leave. Raises RelayAwayError and
        MailNotTakenError where it surely did not leave, MailRefusedError where it never will, and
        HandOverCutError where nobody knows; what `begins` raises.
        """


def message_id(mail: UUID, request_id: UUID, sender: Address) -> str:
    """The Message-ID of a message: the same however often it is sent. A reply names it."""
    return f"<{mail.hex}.{reference(request_id)}@{sender.rpartition('@')[2].lower()}>"


def is_address(typed: str) -> bool:
    """Whether this is one e-mail address, and nothing else."""
    return bool(_ADDRESS.fullmatch(typed))
