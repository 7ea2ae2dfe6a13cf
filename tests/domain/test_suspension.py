"""[P] What waiting for the requester does to the deadline, policy by policy."""

from datetime import date

import pytest

from griffie.domain.law import GDPR, RECITAL
from griffie.domain.law.calendar import calendar
from griffie.domain.law.deadlines import Pause, Standing, Suspension, Term, answer_term, standing

BE = calendar("BE/2026.1")
NONE, PAUSE, RESTART, PROMPTLY = Suspension


def on(written: str) -> date:
    return date.fromisoformat(written)


SUSPENSIONS = [
    # receipt, asked, answered, none, pause, restart, pause if prompt
    ("2026-10-05 2026-10-07 2026-10-19", "2026-11-05 2026-11-17 2026-11-19 2026-11-17", "prompt"),
    ("2026-10-05 2026-10-26 2026-11-02", "2026-11-05 2026-11-12 2026-12-02 2026-11-05", "late"),
    (
        "2026-08-31 2026-09-01 2026-09-15",
        "2026-09-30 2026-10-14 2026-10-15 2026-10-14",
        "month end",
    ),
    ("2026-01-30 2026-01-30 2026-02-09", "2026-03-02 2026-03-10 2026-03-09 2026-03-10", "same day"),
    ("2026-12-01 2026-12-02 2027-01-20", "2027-01-04 2027-02-19 2027-02-22 2027-02-19", "new year"),
]


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize(("facts", "due", "because"), SUSPENSIONS)
def test_waiting_for_proof_counts_as_our_policy_says(facts: str, due: str, because: str) -> None:
    received_on, asked_on, answered_on = (on(day) for day in facts.split())
    pauses = (Pause(asked_on, answered_on),)

    terms = [answer_term(received_on, BE, policy=policy, pauses=pauses) for policy in Suspension]

    assert [term.due_on for term in terms] == [on(day) for day in due.split()], because
    assert len({term.strict_due_on for term in terms} | {terms[0].due_on}) == 1


def waited(received_on: str, *pauses: Pause, policy: Suspension = PAUSE) -> Term:
    return answer_term(on(received_on), BE, policy=policy, pauses=pauses)


def test_proof_asked_on_the_third_working_day_is_prompt_and_on_the_fourth_late() -> None:
    third, fourth = (
        waited("2026-10-02", Pause(on(day), on("2026-10-19")), policy=PROMPTLY)
        for day in ("2026-10-07", "2026-10-08")  # a weekend lies between
    )

    assert (third.suspended_days, fourth.suspended_days) == (12, 0)


def test_two_questions_at_once_stop_the_clock_once() -> None:
    identity = Pause(on("2026-10-06"), on("2026-10-16"))
    clarity = Pause(on("2026-10-12"), on("2026-10-20"), RECITAL(63))

    term = waited("2026-10-05", clarity, identity)

    assert term.suspended_days == 14
    assert [(str(step.rule), (step.end - step.start).days) for step in term.trace[1:3]] == [
        ("gdpr/12/6", 10),
        ("gdpr/recital/63", 4),
    ]


def test_two_questions_one_after_the_other_stop_it_twice() -> None:
    term = waited(
        "2026-10-05",
        Pause(on("2026-10-06"), on("2026-10-08")),
        Pause(on("2026-10-20"), on("2026-10-23")),
    )

    assert term.suspended_days == 5


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("policy", [PAUSE, RESTART])
def test_a_question_after_the_due_date_suspends_nothing(policy: Suspension) -> None:
    on_the_day, after = (
        waited("2026-03-05", Pause(on(day), on("2026-04-20")), policy=policy)
        for day in ("2026-04-07", "2026-04-08")
    )

    assert on_the_day.due_on > on("2026-04-07")
    assert after.due_on == on("2026-04-07")
    assert not waited("2026-03-05", Pause(on("2026-04-08")), policy=policy).waiting


def test_an_earlier_wait_keeps_a_later_question_in_time() -> None:
    first = Pause(on("2026-10-06"), on("2026-10-16"))  # moves 5 November to the 16th, past a Sunday
    second = Pause(on("2026-11-12"), on("2026-11-13"))

    assert waited("2026-10-05", first, second).suspended_days == 11
    assert waited("2026-10-05", second).suspended_days == 0


def test_an_open_question_waits_and_moves_nothing_yet() -> None:
    term = waited("2026-10-05", Pause(on("2026-10-06")))

    assert term.waiting
    assert term.due_on == term.strict_due_on == on("2026-11-05")
    assert not waited("2026-10-05", Pause(on("2026-10-06")), policy=NONE).waiting
    assert not waited("2026-10-05", Pause(on("2026-10-26")), policy=PROMPTLY).waiting


def test_a_question_from_before_a_corrected_receipt_counts_from_receipt() -> None:
    term = waited("2026-10-08", Pause(on("2026-10-06"), on("2026-10-12")))

    assert term.suspended_days == 4


def test_a_restart_under_an_extension_gives_three_months_anew() -> None:
    term = answer_term(
        on("2026-10-05"),
        BE,
        policy=RESTART,
        extended=True,
        pauses=(Pause(on("2026-10-07"), on("2026-10-19")),),
    )

    assert term.due_on == on("2027-01-19")


def test_the_trace_never_calls_our_policy_law() -> None:
    question = Pause(on("2026-10-07"), on("2026-10-19"))

    for policy in (PAUSE, RESTART, PROMPTLY):
        step = waited("2026-10-05", question, policy=policy).trace[1]
        assert (step.rule, "our policy" in str(step.because)) == (GDPR(12, 6), True)


def test_while_we_wait_the_deadline_is_suspended() -> None:
    term = waited("2026-10-05", Pause(on("2026-10-06")))

    assert standing(term, on("2026-12-01"), None) is Standing.SUSPENDED
    assert standing(term, on("2026-12-01"), on("2026-10-30")) is Standing.MET
