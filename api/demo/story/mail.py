"""The e-mails of the story: whole messages, dated so that they came the evening before.

Rights named here are what the clerk who took one in read in it.
"""

import re
from datetime import date, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

from griffie.api.demo.story.language import Back, ask, request, step, who
from griffie.domain.law.deadlines import BRUSSELS

_MAIL = Path(__file__).parent.parent / "mail"
_DATE = re.compile(rb"\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}")
_WRITTEN = date(2026, 3, 4)
"""The evening on which the files say that they were sent."""

REQUESTS = (
    request(
        *("inzageverzoek", Back(0), "email", "nl", who("Zoë Maréchal"), (), ""),
        mail="inzageverzoek.eml",
    ),
    request(
        *("fontaine-doorgestuurd", Back(6), "email", "fr"),
        who("Léa Fontaine", "lea.fontaine@boite.example"),
        *((ask("erasure"),), ""),
        step(0, "assign"),
        step(1, "settle-remark", code="passed_on", right=True, reason="Kris Vos bevestigt het."),
        step(1, "acknowledge"),
        mail="doorgestuurd.eml",
    ),
)
"""One of today that nobody has read, and one that a colleague left lying for a week."""


def demo_mail(file: str, today: date) -> bytes:
    """The message (RFC 5322, CRLF) as it would have come the evening before `today`.

    Every date in it moves by as many days, at the same hour of the clock in Brussels.
    """
    message = (_MAIL / file).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    days = today - timedelta(1) - _WRITTEN
    return _DATE.sub(lambda found: _moved(found[0].decode(), days).encode(), message)


def _moved(written: str, days: timedelta) -> str:
    then = parsedate_to_datetime(written).astimezone(BRUSSELS)
    return format_datetime(then + days)
