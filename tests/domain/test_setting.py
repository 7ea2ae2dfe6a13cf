"""What the domain knows of the controller: who receives what, and what is recorded of a purpose."""

from datetime import UTC, date, datetime

import pytest

from griffie.domain.housekeeping import KnocksCounted, day_stream, looks_stream
from griffie.domain.model.recorded import Basis, PurposeRecord
from griffie.domain.model.setting import Controller, Occasion
from tests.given.past import ID

PAY = PurposeRecord(bases=frozenset({Basis.LEGAL_OBLIGATION}))
OURS = Controller(
    recipients={"pay": ("office", "bank"), "mail": ("printer", "bank")},
    purposes={"pay": PAY},
    received={"bank": ("account",), "printer": ("address", "name")},
)


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize(
    ("purposes", "categories", "who"),
    [
        ((), (), ("bank", "office", "printer")),
        (("pay",), (), ("bank", "office")),
        (("unknown",), (), ()),
        # Of the office nothing is said: it may have received anything.
        ((), ("name",), ("office", "printer")),
        ((), ("name", "account"), ("bank", "office", "printer")),
        (("mail",), ("name",), ("printer",)),
        (("pay",), ("name",), ("office",)),
    ],
)
def test_recipients_are_those_of_the_purposes_that_may_have_got_such_data(
    purposes: tuple[str, ...], categories: tuple[str, ...], who: tuple[str, ...]
) -> None:
    assert OURS.recipients_of(purposes, categories) == who


def test_of_a_purpose_is_known_what_the_profile_records() -> None:
    assert OURS.recorded(("pay", "mail")) == {"pay": PAY}
    assert OURS.recorded(()) == {}


@pytest.mark.parametrize(
    ("at", "today"),
    [
        (datetime(2026, 3, 20, 22, 59, tzinfo=UTC), date(2026, 3, 20)),
        (datetime(2026, 3, 20, 23, 0, tzinfo=UTC), date(2026, 3, 21)),
    ],
)
def test_today_is_the_day_in_brussels(at: datetime, today: date) -> None:
    assert Occasion("u-anna", at).today == today


def test_what_happens_beside_requests_has_streams_of_its_own() -> None:
    days = [day_stream(date(2026, 3, day)) for day in (20, 20, 21)]

    assert days[0] == days[1] != days[2]
    assert looks_stream(ID) == looks_stream(ID) != ID


def test_a_day_of_knocks_is_told_by_the_same_day_or_a_later_one() -> None:
    days = [
        KnocksCounted(
            on=date(2026, 3, day), failed_sign_ins=0, unknown_tokens=0, refusals_not_written=0
        )
        for day in (19, 20, 21)
    ]

    assert [days[1].is_told_by(day) for day in days] == [False, True, True]
