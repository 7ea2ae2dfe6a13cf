"""A message as Outlook keeps it, and as the mail (RFC 5322) that says the same.

Once it is a mail, everything that is known about reading mails holds for it: who asks, since when,
which words, which files.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

_LINE_ENDS = re.compile(r"[\r\n\0]+")
_KEPT = re.compile(
    rb"^(?!content-|mime-version)[!-9;-~]{1,76}:.*(?:\r?\n[ \t].*)*", re.IGNORECASE | re.MULTILINE
)
_MOST_HEADERS = 500
_MAILBOX = "mailbox.invalid"
"""Stands for the mailbox that noted when it came; no server of the internet is called so."""


@dataclass(frozen=True, slots=True)
class OutlookFile:
    """A file beside a message of Outlook, or a message inside it."""

    name: str
    content: bytes = b""
    media_type: str = ""
    item: "OutlookItem | None" = None


@dataclass(frozen=True, slots=True)
class OutlookItem:
    """What a message of Outlook says, before it is read as a mail."""

    kind: str = "IPM.Note"
    headers: bytes = b""
    """The headers with which it came, where Outlook kept them."""
    sender: tuple[str, str] = ("", "")
    """Name and address of who wrote it."""
    receivers: tuple[str, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    received_at: datetime | None = None
    message_id: str = ""
    text: str = ""
    html: str = ""
    files: tuple[OutlookFile, ...] = field(default=())


def as_mail(item: OutlookItem) -> bytes:
    """The mail that says what the item says, in octets."""
    return _headers(item) + _content(item).as_bytes(policy=SMTP)


def _headers(item: OutlookItem) -> bytes:
    """Those with which it came; of what was never sent, the ones that its properties tell."""
    kept = _KEPT.findall(item.headers)[:_MOST_HEADERS]
    if kept:
        return b"".join(line.rstrip(b"\r\n") + b"\r\n" for line in kept)
    name, email = (_LINE_ENDS.sub(" ", said) for said in item.sender)
    told = {
        "Received": f"by {_MAILBOX}; {format_datetime(item.received_at)}"
        if item.received_at
        else "",
        "From": formataddr((name, email), "utf-8") if "@" in email and email.isascii() else name,
        "To": ", ".join(one for one in item.receivers if one.isascii()),
        "Subject": item.subject,
        "Date": format_datetime(item.sent_at) if item.sent_at else "",
        "Message-ID": item.message_id,
    }
    lines = (f"{name}: {_LINE_ENDS.sub(' ', said)}\r\n" for name, said in told.items() if said)
    return "".join(lines).encode("utf-8", "replace")


def _content(item: OutlookItem) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail.set_content(_words(item.text))
    if item.html:
        mail.add_alternative(_words(item.html), subtype="html")
    for file in item.files:
        octets = as_mail(file.item) if file.item else file.content
        kind = "message/rfc822" if file.item else _kind(file.media_type)
        name = _words(_LINE_ENDS.sub(" ", file.name)) or None
        main, _, sub = kind.partition("/")
        mail.add_attachment(octets, maintype=main, subtype=sub, filename=name)
    return mail


def _words(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _kind(said: str) -> str:
    fits = re.fullmatch(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}", said.lower())
    return (
        said.lower()
        if fits and not said.lower().startswith(("multipart/", "message/"))
        else ("application/octet-stream")
    )
