"""The properties of which Outlook makes a message (MS-OXPROPS, MS-OXCDATA): those that we read."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from griffie.infrastructure.mail.charset import decode
from griffie.infrastructure.mail.html_text import html_to_text
from griffie.infrastructure.mail.outlook.item import OutlookFile, OutlookItem
from griffie.infrastructure.mail.outlook.rtf import rtf_content, unpacked

_SINCE = datetime(1601, 1, 1, tzinfo=UTC)
_WIDE, _NARROW, _TIME, _LONG = 0x001F, 0x001E, 0x0040, 0x0003


class Tag(IntEnum):
    """The number of a property, without its type."""

    MESSAGE_CLASS = 0x001A
    SUBJECT = 0x0037
    CLIENT_SUBMIT_TIME = 0x0039
    SENT_REPRESENTING_NAME = 0x0042
    SENT_REPRESENTING_EMAIL = 0x0065
    TRANSPORT_HEADERS = 0x007D
    SENDER_NAME = 0x0C1A
    SENDER_EMAIL = 0x0C1F
    DISPLAY_TO = 0x0E04
    DELIVERY_TIME = 0x0E06
    BODY = 0x1000
    RTF_COMPRESSED = 0x1009
    HTML = 0x1013
    MESSAGE_ID = 0x1035
    DISPLAY_NAME = 0x3001
    ATTACH_DATA = 0x3701
    ATTACH_FILENAME = 0x3704
    ATTACH_LONG_FILENAME = 0x3707
    ATTACH_MIME_TAG = 0x370E
    INTERNET_CODEPAGE = 0x3FDE
    MESSAGE_CODEPAGE = 0x3FFD
    RECEIVER_SMTP = 0x39FE
    RECEIVER_EMAIL = 0x3003
    SENDER_SMTP = 0x5D01
    SENT_REPRESENTING_SMTP = 0x5D02


class Properties:
    """The properties of one object: each a type and octets, by its tag."""

    def __init__(self, known: Mapping[int, tuple[int, bytes]], codepage: str = "") -> None:
        self._known = known
        self.codepage = codepage or self._codepage()

    def octets(self, tag: Tag) -> bytes:
        """The octets of a property; none where it is missing."""
        return self._known.get(tag, (0, b""))[1]

    def text(self, tag: Tag) -> str:
        """A text, from either of the two ways in which it is kept."""
        kind, octets = self._known.get(tag, (0, b""))
        if kind == _WIDE:
            return octets.decode("utf-16-le", "replace").rstrip("\0")
        return decode(octets, self.codepage).text.rstrip("\0")

    def instant(self, tag: Tag) -> datetime | None:
        """An instant in UTC; None where it is missing or none."""
        kind, octets = self._known.get(tag, (0, b""))
        if kind != _TIME or len(octets) < 8:  # noqa: PLR2004 octets of a FILETIME
            return None
        try:
            return _SINCE + timedelta(microseconds=int.from_bytes(octets[:8], "little") // 10)
        except OverflowError:
            return None

    def _codepage(self) -> str:
        for tag in (Tag.MESSAGE_CODEPAGE, Tag.INTERNET_CODEPAGE):
            kind, octets = self._known.get(tag, (0, b""))
            if kind == _LONG and (number := int.from_bytes(octets[:4], "little")):
                return {65001: "utf-8", 28591: "iso-8859-1"}.get(number, f"cp{number}")
        return "cp1252"


def item(
    known: Properties, receivers: tuple[str, ...], files: tuple[OutlookFile, ...]
) -> OutlookItem:
    """The message of which these are the properties."""
    text, html = known.text(Tag.BODY), known.text(Tag.HTML)
    if not (text.strip() or html.strip()) and (rtf := unpacked(known.octets(Tag.RTF_COMPRESSED))):
        said = rtf_content(rtf)
        text, html = ("", said.text) if said.html else (said.text, "")
    return OutlookItem(
        kind=known.text(Tag.MESSAGE_CLASS) or "IPM.Note",
        headers=known.text(Tag.TRANSPORT_HEADERS).encode("utf-8", "replace"),
        sender=_sender(known),
        receivers=receivers,
        subject=known.text(Tag.SUBJECT),
        sent_at=known.instant(Tag.CLIENT_SUBMIT_TIME),
        received_at=known.instant(Tag.DELIVERY_TIME),
        message_id=known.text(Tag.MESSAGE_ID),
        text=text if text.strip() else html_to_text(html),
        html=html,
        files=files,
    )


def _sender(known: Properties) -> tuple[str, str]:
    """Who wrote it; somebody in whose name another sent it goes first."""
    pairs = (
        (Tag.SENT_REPRESENTING_NAME, Tag.SENT_REPRESENTING_SMTP, Tag.SENT_REPRESENTING_EMAIL),
        (Tag.SENDER_NAME, Tag.SENDER_SMTP, Tag.SENDER_EMAIL),
    )
    found = [(known.text(name), _address(known, smtp, email)) for name, smtp, email in pairs]
    return next((one for one in found if one[1]), next((one for one in found if one[0]), ("", "")))


def _address(known: Properties, *tags: Tag) -> str:
    """An address of the internet; what Exchange calls people inside a company is none."""
    return next((said for tag in tags if "@" in (said := known.text(tag).strip())), "")
