"""How a term explains itself: each step with its rule, and no step that moves nothing."""

from datetime import date

import pytest

from griffie.domain.law import GDPR, REG_1182
from griffie.domain.law.calendar import calendar
from griffie.domain.law.deadlines import (
    Pause,
    Suspension,
    answer_term,
    at_once_term,
    nth_working_day,
)

BE = calendar("BE/2026.1")
MARCH_5, MARCH_6 = date(2026, 3, 5), date(2026, 3, 6)
WAITS = (Suspension.PAUSE, Suspension.RESTART)


@pytest.mark.law("reg/1182-71/3/2/c")
@pytest.mark.parametrize(
    ("received_on", "because"),
    [
        (date(2026, 1, 28), "one month from receipt"),
        (date(2026, 1, 29), "one month from receipt (no 29th: the last day of the month)"),
        (date(2026, 1, 30), "one month from receipt (no 30th: the last day of the month)"),
        (date(2026, 1, 31), "one month from receipt (no 31st: the last day of the month)"),
        (date(2026, 2, 28), "one month from receipt"),
    ],
)
def test_a_month_without_that_date_is_explained(received_on: date, because: str) -> None:
    months = answer_term(received_on, BE).trace[0]

    assert (months.rule, str(months.because)) == (REG_1182(3, 2, "c"), because)


@pytest.mark.law("reg/1182-71/3/4")
def test_every_day_off_that_moves_the_end_is_named_in_order() -> None:
    rolled = answer_term(MARCH_5, BE).trace[-1]

    assert rolled.rule == REG_1182(3, 4)
    assert (rolled.start, rolled.end) == (date(2026, 4, 5), date(2026, 4, 7))
    assert str(rolled.because) == "Sunday; Easter Monday"


@pytest.mark.parametrize("policy", Suspension)
def test_an_answer_on_the_day_of_the_question_moves_nothing(policy: Suspension) -> None:
    same_day = (Pause(MARCH_5, MARCH_5),)

    assert answer_term(MARCH_5, BE, policy=policy, pauses=same_day) == answer_term(MARCH_5, BE)


def test_an_answer_that_gives_no_later_end_is_no_step_of_the_reckoning() -> None:
    # From 29, 30 and 31 January the month ends on the same last day of February.
    pauses = (Pause(date(2026, 1, 29), date(2026, 1, 30)),)

    term = answer_term(date(2026, 1, 29), BE, policy=Suspension.RESTART, pauses=pauses)

    assert [step.rule for step in term.trace] == [REG_1182(3, 2, "c"), REG_1182(3, 4)]


@pytest.mark.parametrize("policy", WAITS)
def test_while_one_question_is_open_another_is_never_too_late(policy: Suspension) -> None:
    open_, late = Pause(MARCH_6), Pause(date(2026, 5, 1), date(2026, 5, 11))

    alone = answer_term(MARCH_5, BE, policy=policy, pauses=(late,))
    together = answer_term(MARCH_5, BE, policy=policy, pauses=(open_, late))

    assert (alone.suspended_days, alone.waiting) == (0, False)
    assert together.suspended_days > 0
    assert together.waiting


@pytest.mark.parametrize("policy", WAITS)
def test_a_question_on_the_last_day_is_in_time_and_the_day_after_is_not(policy: Suspension) -> None:
    last, after = Pause(date(2026, 4, 7)), Pause(date(2026, 4, 8))

    assert answer_term(MARCH_5, BE, policy=policy, pauses=(last,)).waiting
    assert not answer_term(MARCH_5, BE, policy=policy, pauses=(after,)).waiting


@pytest.mark.law("gdpr/21/3")
def test_what_takes_effect_at_once_waits_for_nobody() -> None:
    term = at_once_term(MARCH_5, BE)

    assert (term.suspended_days, term.waiting, term.extended) == (0, False, False)


def test_the_first_working_day_after_and_before_a_weekend() -> None:
    friday, saturday, monday = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)

    assert nth_working_day(saturday, 1, BE) == monday
    assert nth_working_day(saturday, -1, BE) == friday
    assert nth_working_day(saturday, 0, BE) == saturday


@pytest.mark.parametrize("policy", WAITS)
def test_of_two_questions_on_one_day_the_one_answered_first_is_reckoned_first(
    policy: Suspension,
) -> None:
    pauses = (Pause(MARCH_6, date(2026, 3, 12)), Pause(MARCH_6, date(2026, 3, 9)))

    term = answer_term(MARCH_5, BE, policy=policy, pauses=pauses)

    assert term == answer_term(MARCH_5, BE, policy=policy, pauses=pauses[::-1])
    assert [step.end for step in term.trace[1:3]] == sorted(step.end for step in term.trace[1:3])
    assert len(term.trace) >= 3


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("extended", "told_on", "extends", "says_so"),
    [
        (True, None, True, False),
        (True, date(2026, 4, 7), True, False),
        (True, date(2026, 4, 8), False, True),
        (False, date(2026, 4, 8), False, False),
    ],
    ids=["no day", "the last day", "too late", "no extension"],
)
def test_an_extension_that_was_told_after_the_first_month_extends_nothing_and_says_so(
    told_on: date | None, *, extended: bool, extends: bool, says_so: bool
) -> None:
    term = answer_term(MARCH_5, BE, extended=extended, told_on=told_on)

    assert term.extended is extends
    assert term.due_on == (date(2026, 6, 5) if extends else date(2026, 4, 7))
    assert (GDPR(12, 3) in {step.rule for step in term.trace}) is says_so
