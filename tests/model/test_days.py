"""The naive dates, held to the cases that the study of the law worked out by hand."""

from datetime import date

import pytest
from dateutil import easter as others
from dateutil.relativedelta import relativedelta

from tests.model.days import DAY, Question, answer_term, easter, months_later


def iso(day: str) -> date:
    return date.fromisoformat(day)


def test_easter_is_when_others_say_it_is() -> None:
    assert [easter(year) for year in range(1900, 2200)] == [
        others.easter(year) for year in range(1900, 2200)
    ]


def test_months_are_counted_as_others_count_them() -> None:
    days = [date(2024, 1, 1) + ahead * DAY for ahead in range(4 * 366)]

    for months in (1, 3):
        assert [months_later(day, months) for day in days] == [
            day + relativedelta(months=months) for day in days
        ]


@pytest.mark.parametrize(
    ("received", "due", "extended"),
    [
        ("2024-02-29", "2024-03-29", "2024-05-29"),
        ("2024-08-31", "2024-09-30", "2024-12-02"),
        ("2025-11-29", "2025-12-29", "2026-03-02"),
        ("2026-01-31", "2026-03-02", "2026-04-30"),
        ("2026-03-05", "2026-04-07", "2026-06-05"),
        ("2026-04-01", "2026-05-04", "2026-07-01"),
        ("2026-04-14", "2026-05-15", "2026-07-14"),
        ("2026-06-21", "2026-07-22", "2026-09-21"),
        ("2026-10-01", "2026-11-02", "2027-01-04"),
        ("2028-01-29", "2028-02-29", "2028-05-02"),
    ],
)
def test_the_cases_of_the_study(received: str, due: str, extended: str) -> None:
    one, three = (
        answer_term(iso(received), "BE/2026.1", "none", [], extended=longer)
        for longer in (False, True)
    )

    assert (one.due_on, three.due_on) == (iso(due), iso(extended))


@pytest.mark.parametrize(
    ("received", "asked", "heard", "dues"),
    [
        ("2026-10-05", "2026-10-07", "2026-10-19", ("11-05", "11-17", "11-19", "11-17")),
        ("2026-10-05", "2026-10-26", "2026-11-02", ("11-05", "11-12", "12-02", "11-05")),
        ("2026-08-31", "2026-09-01", "2026-09-15", ("09-30", "10-14", "10-15", "10-14")),
        ("2026-01-30", "2026-01-30", "2026-02-09", ("03-02", "03-10", "03-09", "03-10")),
    ],
)
def test_the_suspensions_of_the_study(
    received: str, asked: str, heard: str, dues: tuple[str, ...]
) -> None:
    policies = ("none", "pause", "restart", "pause-if-prompt")
    question = Question(iso(asked), iso(heard))

    found = [
        answer_term(iso(received), "BE/2026.1", policy, [question], extended=False).due_on
        for policy in policies
    ]

    assert found == [iso(f"2026-{due}") for due in dues]
