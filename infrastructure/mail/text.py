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
    """The library takes minutes over a header of a megabyte: it gets the beginning of one."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        mime = name.lower().startswith("content-")
        return super().header_fetch_parse(
            name, value[: LONGEST_MIME_HEADER if mime else LONGEST_HEADER]
        )


def read_instant(written: str) -> datetime | None:
    """With a zone; `-0000`, which names none, is UTC (RFC 5322 §3.3)."""
    try:
        at = parsedate_to_datetime(written.strip())
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        at.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at


def single_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """Text that can be stored: bytes in disguise read as UTF-8, no controls but tab and newline."""
    octets = text.encode("utf-8", "surrogateescape" if not _DISGUISED.search(text) else "replace")
    lines = octets.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", lines).strip()
