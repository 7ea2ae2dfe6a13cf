"""A4 to A9: what stops a clock, and what does not. Right values by hand; days of 2026."""

import pytest

from griffie.domain.law import Right
from griffie.domain.request.vocabulary import Limit
from tests.scenarios.course import Course, about
from tests.scenarios.on_a_day import (
    CONSENT,
    MARKETING,
    To,
    claim,
    day,
    promised,
    seen,
    takes,
    tells,
)

# -- A4 ------------------------------------------------------------------------------------------


@pytest.mark.law("gdpr/recital/63")
@pytest.mark.parametrize(
    ("right", "asked", "large"),
    [
        ("rectification", "10-06", True),
        ("erasure", "10-06", True),
        ("access", "10-06", False),
        ("access", "10-20", True),
    ],
    ids=["another right", "one more", "not many data", "asked late"],
)
def test_a4_elsewhere_a_question_is_recorded_and_the_clock_runs(
    course: Course,
    right: str,
    asked: str,
    large: bool,  # noqa: FBT001
) -> None:
    course.receives(day("10-05"), "", right)
    question = {"question": "What is the right address?", "asked_on": f"2026-{asked}"}
    takes(course, asked, To.ask_clarification, **question, large_quantity=large)
    missed = about(course.passes(day("11-06")))

    found = claim(course, "11-06", right)
    assert (found["state"], found["deadline"]["suspended"]) == ("overdue", False)
    assert found["deadline"]["due_on"] == "2026-11-05"
    assert missed[Limit.ANSWER] == day("11-05")
    assert course.request.clock_stands(Right[right.upper()]) is None


@pytest.mark.law("gdpr/recital/63")
def test_a4_for_access_to_many_data_it_stands_and_the_strict_count_stays_in_sight(
    course: Course,
) -> None:
    course.receives(day("10-05"), "", "access")
    question = {"question": "Which years?", "asked_on": "2026-10-06", "large_quantity": True}
    takes(course, "10-06", To.ask_clarification, **question)

    waiting, past = claim(course, "11-05", "access"), claim(course, "11-06", "access")
    assert (waiting["state"], waiting["deadline"]["suspended"]) == ("suspended", True)
    assert (past["state"], past["deadline"]["suspended"]) == ("overdue", True)
    stands = course.request.clock_stands(Right.ACCESS)
    assert stands is not None
    assert stands.asked_on == day("10-06")


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("right", ["access", "erasure"])
def test_a4_while_identity_is_asked_promptly_nothing_is_missed(course: Course, right: str) -> None:
    course.receives(day("10-05"), "", right)
    doubt = {"grounds": "Another address.", "asked_for": "A call.", "asked_on": "2026-10-07"}
    takes(course, "10-07", To.doubt_identity, **doubt)
    course.passes(day("11-12"))

    found = claim(course, "11-12", right)
    assert (found["state"], found["deadline"]["suspended"]) == ("overdue", True)
    assert course.request.missed == ()


# -- A5 ------------------------------------------------------------------------------------------


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("right", ["access", "restriction"])
def test_a5_a_reminder_is_no_new_request(course: Course, right: str) -> None:
    first = course.receives(day("10-05"), "", right)
    reminder = course.receives(day("10-26"), "", right, MARKETING)
    takes(course, "10-26", To.link, other=str(first), relation="reminder")
    closed = seen(course, "10-26")
    course.follows(first)
    shown = seen(course, "10-26")

    assert (closed["status"], closed["outcome"]) == ("closed", "reminder")
    assert shown["reminded_by"] == [{"other": str(reminder), "received_on": "2026-10-26"}]
    assert claim(course, "10-26", right)["deadline"]["due_on"] == "2026-11-05"
    assert claim(course, "10-26", MARKETING)["deadline"]["due_on"] == "2026-10-28"
    assert course.figures(2026, day("11-01"))["received"] == {"requests": 1, "claims": 2}


@pytest.mark.law("gdpr/12/3")
def test_a5_a_first_request_that_is_unknown_is_searched_and_its_day_counts_when_found(
    course: Course,
) -> None:
    reminder = course.receives(day("10-26"), "", "access", claims_earlier=True)
    unknown = seen(course, "10-26")
    first = course.receives(day("10-05"), "", entered=day("10-27"))
    course.follows(reminder)
    takes(course, "10-27", To.link, other=str(first), relation="reminder")
    settled = seen(course, "10-27")
    course.follows(first)

    assert unknown["status"] == "received"
    assert [one["code"] for one in unknown["remarks"]] == ["claims_earlier"]
    assert not unknown["remarks"][0]["settled"]
    assert [task["whom"] for task in unknown["tasks"]] == ["mailboxes"]
    assert settled["remarks"][0]["settled"]
    assert claim(course, "10-27", "access")["deadline"]["due_on"] == "2026-11-05"


# -- A6 ------------------------------------------------------------------------------------------


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("right", "withdrawn", "state"),
    [("access", "11-28", "missed"), (MARKETING, "09-07", "missed"), ("access", "09-30", "met")],
    ids=["58 days late", "a promptly due one", "before it was late"],
)
def test_a6_an_infringement_stands_whoever_withdraws(
    course: Course, right: str, withdrawn: str, state: str
) -> None:
    course.receives(day("09-01"), "", right)
    words = {"rights": [right], "on": f"2026-{withdrawn}", "words": "Never mind."}
    takes(course, "11-28", To.withdraw, **words)
    takes(course, "11-28", To.close)
    before = claim(course, "11-28", right)
    course.passes(day("11-29"))

    late = state == "missed"
    assert before["state"] == state
    assert bool(course.request.missed) is late
    assert course.figures(2026, day("11-29"))["answers"]["too late"] == late


# -- A7, A8, A9 ----------------------------------------------------------------------------------


@pytest.mark.law("gdpr/21/3")
@pytest.mark.parametrize("stopped", ["10-05", "10-01", "10-07"])
def test_a7_stopping_counts_and_telling_has_the_month(course: Course, stopped: str) -> None:
    course.receives(day("10-05"), "", MARKETING)
    done = {"channels": ["email"], "stopped_on": f"2026-{stopped}"}
    takes(course, "10-07", To.stop_marketing, right=MARKETING, **done)
    between = claim(course, "10-08", MARKETING)
    takes(course, "10-15", To.fulfil, right=MARKETING, measures="Off every list.")
    tells(course, "10-15", MARKETING)

    found = claim(course, "10-15", MARKETING)
    assert (between["state"], between["deadline"]["due_on"]) == ("on_track", "2026-11-05")
    assert (found["state"], found["deadline"]["met_strictly"]) == ("met", True)


@pytest.mark.law("gdpr/21/3")
@pytest.mark.parametrize(("stopped", "days"), [("10-05", 0), ("10-01", 0), ("10-07", 2)])
def test_a9_the_figure_is_of_the_day_on_which_it_stopped(
    course: Course, stopped: str, days: int
) -> None:
    course.receives(day("10-05"), "", MARKETING)
    done = {"channels": ["email"], "stopped_on": f"2026-{stopped}"}
    takes(course, "10-07", To.stop_marketing, right=MARKETING, **done)
    takes(course, "11-25", To.fulfil, right=MARKETING, measures="Off every list.")

    found = course.figures(2026, day("11-25"))["working days to stop direct marketing"]
    assert found["median"] == days


@pytest.mark.law("gdpr/21/3")
def test_a7_who_is_on_no_list_is_put_on_the_suppression_list(course: Course) -> None:
    course.receives(day("10-05"), "", MARKETING)
    kept = {"system": "newsletter", "suppressed_on": "2026-10-06"}
    takes(course, "10-06", To.record_suppression, right=MARKETING, **kept)
    takes(course, "10-20", To.fulfil, right=MARKETING, measures="On no list.")
    tells(course, "10-20", MARKETING)

    assert claim(course, "10-20", MARKETING)["state"] == "met"


@pytest.mark.law("gdpr/7/3")
@pytest.mark.parametrize(
    ("stopped", "told", "state"),
    [("10-07", "10-30", "met"), ("10-09", "10-09", "missed"), ("10-06", "11-09", "missed")],
    ids=["in time", "stopped late", "told late"],
)
def test_a7_a_withdrawal_of_consent_is_about_stopping_too(
    course: Course, stopped: str, told: str, state: str
) -> None:
    course.receives(day("10-05"), "", CONSENT)
    takes(course, stopped, To.stop_processing, right=CONSENT, stopped_on=f"2026-{stopped}")
    takes(course, told, To.fulfil, right=CONSENT, measures="Stopped.")
    tells(course, told, CONSENT)

    assert claim(course, told, CONSENT)["state"] == state


@pytest.mark.law("gdpr/21/3")
@pytest.mark.parametrize("right", [MARKETING, CONSENT])
def test_a8_told_and_not_stopped_is_due_until_it_is_stopped(course: Course, right: str) -> None:
    course.receives(day("10-05"), "", right)
    promised(course, right, "10-06")
    missed = about(course.passes(day("10-08")))

    found = claim(course, "10-08", right)
    assert (found["state"], found["deadline"]["due_on"]) == ("overdue", "2026-10-07")
    assert missed[Limit.AT_ONCE] == day("10-07")
