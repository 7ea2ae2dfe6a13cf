"""Data in wrong hands: row F3 of the second reading."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.request.vocabulary import DutyKind, ReminderKind
from griffie.domain.rights_request import RightsRequest
from tests.scenarios.course import Course

R = RightsRequest


# F3


@pytest.mark.law("gdpr/33/1")
@pytest.mark.parametrize(
    ("aware_on", "aware_at", "due_on"),
    [
        (date(2026, 3, 13), "2026-03-13T09:20:00+01:00", date(2026, 3, 16)),
        (date(2026, 4, 3), "2026-04-03T09:00:00+02:00", date(2026, 4, 6)),
        (date(2026, 5, 1), None, date(2026, 5, 3)),
    ],
    ids=["over a weekend", "over Easter", "only the day is known"],
)
def test_f3_seventy_two_hours_run_and_roll_over_nothing(
    course: Course, aware_on: date, aware_at: str | None, due_on: date
) -> None:
    course.receives(date(2026, 3, 5), "A copy, please.", "access")
    course.takes(
        aware_on,
        "It went to a neighbour.",
        R.suspect_breach,
        facts="x",
        aware_on=aware_on.isoformat(),
        aware_at=aware_at,
    )

    said = course.passes(due_on.replace(day=due_on.day + 1))
    notice: dict[str, Any] = {"notified_on": due_on.replace(day=due_on.day + 1).isoformat()}
    late = due_on.replace(day=due_on.day + 1)
    cited, _ = course.stopped(late, "Told too late.", R.record_breach_notice, **notice)
    course.takes(late, "And why.", R.record_breach_notice, **notice, delay="Nobody was there.")

    days = [on for on, kind, due in said if kind is ReminderKind.BREACH and due == due_on]
    assert aware_on < days[0] <= due_on
    assert due_on in days
    assert cited == "gdpr/33/1"
    assert course.request.duties == ()


@pytest.mark.law("gdpr/33/5")
@pytest.mark.law("gdpr/34/1")
def test_f3_an_unlikely_risk_is_a_reason_and_a_high_one_is_told_to_persons(course: Course) -> None:
    course.receives(date(2026, 3, 5), "A copy, please.", "access")
    for name, risk in (("first", "unlikely"), ("second", "high")):
        course.takes(
            date(2026, 3, 10),
            "A letter went astray.",
            R.suspect_breach,
            facts="x",
            aware_on="2026-03-10",
            dossier=name,
        )
        course.takes(
            date(2026, 3, 10),
            "Assessed.",
            R.assess_breach,
            dossier=name,
            risk=risk,
            reasons="Een proef.",
            assessed_on="2026-03-10",
        )

    owed = {(duty.dossier, duty.kind) for duty in course.request.duties}

    assert owed == {("second", DutyKind.BREACH), ("second", DutyKind.BREACH_PERSONS)}
