"""A1 to A15: on which day a clock starts, and what stops it. The right values, worked out by hand.

Each row as it came, and another of its kind with another right or another day. All days lie in
2026, under the calendar of the ten Belgian holidays.
"""

import json
from datetime import date
from typing import Any

import pytest

from griffie.domain.law import Right
from griffie.domain.request.vocabulary import Limit, ReminderKind
from griffie.domain.rights_request import RightsRequest as To
from griffie.domain.steps.step import Step
from tests.model.engine import show_on
from tests.scenarios.course import Course, about

MARKETING, CONSENT = "direct_marketing_objection", "consent_withdrawal"
COPY: dict[str, Any] = {"format": "json", "channel": "email"}
AnyStep = Step[Any, ..., Any]


def day(written: str) -> date:
    """`10-05` is 5 October 2026."""
    return date.fromisoformat(f"2026-{written}")


def takes(course: Course, on: str, step: AnyStep, /, **body: Any) -> None:
    course.takes(day(on), "", step, **body)


def promised(course: Course, right: str, told: str) -> None:
    """Granted and told, and not yet done."""
    takes(course, told, To.grant, right=right)
    tells(course, told, right)


def tells(course: Course, told: str, *rights: str) -> None:
    body = {"kind": "answer", "rights": list(rights), "channel": "email"}
    takes(course, told, To.inform, sent_on=f"2026-{told}", **body)


def seen(course: Course, on: str) -> dict[str, Any]:
    """The request as the API answers it on a day."""
    shown: dict[str, Any] = json.loads(json.dumps(show_on(course.request, day(on)), default=str))
    return shown


def claim(course: Course, on: str, right: str) -> dict[str, Any]:
    shown = seen(course, on)
    found: dict[str, Any] = next(one for one in shown["claims"] if one["right"] == right)
    return found | {"state": found["deadline"]["state"]}


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
    live = {"system": "crm", "proof": "Gone.", "erased_on": f"2026-{erased}"}
    takes(course, erased, To.erase_data, right="erasure", **live)
    backup = {"system": "backup", "reason": "Overwritten.", "deferred_on": f"2026-{erased}"}
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
def test_a7_a9_stopping_counts_and_telling_has_the_month(course: Course, stopped: str) -> None:
    course.receives(day("10-05"), "", MARKETING)
    done = {"channels": ["email"], "stopped_on": f"2026-{stopped}"}
    takes(course, "10-07", To.stop_marketing, right=MARKETING, **done)
    between = claim(course, "10-08", MARKETING)
    takes(course, "10-15", To.fulfil, right=MARKETING, measures="Off every list.")
    tells(course, "10-15", MARKETING)

    found = claim(course, "10-15", MARKETING)
    assert (between["state"], between["deadline"]["due_on"]) == ("on_track", "2026-11-05")
    assert (found["state"], found["deadline"]["met_strictly"]) == ("met", True)
    days = course.figures(2026, day("10-15"))["working days to stop direct marketing"]
    assert days["median"] == (2 if stopped == "10-07" else 0)


@pytest.mark.law("gdpr/21/3")
def test_a7_who_is_on_no_list_is_put_on_the_suppression_list(course: Course) -> None:
    course.receives(day("10-05"), "", MARKETING)
    kept = {"system": "mailer", "suppressed_on": "2026-10-06"}
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
