"""A10 to A15: what is late, and what came back. Right values by hand; days of 2026."""

from typing import Any

import pytest

from griffie.domain.law import Right
from griffie.domain.request.vocabulary import Limit, ReminderKind
from tests.scenarios.course import Course, about
from tests.scenarios.on_a_day import To, claim, day, takes, tells

# -- A10 -----------------------------------------------------------------------------------------


def extended(course: Course, right: str) -> None:
    course.receives(day("08-31"), "", right)
    extension = {"grounds": ["complexity"], "explanation": "Ten years."}
    takes(course, "09-10", To.extend_deadline, notified_on="2026-09-10", **extension)


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(
    ("right", "told", "state"),
    [
        ("access", "11-10", "missed"),
        ("rectification", "11-10", "missed"),
        ("access", "09-30", "met"),
    ],
)
def test_a10_a_whole_no_knows_no_extension(
    course: Course, right: str, told: str, state: str
) -> None:
    extended(course, right)
    refusal = {"ground": "gdpr/12/5/unfounded", "demonstration": "Third time."}
    takes(course, told, To.refuse, right=right, **refusal)
    tells(course, told, right)
    course.passes(day(told).replace(day=day(told).day + 1) if told != "09-30" else day("10-01"))

    found = claim(course, told, right)
    assert (found["state"], found["deadline"]["due_on"]) == (state, "2026-11-30")
    assert found["deadline"]["refusal_due_on"] == "2026-09-30"
    assert [one.limit for one in course.request.missed] == (
        [Limit.REFUSAL_NOTICE] if state == "missed" else []
    )


@pytest.mark.law("gdpr/12/3")
def test_a10_a_part_that_is_kept_back_follows_the_extended_date(course: Course) -> None:
    extended(course, "erasure")
    kept = {"ground": "gdpr/17/3/b", "categories": ["invoices"], "legal_basis": "The tax act."}
    takes(course, "11-10", To.apply_exception, right="erasure", necessity="Seven years.", **kept)
    takes(course, "11-10", To.fulfil, right="erasure", measures="The rest is gone.")
    tells(course, "11-10", "erasure")

    assert claim(course, "11-10", "erasure")["state"] == "met"
    parts = course.figures(2026, day("11-10"))["parts kept back"]
    assert parts == {"told in the first month": 0, "told after it": 1}


# -- A11 -----------------------------------------------------------------------------------------


@pytest.mark.law("gdpr/12/6")
def test_a11_the_day_of_the_proof_is_asked_and_never_supposed(course: Course) -> None:
    course.receives(day("10-05"), "", "access")
    doubt = {"grounds": "Another address.", "asked_for": "A call.", "asked_on": "2026-10-06"}
    takes(course, "10-06", To.doubt_identity, **doubt)
    seen: dict[str, Any] = {"method": "Called back.", "verified_on": "2026-11-16"}
    _, why = course.stopped(day("11-16"), "", To.verify_identity, **seen)
    takes(course, "11-16", To.verify_identity, received_on="2026-10-12", **seen)

    assert why.startswith("received_on: ")
    assert claim(course, "11-16", "access")["deadline"]["due_on"] == "2026-11-12"


# -- A13 -----------------------------------------------------------------------------------------


@pytest.mark.law("gdpr/21/3")
@pytest.mark.parametrize(("received", "due"), [("10-05", "10-06"), ("10-09", "10-12")])
def test_a13_unread_mail_has_the_clock_of_the_fastest_right(
    course: Course, received: str, due: str
) -> None:
    course.receives(day(received), "")
    said = course.passes(day(due))

    assert (day(due), ReminderKind.READ, day(due)) in said


# -- A14 -----------------------------------------------------------------------------------------


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("first_counts", "state"), [(None, "missed"), ("She gave a wrong address.", "met")]
)
def test_a14_a_letter_that_came_back(course: Course, first_counts: str | None, state: str) -> None:
    course.receives(day("10-05"), "", "rectification")
    done = {"measures": "Put right.", "done_on": "2026-10-20"}
    takes(course, "11-04", To.fulfil, right="rectification", **done)
    tells(course, "11-04", "rectification")
    back: dict[str, Any] = {"channel": "email", "on": "2026-11-06", "rights": ["rectification"]}
    reason = {"first_counts": first_counts} if first_counts else {}
    takes(course, "11-06", To.record_returned, **back, **reason)
    tells(course, "11-18", "rectification")

    found = claim(course, "11-18", "rectification")
    assert found["state"] == state
    assert found["returned"][0]["sent_on"] == "2026-11-04"
    told = {"came back": 1, "in time by the first dispatch": 1}
    counted = {"in time by the one that counts": state == "met"}
    assert course.figures(2026, day("11-18"))["answers that came back"] == told | counted


# -- A15 -----------------------------------------------------------------------------------------


@pytest.mark.law("gdpr/12/3")
def test_a15_what_intake_adds_is_part_of_receipt(course: Course) -> None:
    course.mail(day("03-06"), "plain-nl", Right.ACCESS)
    before = course.request.status
    said = about(course.passes(day("03-21")))

    assert len(course.request.documents) == 1
    assert before == "received"
    assert said[ReminderKind.UNTOUCHED] == day("03-19")
