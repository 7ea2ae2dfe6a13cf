"""An e-mail as it was read, and the port that reads it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail. Its `repr` shows nothing personal."""

    name: str = field(repr=False)
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """Its `repr` shows nothing personal."""

    sender_name: str = field(repr=False)
    sender_email: str = field(repr=False)
    received_at: datetime | None
    """When our side took it in (topmost `Received`), else when it says it was sent. With a zone."""
    subject: str = field(repr=False)
    text: str = field(repr=False)
    """Empty only when there are attachments to read instead."""
    language: str | None
    """The primary subtag of `Content-Language`, in small letters; never guessed from the words."""
    message_id: str | None = field(repr=False)
    automatic: bool
    """An out-of-office reply or another machine's answer (RFC 3834): no person asked anything."""
    attachments: tuple[Attachment, ...]
    remarks: tuple[str, ...]


class MailReader(Protocol):
    """Reads an e-mail."""

    def __call__(self, raw: bytes) -> Mail:
        """A whole e-mail as it came (RFC 5322, at most 25 MB). Raises UnreadableMailError."""
