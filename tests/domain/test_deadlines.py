"""Deadlines: Article 12(3) GDPR, counted by Regulation 1182/71.

Each case's last column is its reason. A second reckoning, by other people's libraries, agrees on
every day of receipt.
"""

from datetime import UTC, date, datetime, timedelta

import holidays as package
import pytest
from dateutil.relativedelta import relativedelta

from griffie.domain.law import GDPR
from griffie.domain.law.calendar import OutsideCalendarError, calendar
from griffie.domain.law.deadlines import (
    Standing,
    answer_term,
    at_once_term,
    civil_date,
    end_of_day,
    nth_working_day,
    standing,
    working_days,
)

BE, BE_OJ = calendar("BE/2026.1"), calendar("BE-OJ/2026.1")
DAY = timedelta(days=1)


def on(written: str) -> date:
    return date.fromisoformat(written)


LEGAL_CALENDAR = [
    ("2024-02-29", "2024-03-29", "2024-05-29", "the same date"),
    ("2024-03-05", "2024-04-05", "2024-06-05", "EDPB example 32: 5 March to 5 April"),
    ("2024-08-31", "2024-09-30", "2024-12-02", "EDPB example 33: no 31 September; a weekend"),
    ("2025-03-05", "2025-04-07", "2025-06-05", "Saturday and Sunday"),
    ("2025-11-29", "2025-12-29", "2026-03-02", "no 29 February in 2026, and that is a Saturday"),
    ("2026-01-29", "2026-03-02", "2026-04-29", "no 29 February, and a weekend"),
    ("2026-01-31", "2026-03-02", "2026-04-30", "no 31 February, no 31 April"),
    ("2026-03-05", "2026-04-07", "2026-06-05", "Sunday, then Easter Monday"),
    ("2026-04-01", "2026-05-04", "2026-07-01", "Labour Day on a Friday, and the weekend"),
    ("2026-04-14", "2026-05-15", "2026-07-14", "Ascension Day"),
    ("2026-06-21", "2026-07-22", "2026-09-21", "the National Day"),
    ("2026-07-15", "2026-08-17", "2026-10-15", "Assumption Day on a Saturday, then Sunday"),
    ("2026-10-01", "2026-11-02", "2027-01-04", "All Saints' Day on a Sunday; New Year, a weekend"),
    ("2026-11-25", "2026-12-28", "2027-02-25", "Christmas Day on a Friday, and the weekend"),
    ("2026-12-01", "2027-01-04", "2027-03-01", "New Year's Day on a Friday, and the weekend"),
    ("2028-01-29", "2028-02-29", "2028-05-02", "a leap year; the weekend, then Labour Day"),
    # further anchors: four receipts with one due date, month ends, Easter, the turn of the year
    ("2026-01-28", "2026-03-02", "2026-04-28", "28 February is a Saturday"),
    ("2026-01-30", "2026-03-02", "2026-04-30", "no 30 February, and a weekend"),
    ("2026-05-31", "2026-06-30", "2026-08-31", "no 31 June"),
    ("2026-04-25", "2026-05-26", "2026-07-27", "Whit Monday"),
    ("2027-02-28", "2027-03-30", "2027-05-28", "28 March is Easter Sunday, 29 March Easter Monday"),
    ("2027-11-30", "2027-12-30", "2028-02-29", "three months clamp in a leap year"),
]


@pytest.mark.law("gdpr/12/3")
@pytest.mark.law("reg/1182-71/3/2/c")
@pytest.mark.law("reg/1182-71/3/4")
@pytest.mark.parametrize(("received_on", "due_on", "extended_to", "because"), LEGAL_CALENDAR)
def test_an_answer_is_due_a_month_after_receipt_or_three(
    received_on: str, due_on: str, extended_to: str, because: str
) -> None:
    one, three = (answer_term(on(received_on), BE, extended=extended) for extended in (False, True))

    assert one.due_on == on(due_on), because
    assert three.due_on == on(extended_to), because
    assert three.first_month_ends_on == one.due_on == one.first_month_ends_on


@pytest.mark.law("reg/1182-71/3/4")
def test_other_peoples_libraries_reckon_the_same_for_every_day_of_receipt() -> None:
    holidays = package.country_holidays("BE", years=range(2018, 2046), categories="public")

    for n in range((date(2045, 9, 1) - date(2018, 1, 1)).days):
        received_on = date(2018, 1, 1) + n * DAY
        for months in (1, 3):
            due_on = received_on + relativedelta(months=months)
            while due_on.weekday() >= 5 or due_on in holidays:
                due_on += DAY
            assert answer_term(received_on, BE, extended=months == 3).due_on == due_on


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("received_on", "nominal_on"), [("2026-01-31", "2026-04-30"), ("2026-04-01", "2026-07-01")]
)
def test_an_extension_runs_from_receipt_and_not_from_the_first_due_date(
    received_on: str, nominal_on: str
) -> None:
    assert answer_term(on(received_on), BE, extended=True).nominal_on == on(nominal_on)


@pytest.mark.law("reg/1182-71/2/1")
@pytest.mark.parametrize(
    ("received_on", "months", "statutory", "journal"),
    [
        ("2026-07-31", 3, "2026-11-02", "2026-11-03"),
        ("2026-08-01", 3, "2026-11-02", "2026-11-03"),
        ("2026-08-02", 3, "2026-11-02", "2026-11-03"),
        ("2026-10-01", 1, "2026-11-02", "2026-11-03"),
        ("2026-10-02", 1, "2026-11-02", "2026-11-03"),
    ],
)
def test_the_official_journals_second_of_november_moves_a_deadline(
    received_on: str, months: int, statutory: str, journal: str
) -> None:
    terms = [answer_term(on(received_on), which, extended=months == 3) for which in (BE, BE_OJ)]

    assert [term.due_on for term in terms] == [on(statutory), on(journal)]


@pytest.mark.law("reg/1182-71/2/1")
def test_no_other_receipt_with_a_deadline_in_2025_or_2026_is_moved_by_it() -> None:
    receipts = (date(2024, 9, 1) + n * DAY for n in range(850))

    moved = {
        (received_on.isoformat(), extended)
        for received_on in receipts
        for extended in (False, True)
        if answer_term(received_on, BE, extended=extended).due_on
        != answer_term(received_on, BE_OJ, extended=extended).due_on
    }

    assert moved == {
        ("2026-07-31", True),
        ("2026-08-01", True),
        ("2026-08-02", True),
        ("2026-10-01", False),
        ("2026-10-02", False),
    }


@pytest.mark.law("reg/1182-71/3/4")
def test_the_trace_says_which_rule_moved_which_date_and_why() -> None:
    counted, rolled = answer_term(on("2026-03-05"), BE).trace

    assert (str(counted.rule), counted.start, counted.end, str(counted.because)) == (
        "reg/1182-71/3/2/c",
        on("2026-03-05"),
        on("2026-04-05"),
        "one month from receipt",
    )
    assert (str(rolled.rule), rolled.start, rolled.end, str(rolled.because)) == (
        "reg/1182-71/3/4",
        on("2026-04-05"),
        on("2026-04-07"),
        "Sunday; Easter Monday",
    )


@pytest.mark.law("reg/1182-71/3/2/c")
def test_the_trace_says_when_a_month_is_too_short() -> None:
    counted = answer_term(on("2026-01-31"), BE, extended=True).trace[0]

    assert str(counted.because) == "three months from receipt (no 31st: the last day of the month)"


def test_work_aims_at_the_last_working_day_not_after_the_nominal_date() -> None:
    assert answer_term(on("2026-03-05"), BE).target_on == on("2026-04-03")
    assert answer_term(on("2024-03-05"), BE).target_on == on("2024-04-05")


@pytest.mark.law("gdpr/21/3")
def test_direct_marketing_stops_within_two_working_days() -> None:
    term = at_once_term(on("2026-04-03"), BE)  # Good Friday is no holiday, Easter Monday is one

    assert {term.due_on, term.strict_due_on, term.first_month_ends_on} == {on("2026-04-08")}
    assert (str(term.trace[0].rule), str(term.trace[0].because)) == (
        "gdpr/21/3",
        "two working days from receipt (our policy)",
    )


@pytest.mark.law("gdpr/7/3")
def test_a_withdrawal_of_consent_cites_its_own_provision() -> None:
    term = at_once_term(on("2026-03-02"), BE, rule=GDPR(7, 3))

    assert str(term.trace[0].rule) == "gdpr/7/3"
    assert (term.due_on, term.extended, term.waiting) == (on("2026-03-04"), False, False)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-03-05", Standing.ON_TRACK),
        ("2026-03-29", Standing.ON_TRACK),
        ("2026-03-30", Standing.DUE_SOON),  # after it 31, 1, 2, 3 and, past Easter, 7 April
        ("2026-04-06", Standing.DUE_SOON),
        ("2026-04-07", Standing.DUE_TODAY),
        ("2026-04-08", Standing.OVERDUE),
    ],
)
def test_a_deadline_stands_as_the_day_says(today: str, expected: Standing) -> None:
    term = answer_term(on("2026-03-05"), BE)

    assert standing(term, on(today), None) is expected


def test_five_working_days_before_it_is_due_soon() -> None:
    term = answer_term(on("2026-03-05"), BE)

    assert working_days(term.soon_on, term.due_on, BE) == 5
    assert working_days(term.soon_on - DAY, term.due_on, BE) == 6


@pytest.mark.law("gdpr/12/3")
def test_what_was_told_by_the_due_date_is_met() -> None:
    term = answer_term(on("2026-03-05"), BE)

    assert standing(term, on("2026-09-01"), on("2026-04-07")) is Standing.MET
    assert standing(term, on("2026-09-01"), on("2026-04-08")) is Standing.MISSED


def test_working_days_leave_out_the_first_day_and_every_day_off() -> None:
    assert working_days(on("2026-04-03"), on("2026-04-08"), BE) == 2
    assert working_days(on("2026-04-08"), on("2026-04-03"), BE) == 0
    assert nth_working_day(on("2026-04-03"), 2, BE) == on("2026-04-08")
    assert nth_working_day(on("2026-04-08"), -2, BE) == on("2026-04-03")


INSTANTS = [
    ("2026-08-31T21:59:00+00:00", "2026-08-31", "2026-09-30", "2026-09-30T22:00:00+00:00"),
    ("2026-08-31T22:30:00+00:00", "2026-09-01", "2026-10-01", "2026-10-01T22:00:00+00:00"),
    ("2026-03-28T23:30:00+00:00", "2026-03-29", "2026-04-29", "2026-04-29T22:00:00+00:00"),
    ("2026-10-24T22:30:00+00:00", "2026-10-25", "2026-11-25", "2026-11-25T23:00:00+00:00"),
    ("2026-10-24T18:30:00-04:00", "2026-10-25", "2026-11-25", "2026-11-25T23:00:00+00:00"),
]


@pytest.mark.law("reg/1182-71/3/2/c")
@pytest.mark.parametrize(("instant", "received_on", "due_on", "expiry"), INSTANTS)
def test_a_day_is_a_day_in_brussels_from_its_first_hour_to_its_last(
    instant: str, received_on: str, due_on: str, expiry: str
) -> None:
    received = civil_date(datetime.fromisoformat(instant))

    due = answer_term(received, BE).due_on
    assert (received, due) == (on(received_on), on(due_on))
    assert end_of_day(due) == datetime.fromisoformat(expiry)
    assert end_of_day(due).tzinfo is UTC


def test_an_instant_without_a_zone_has_no_date() -> None:
    with pytest.raises(ValueError, match="zone"):
        civil_date(datetime(2026, 3, 5, 12, 0))  # noqa: DTZ001


@pytest.mark.parametrize("day", ["2017-06-01", "2045-12-20", "9999-12-31"])
def test_a_day_that_the_calendar_does_not_know_is_refused(day: str) -> None:
    with pytest.raises(OutsideCalendarError):
        answer_term(on(day), BE)


def test_the_same_question_is_reckoned_once() -> None:
    assert answer_term(on("2026-03-05"), BE) is answer_term(on("2026-03-05"), BE)
