"""Small readings that every part of a mail needs: a line, a text, a name, an instant."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_ZONES = {"CEST": "+0200", "MEST": "+0200", "CET": "+0100", "MET": "+0100", "BST": "+0100"}
_ZONES |= {"WEST": "+0100", "WET": "+0000", "EET": "+0200", "EEST": "+0300"}
_ZONE = re.compile(rf"(?<=\d )({'|'.join(_ZONES)})(?=\s|$)", re.IGNORECASE)
_JOINERS = re.compile("(?<![\u0600-\u109f])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u109f])")


def read_instant(written: str) -> datetime | None:
    """The instant in a date header, with its zone; None where it is none.

    `-0000`, which names no zone, is UTC (RFC 5322 §3.3). Zones of Europe by their names are read:
    half an hour before midnight the hour decides on the day.
    """
    try:
        at = parsedate_to_datetime(_ZONE.sub(lambda zone: _ZONES[zone[1].upper()], written.strip()))
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        at.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at


def single_line(text: str) -> str:
    """A text as one line, its white space made single spaces."""
    return " ".join(clean_text(text).split())


def clean_name(text: str) -> str:
    """A name or an address on one line, without marks that turn it round or are not seen.

    Joiners stay where a script needs them: between letters from Arabic to Burmese.
    """
    return single_line(_JOINERS.sub("", _HIDDEN.sub("", text)))


def clean_text(text: str) -> str:
    """A text that can be stored: no control characters but tab and newline."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", lines).strip()
