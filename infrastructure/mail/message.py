"""Reads an e-mail that may be a request: sender, day, text, documents.

No mail is refused for its spelling: what can be read is read, and what was odd is listed in
`remarks`. A broken mail is refused with a sentence, so that a person looks at the mailbox: a
truncated request must not be taken for a whole one. Errors and remarks repeat nothing of the mail.
"""

import codecs
import re
from base64 import b64decode
from datetime import datetime
from email import errors, policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Any, NamedTuple

from griffie.application.errors import UnreadableMailError
from griffie.application.intake.mail import Attachment, Mail
from griffie.domain.model.policy import LARGEST_DOCUMENT
from griffie.infrastructure.mail.html_text import html_to_text
from griffie.infrastructure.mail.text import ShortHeaders, clean_text, read_instant, single_line

_MOST_PARTS = 500
_BROKEN = (
    errors.NoBoundaryInMultipartDefect,
    errors.StartBoundaryNotFoundDefect,
    errors.CloseBoundaryNotFoundDefect,
    errors.MultipartInvariantViolationDefect,
)
_ENCRYPTED = {"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
_LONGEST_NAME = 200
_TOO_MANY = (
    "The mail has too many parts. Enter the request by hand and add its documents one by one."
)
_MIME_HEADER = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
_NO_CHARSETS = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
_AS_SENT = policy.default.clone(refold_source="none")


def read_mail(raw: bytes) -> Mail:
    """The content of a whole e-mail as it came in (RFC 5322, at most 25 MB).

    Raises UnreadableMailError, nothing else.
    """
    if len(raw) > LARGEST_DOCUMENT:
        raise UnreadableMailError(
            "The mail is larger than 25 MB. Enter the request by hand and add its documents one by"
            " one."
        )
    try:
        return _Reading(raw).mail()
    except RecursionError:
        raise UnreadableMailError(
            "The mail is nested too deeply to be a letter. Look at it in the mailbox."
        ) from None


class _MailText(NamedTuple):
    """The text of a part of a mail, and whether the sender wrote it as plain text."""

    text: str
    plain: bool


_NO_TEXT = _MailText("", plain=False)


class _Reading:
    """One mail while it is read."""

    def __init__(self, raw: bytes) -> None:
        self._remarks: list[str] = []
        self._attachments: list[Attachment] = []
        self._parts = 0
        if len(_MIME_HEADER.findall(raw)) > 2 * _MOST_PARTS:
            raise UnreadableMailError(_TOO_MANY)
        try:
            parsed: Any = BytesParser(policy=ShortHeaders()).parsebytes(raw)
            self._message: EmailMessage = parsed
        except RecursionError:
            raise
        except Exception:  # noqa: BLE001 - the library's parser raises whatever it stumbles over
            raise UnreadableMailError(
                "The headers of the mail are not understood. Look at it in the mailbox."
            ) from None

    def mail(self) -> Mail:
        name, address = self._sender()
        text = self._read(self._message).text.strip()
        if not text and not self._attachments:
            raise UnreadableMailError(
                "The mail has neither readable words nor an attachment. Look at it in the mailbox."
            )
        if not text:
            self._remark("the mail itself says nothing: read what is attached")
        answered_by = self._header("Auto-Submitted").lower()
        return Mail(
            sender_name=name,
            sender_email=address,
            received_at=self._received_at(),
            subject=self._header("Subject"),
            text=text,
            language=self._language(),
            message_id=self._header("Message-ID") or None,
            automatic=answered_by.startswith("auto-"),
            attachments=tuple(self._attachments),
            remarks=tuple(dict.fromkeys(self._remarks)),
        )

    def _sender(self) -> tuple[str, str]:
        for header in ("From", "Reply-To", "Sender"):
            for name, address in self._addresses(header):
                local, at, domain = address.rpartition("@")
                if local and at and domain and not re.search(r"[\s<>]", address):
                    if header != "From":
                        self._remark(f"the sender is taken from the {header} header")
                    return name, address
        raise UnreadableMailError(
            "The mail names no sender, so there is nobody to answer. Look at it in the mailbox, and"
            " enter the request by hand if it is one."
        )

    def _addresses(self, header: str) -> list[tuple[str, str]]:
        try:
            listed: Any = self._message.get_all(header, [])
            return [
                (single_line(one.display_name), single_line(one.addr_spec))
                for entry in listed
                for one in entry.addresses
            ]
        except Exception:  # noqa: BLE001 - as above
            self._remark(f"the {header} header is misspelled")
            return [parseaddr(value) for value in self._raw(header)]

    def _received_at(self) -> datetime | None:
        for trace in self._raw("Received"):
            if at := read_instant(trace.rpartition(";")[2]):
                return at
        for sent in self._raw("Date"):
            if at := read_instant(sent):
                self._remark("no server noted when the mail came in: the sender's own date is used")
                return at
        self._remark("the mail does not say when it came in")
        return None

    def _language(self) -> str | None:
        found = re.match(r"\s*([a-z]{2,3})(?![a-z])", self._header("Content-Language").lower())
        return found[1] if found else None

    def _read(self, part: MIMEPart) -> _MailText:
        """The words of a part, and whether they were written plainly; the rest is attached."""
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise UnreadableMailError(_TOO_MANY)
        if any(isinstance(one, _BROKEN) for one in part.defects):
            raise UnreadableMailError(
                "The mail is broken off or put together wrongly: parts of it are missing. Look at"
                " it in the mailbox, and ask the sender to send it again."
            )
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            return self._read_parts(part, kind)
        name = _file_name(part)
        if name or _disposition(part) == "attachment" or kind not in {"text/plain", "text/html"}:
            self._attach(part, kind, name)
            return _NO_TEXT
        text = self._text(part)
        return (
            _MailText(text, plain=True)
            if kind == "text/plain"
            else _MailText(html_to_text(text), plain=False)
        )

    def _read_parts(self, part: MIMEPart, kind: str) -> _MailText:
        found = [self._read(one) for one in part.iter_parts()]
        spoken = [words for words in found if words.text.strip()]
        if kind == "multipart/alternative":
            plain = [words for words in spoken if words.plain]
            return next(iter([*plain, *reversed(spoken)]), _NO_TEXT)
        text = "\n\n".join(words.text.strip() for words in spoken)
        return _MailText(text, plain=all(words.plain for words in spoken))

    def _attach(self, part: MIMEPart, kind: str, name: str) -> None:
        if kind in _ENCRYPTED:
            self._remark("the mail is encrypted: open it in the mailbox")
        content = self._content(part)
        number = len(self._attachments) + 1
        self._attachments.append(Attachment(name or f"attachment-{number}", kind, content))

    def _text(self, part: MIMEPart) -> str:
        octets = self._content(part)
        try:
            named = part.get_content_charset() or "us-ascii"
        except (LookupError, ValueError):
            named = ""
        for charset in dict.fromkeys((named, "utf-8")):
            try:
                codec = codecs.lookup(charset).name
                text = octets.decode("utf-8" if codec in _NO_CHARSETS else codec)
            except (LookupError, ValueError):
                continue
            if (charset != named or codec in _NO_CHARSETS) and not octets.isascii():
                self._remark("letters were not written in the character set that the mail names")
            return clean_text(text)
        self._remark("some letters could not be read, and are shown as \N{REPLACEMENT CHARACTER}")
        return clean_text(octets.decode("utf-8", "replace"))

    def _content(self, part: MIMEPart) -> bytes:
        try:
            if part.is_multipart():  # a mail within the mail
                within: Any = part.get_payload()
                return b"\n".join(one.as_bytes(policy=_AS_SENT) for one in within)
            if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
                return self._from_base64(str(part.get_payload()))
            octets: Any = part.get_payload(decode=True)
        except UnreadableMailError:
            raise
        except Exception:  # noqa: BLE001 - as above
            raise UnreadableMailError(
                "A part of the mail cannot be decoded. Look at it in the mailbox."
            ) from None
        return octets or b""

    def _from_base64(self, payload: str) -> bytes:
        letters = re.sub(r"\s+", "", payload)
        if lacking := -len(letters) % 4:
            self._remark("a part ends without the signs that should end it: compare the original")
        try:
            return b64decode(letters + "=" * lacking, validate=True)
        except ValueError:
            raise UnreadableMailError(
                "A part of the mail is damaged (its base64 does not decode). Look at it in the"
                " mailbox, and ask the sender to send it again."
            ) from None

    def _header(self, name: str) -> str:
        try:
            return single_line(str(self._message.get(name, "")))
        except Exception:  # noqa: BLE001 - as above
            self._remark(f"the {name} header is misspelled")
            return next(iter(self._raw(name)), "")

    def _raw(self, name: str) -> list[str]:
        pairs = self._message.raw_items()
        return [single_line(str(value)) for key, value in pairs if key.lower() == name.lower()]

    def _remark(self, remark: str) -> None:
        self._remarks.append(remark)


def _file_name(part: MIMEPart) -> str:
    try:
        name = single_line(part.get_filename() or "")
    except Exception:  # noqa: BLE001 - as above
        return ""
    return re.split(r"[/\\]", name)[-1][:_LONGEST_NAME].strip(" .")


def _disposition(part: MIMEPart) -> str:
    try:
        return part.get_content_disposition() or ""
    except Exception:  # noqa: BLE001 - as above
        return ""
