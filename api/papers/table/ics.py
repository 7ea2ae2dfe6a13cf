"""A calendar of deadlines as iCalendar (RFC 5545): of each its reference and its day, no more."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

MEDIA_TYPE = "text/calendar; charset=utf-8"
_LONGEST = 75
"""Octets in a line (RFC 5545 §3.1). What stands here is ASCII."""


def calendar_file(deadlines: Iterable[tuple[str, date]], at: datetime) -> str:
    """The calendar of pairs of a reference and a civil day; `at` is when it was asked for."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Griffie//Deadlines//EN"),
        *("CALSCALE:GREGORIAN", "METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT4H"),
        *(line for one in deadlines for line in _event(*one, at)),
        "END:VCALENDAR",
    ]
    assert all(len(line) <= _LONGEST for line in lines)
    return "".join(f"{line}\r\n" for line in lines)


def _event(reference: str, day: date, at: datetime) -> Iterator[str]:
    """A day without hours, which makes nobody busy."""
    yield from ("BEGIN:VEVENT", f"UID:{reference}@griffie.invalid")
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield from (f"SUMMARY:{reference}", "TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT")
