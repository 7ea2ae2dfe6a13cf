"""The day in a date header, however it is written: also as a page or a person writes it."""

from datetime import date

import pytest

from griffie.domain.law.deadlines import civil_date
from griffie.infrastructure.mail.text import read_instant
from tests.mail.made import codes, made, read

THE_FIFTH = date(2026, 11, 5)
WRITTEN = [
    "Thu, 5 Nov 2026 09:59:00 +0100",
    "Thu (don't), 5 (five (5)) Nov 2026 09:59 (am) +0100",
    "2026-11-05T09:59:00+01:00",
    "2026-11-05 09:59:00Z",
    "20261105T095900Z",
    "jeu., 5 nov. 2026 09:59:00 +0100",
    "do, 5 nov 2026 09:59:00 +0100",
    "Do., 5. Nov. 2026 09:59:00 +0100",
    "Thu, 5 Nov 2026 09:59:60 +0100",
    "Thu, 5 Nov 2026 09:59:00 +9999",
    "Thu, 5 Nov 2026 00:30:00 GMT+0100",
    "Thu, 5 Nov 2026 00:30:00 UTC+1",
    "Thu, 5 Nov 2026 00:30:00 GMT+01:00",
    "Thursday, 05-Nov-26 09:59:00 GMT",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_the_day_is_read(written: str) -> None:
    mail = read(made(Received="", Date=written))

    assert mail.received_at is not None
    assert civil_date(mail.received_at) == THE_FIFTH
    assert codes(mail) == {"date_supposed"}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("mer. 12 août 2026 09:59 +0200", "2026-08-12"),
        ("do, 5 mei 2026 09:59:00 +0200", "2026-05-05"),
        ("ven. 3 juil. 2026 09:59:00 +0200", "2026-07-03"),
        ("Do, 5. Mär 2026 09:59:00 +0100", "2026-03-05"),
        ("Mi, 2. Dez 2026 09:59:00 +0100", "2026-12-02"),
        ("Thu, 07 May 2026 09:59:00 +0100", "2026-05-07"),
        ("Sun, 1 Mar 2026 09:59:00 +0100", "2026-03-01"),
    ],
)
def test_months_of_our_languages(written: str, day: str) -> None:
    assert str(read_instant(written))[:10] == day


@pytest.mark.parametrize("written", ["gisteren", "30 Feb 2026 10:00", "(" * 9_000, "", "5"])
def test_what_is_no_date_is_none(written: str) -> None:
    assert read_instant(written) is None
