"""Small readings that every part of a mail needs: a line, a text, an instant."""

import re
from datetime import UTC, datetime
from email import policy
from email.utils import parsedate_to_datetime
from typing import Any

LONGEST_HEADER, LONGEST_MIME_HEADER = 4_000, 1_000
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_DISGUISED = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")


class ShortHeaders(policy.EmailPolicy):
    """The library's policy, with headers cut: it takes minutes over a header of a megabyte."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        mime = name.lower().startswith("content-")
        return super().header_fetch_parse(
            name, value[: LONGEST_MIME_HEADER if mime else LONGEST_HEADER]
        )


def read_instant(written: str) -> datetime | None:
    """The instant in a date header, with its zone; None where it is none.

    `-0000`, which names no zone, is UTC (RFC 5322 §3.3).
    """
    try:
        at = parsedate_to_datetime(written.strip())
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        at.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at


def single_line(text: str) -> str:
    """A text as one line, its white space made single spaces."""
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """A text that can be stored: no control characters but tab and newline.

    Bytes that the parser could not decode are read as UTF-8.
    """
    octets = text.encode("utf-8", "surrogateescape" if not _DISGUISED.search(text) else "replace")
    lines = octets.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", lines).strip()
