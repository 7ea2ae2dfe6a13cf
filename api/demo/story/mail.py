"""The e-mail of the story, dated the day before today."""

from datetime import date, datetime, time, timedelta
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

_MAIL = Path(__file__).parent.parent / "mail" / "inzageverzoek.eml"
_WRITTEN = datetime(2026, 3, 4, 19, 42, 7, tzinfo=ZoneInfo("Europe/Brussels"))
"""When the file on disk says that it was written; its other dates are seconds after."""


def demo_mail(today: date) -> bytes:
    """The message (RFC 5322, CRLF) as it would have come the evening before `today`."""
    message = _MAIL.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    evening = datetime.combine(today - timedelta(1), time(19, 42, 7), _WRITTEN.tzinfo)
    for seconds in range(10):
        then, now = (moment + timedelta(seconds=seconds) for moment in (_WRITTEN, evening))
        message = message.replace(format_datetime(then).encode(), format_datetime(now).encode())
    return message
