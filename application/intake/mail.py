"""An e-mail after reading, and the port that reads it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to a mail. Its `repr` shows no personal data."""

    name: str = field(repr=False)
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail, read. Its `repr` shows no personal data."""

    sender_name: str = field(repr=False)
    sender_email: str = field(repr=False)
    received_at: datetime | None
    """The topmost `Received` header, else `Date`; with its zone. None where both are missing."""
    subject: str = field(repr=False)
    text: str = field(repr=False)
    """Empty only when there are attachments to read instead."""
    language: str | None
    """The primary subtag of `Content-Language`, such as `nl`; never guessed from the text."""
    message_id: str | None = field(repr=False)
    automatic: bool
    """Whether a machine wrote it, such as an out-of-office reply: RFC 3834."""
    attachments: tuple[Attachment, ...]
    remarks: tuple[str, ...]


class MailReader(Protocol):
    """Reads an e-mail."""

    def __call__(self, raw: bytes) -> Mail:
        """A whole e-mail as it came (RFC 5322, at most 25 MB). Raises UnreadableMailError."""
