"""As what a part is read, where it is called by another name than it is."""

from pathlib import PurePath
from typing import Final

from griffie.infrastructure.mail.mime import MESSAGE, PLAIN
from griffie.infrastructure.mail.transfer import is_text

HTML: Final = "text/html"
RTF: Final = "text/rtf"
WRAPPED: Final = "application/pkcs7-mime"
OUTLOOK_MESSAGE: Final = "application/vnd.ms-outlook"
TNEF: Final = "application/ms-tnef"

_COMPOUND, _TNEF_BEGINS = bytes.fromhex("d0cf11e0a1b11ae1"), bytes.fromhex("789f3e22")
_SAME = {
    "message/global": MESSAGE,
    "message/partial": MESSAGE,
    "message/news": MESSAGE,
    "text/x-amp-html": HTML,
    "text/enriched": HTML,
    "text/richtext": HTML,
    "application/xhtml+xml": HTML,
    "application/rtf": RTF,
    "application/x-rtf": RTF,
    "application/msword-rtf": RTF,
    "application/x-pkcs7-mime": WRAPPED,
    "application/vnd.ms-tnef": TNEF,
    "application/x-ms-outlook": OUTLOOK_MESSAGE,
    "application/x-msg": OUTLOOK_MESSAGE,
}
_NO_WORDS = {
    *("text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/css", "text/csv"),
    *("text/javascript", "text/xml", "text/rfc822-headers", "text/x-moz-deleted"),
}
_BY_NAME = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": PLAIN,
    ".htm": HTML,
    ".html": HTML,
    ".rtf": RTF,
    ".eml": MESSAGE,
    ".p7m": WRAPPED,
}
_UNTOLD = {
    "application/octet-stream",
    "application/binary",
    "application/x-unknown",
    "unknown/unknown",
}


def meant(kind: str, name: str, content: bytes) -> str:
    """The kind as which a part is read; its own where nothing tells another."""
    if content.startswith(_COMPOUND) and name.lower().endswith(".msg"):
        return OUTLOOK_MESSAGE
    if content.startswith(_TNEF_BEGINS):
        return TNEF
    if kind in _UNTOLD:
        suffix = PurePath(name.lower()).suffix
        return PLAIN if not name and is_text(content) else _BY_NAME.get(suffix, kind)
    if kind in _SAME:
        return _SAME[kind]
    if kind.startswith("text/") and kind not in _NO_WORDS and kind not in {HTML, RTF}:
        return PLAIN
    return kind


def is_outlook_file(octets: bytes) -> bool:
    """Whether a file is one of Outlook (a compound file), not a mail as it came."""
    return octets.startswith(_COMPOUND)
