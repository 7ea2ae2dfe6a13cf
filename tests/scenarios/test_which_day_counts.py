"""A1 to A3: on which day a clock starts, and by what a right is met. Right values by hand.

Each row as it came, and another of its kind with another right or another day. All days lie in
2026, under the calendar of the ten Belgian holidays.
"""

import pytest

from griffie.domain.request.vocabulary import Limit
from tests.scenarios.course import Course, about
from tests.scenarios.on_a_day import (
    CONSENT,
    COPY,
    MARKETING,
    To,
    claim,
    day,
    promised,
    seen,
    takes,
    tells,
)

# -- A1 ------------------------------------------------------------------------------------------


@pytest.mark.law("gdpr/15/3")
@pytest.mark.law("gdpr/20/1")
@pytest.mark.parametrize("right", ["access", "portability"])
@pytest.mark.parametrize(
    ("delivered", "state"), [("11-04", "met"), ("11-05", "met"), ("12-20", "missed")]
)
def test_a1_data_are_the_answer(course: Course, right: str, delivered: str, state: str) -> None:
    course.receives(day("10-05"), "", right)
    promised(course, right, "10-20")
    before = claim(course, "10-21", right)
    copy = COPY | {"right": right, "delivered_on": f"2026-{delivered}"}
    takes(course, delivered, To.deliver_copy, **copy)
    after = claim(course, delivered, right)

    assert (before["state"], before["deadline"]["met_strictly"]) == ("on_track", None)
    assert after["state"] == state
    assert after["deadline"]["met_on"] == f"2026-{delivered}"
    assert seen(course, delivered)["deadline"]["told_on"] == "2026-10-20"


@pytest.mark.law("gdpr/15/3")
def test_a1_a_promise_alone_is_late_and_does_not_close(course: Course) -> None:
    course.receives(day("10-05"), "", "access")
    promised(course, "access", "10-20")
    missed = about(course.passes(day("11-06")))
    takes(course, "11-06", To.fulfil, right="access", measures="She may come and look.")
    cited, why = course.stopped(day("11-06"), "", To.close)

    assert missed[Limit.ANSWER] == day("11-05")
    assert claim(course, "11-06", "access")["state"] == "overdue"
    assert cited == "gdpr/15/3"
    assert "hand it over" in why


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("manner", ["remote_access", "inspection", "oral", "information_only"])
def test_a1_what_stands_for_a_copy(course: Course, manner: str) -> None:
    course.receives(day("10-05"), "", "access")
    asked = {} if manner == "remote_access" else {"asked": "I would rather have it so."}
    given = {"right": "access", "manner": manner, "given_on": "2026-10-28"}
    if manner == "oral":  # Article 12(1): who asks is known by other means
        known = {"method": "At the counter.", "verified_on": "2026-10-28"}
        takes(course, "10-28", To.verify_identity, **known)
    takes(course, "10-28", To.give_access, **given, **asked)
    takes(course, "10-28", To.fulfil, right="access", measures="Shown.")
    tells(course, "10-29", "access")

    assert claim(course, "10-29", "access")["state"] == "met"
    assert claim(course, "10-29", "access")["deadline"]["met_on"] == "2026-10-29"


@pytest.mark.law("gdpr/15/1")
def test_a1_that_there_are_no_data_is_the_answer(course: Course) -> None:
    course.receives(day("10-05"), "", "access")
    found = {"ground": "fact/no_data", "explanation": "Nothing in five systems."}
    takes(course, "10-12", To.find_not_applicable, right="access", **found)
    tells(course, "10-12", "access")
    takes(course, "10-12", To.close)

    assert claim(course, "10-12", "access")["state"] == "met"


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("erased", "state"), [("10-30", "met"), ("11-20", "missed")], ids=["in time", "too late"]
)
def test_a1_a_promised_erasure_is_due_until_live_data_are_gone(
    course: Course, erased: str, state: str
) -> None:
    course.receives(day("10-05"), "", "erasure")
    promised(course, "erasure", "10-10")
    before = claim(course, "10-11", "erasure")
    live = {"system": "servers", "proof": "Gone.", "erased_on": f"2026-{erased}"}
    takes(course, erased, To.erase_data, right="erasure", **live)
    backup = {"system": "web-shop", "reason": "Overwritten.", "deferred_on": f"2026-{erased}"}
    takes(course, erased, To.defer_erasure, right="erasure", until="2027-03-01", **backup)
    takes(course, "11-25", To.fulfil, right="erasure", measures="Erased.")

    assert (before["state"], before["informed_on"]) == ("on_track", "2026-10-10")
    assert claim(course, "11-25", "erasure")["state"] == state
    assert claim(course, "11-25", "erasure")["deadline"]["met_on"] == f"2026-{erased}"


@pytest.mark.law("gdpr/12/3")
def test_a1_without_a_recorded_deed_the_day_that_is_said_counts(course: Course) -> None:
    course.receives(day("10-05"), "", "rectification")
    promised(course, "rectification", "10-10")
    done = {"measures": "The name is right now.", "done_on": "2026-10-12"}
    takes(course, "11-25", To.fulfil, right="rectification", **done)

    assert claim(course, "11-25", "rectification")["state"] == "met"


# -- A2 ------------------------------------------------------------------------------------------


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("right", "due"),
    [(MARKETING, "2026-11-30"), (CONSENT, "2026-11-30"), ("erasure", "2026-12-28")],
)
def test_a2_an_added_right_counts_from_its_own_message(
    course: Course, right: str, due: str
) -> None:
    course.receives(day("11-02"), "", "access")
    takes(course, "11-26", To.add_claim, right=right, received_on="2026-11-26")
    course.passes(day("11-28"))

    found = claim(course, "11-26", right)
    assert (found["received_on"], found["deadline"]["due_on"]) == ("2026-11-26", due)
    assert claim(course, "11-26", "access")["received_on"] == "2026-11-02"
    assert not course.request.missed


@pytest.mark.law("gdpr/12/3")
def test_a2_a_duplicate_brings_its_own_day_and_the_same_right_keeps_the_earliest(
    course: Course,
) -> None:
    first = course.receives(day("11-02"), "", "access")
    second = course.receives(day("11-26"), "", MARKETING, "access")
    takes(course, "11-26", To.link, other=str(first), relation="duplicate")
    course.follows(first)

    assert claim(course, "11-26", MARKETING)["deadline"]["due_on"] == "2026-11-30"
    assert claim(course, "11-26", "access")["deadline"]["due_on"] == "2026-12-02"
    assert first != second


@pytest.mark.law("gdpr/12/3")
def test_a2_an_earlier_duplicate_moves_no_right_that_it_did_not_invoke(course: Course) -> None:
    first = course.receives(day("11-16"), "", "erasure")
    course.receives(day("11-02"), "", "access", entered=day("11-17"))
    takes(course, "11-17", To.link, other=str(first), relation="duplicate")
    course.follows(first)

    assert claim(course, "11-17", "erasure")["deadline"]["due_on"] == "2026-12-16"
    assert claim(course, "11-17", "access")["deadline"]["due_on"] == "2026-12-02"


@pytest.mark.law("gdpr/12/2")
@pytest.mark.parametrize(
    ("said", "due"), [({}, "2026-11-04"), ({"received_on": "2026-11-26"}, "2026-11-30")]
)
def test_a2_what_is_read_otherwise_keeps_its_day_unless_a_later_message_said_it(
    course: Course, said: dict[str, str], due: str
) -> None:
    course.receives(day("11-02"), "", "erasure")
    body = {"from_right": "erasure", "to_right": MARKETING, "reason": "No more letters, it says."}
    takes(course, "11-26", To.reclassify_claim, **body, **said)

    assert claim(course, "11-26", MARKETING)["deadline"]["due_on"] == due


# -- A3 ------------------------------------------------------------------------------------------


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("fact", "due", "state"),
    [
        ("none", "2026-11-05", "overdue"),
        ("other", "2026-11-05", "overdue"),
        ("proof", "2026-12-21", "on_track"),
        ("clarification", "2026-12-21", "on_track"),
    ],
)
def test_a3_only_a_new_fact_of_the_requester_starts_a_month(
    course: Course, fact: str, due: str, state: str
) -> None:
    course.receives(day("10-05"), "", "portability")
    refusal = {"right": "portability", "ground": "gdpr/12/5/unfounded"}
    takes(course, "10-19", To.refuse, **refusal, demonstration="Third time.")
    tells(course, "10-19", "portability")
    takes(course, "10-19", To.close)
    takes(course, "11-23", To.reopen, reason="Wrong.", new_fact=fact, on="2026-11-20")
    takes(course, "11-23", To.revoke_decision, right="portability", reason="It was founded.")

    found = claim(course, "11-23", "portability")
    assert (found["deadline"]["due_on"], found["state"]) == (due, state)
    assert not found["informed"]
