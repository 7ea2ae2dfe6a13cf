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
_COMMENT = re.compile(r"\([^()]*\)")
_LONGEST_DATE = 300
_MONTHS = {"janv": "Jan", "févr": "Feb", "fév": "Feb", "mars": "Mar", "avr": "Apr", "mai": "May"}
_MONTHS |= {"juin": "Jun", "juil": "Jul", "août": "Aug", "sept": "Sep", "déc": "Dec", "mrt": "Mar"}
_MONTHS |= {"mei": "May", "okt": "Oct", "mär": "Mar", "mrz": "Mar", "dez": "Dec", "jän": "Jan"}
_MONTHS |= {"oct": "Oct", "nov": "Nov", "jan": "Jan", "feb": "Feb", "jun": "Jun", "jul": "Jul"}
_NAMED_MONTH = re.compile(
    rf"(?:^|(?<=[\s,]))(\d{{1,2}})[.\s-]+({'|'.join(_MONTHS)})(?:\.|(?=[\s-]))[\s-]*", re.IGNORECASE
)
"""The month as programs of our languages shorten it; the English names are read without this."""
_FROM_GREENWICH = re.compile(r"\b(?:GMT|UTC?)\s?([+-])(\d{1,2})(?::?(\d\d))?$", re.IGNORECASE)
_WEEKDAY = re.compile(r"^\s*[^\W\d_]{2,12}\.?\s*,?\s+(?=\d)")
_LEAP = re.compile(r"(?<=\d:\d\d):60\b")
_NO_ZONE = re.compile(r"[+-](?:2[4-9]|[3-9]\d)\d\d$")
_JOINERS = re.compile("(?<![\u0600-\u109f])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u109f])")


def read_instant(written: str) -> datetime | None:
    """The instant in a date header, with its zone; None where it is none.

    `-0000`, which names no zone, is UTC (RFC 5322 §3.3), and so is a zone that cannot be. Zones of
    Europe by their names are read: half an hour before midnight the hour decides on the day.
    """
    written = _plainly(written[:_LONGEST_DATE])
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            at = read(written)
            at = at if at.tzinfo else at.replace(tzinfo=UTC)
            at.astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return at
    return None


def _plainly(written: str) -> str:
    """A date without comments, by the names and zones that are read, a leap second as the last."""
    while (bare := _COMMENT.sub(" ", written)) != written:
        written = bare
    written = _FROM_GREENWICH.sub(lambda zone: f"{zone[1]}{zone[2]:0>2}{zone[3] or '00'}", written)
    written = _WEEKDAY.sub("", written)
    written = _NAMED_MONTH.sub(lambda month: f"{month[1]} {_MONTHS[month[2].lower()]} ", written)
    written = _ZONE.sub(lambda zone: _ZONES[zone[1].upper()], " ".join(written.split()))
    return _NO_ZONE.sub("+0000", _LEAP.sub(":59", written))


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
