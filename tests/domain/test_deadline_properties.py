"""What holds for every date of receipt, every question and every policy."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffie.domain.law.calendar import calendar
from griffie.domain.law.deadlines import Pause, Suspension, Term, answer_term, months_later

BE = calendar("BE/2026.1")
DAY = timedelta(days=1)


class Case(NamedTuple):
    received_on: date
    policy: Suspension
    extended: bool
    pauses: tuple[Pause, ...]

    def term(self) -> Term:
        received_on, policy, extended, pauses = self
        return answer_term(received_on, BE, policy=policy, extended=extended, pauses=pauses)


receipts = st.dates(date(2018, 5, 25), date(2044, 6, 1))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Questions lie at least a day after receipt, so that one may receive a day later."""
    received_on = draw(receipts)
    gaps = st.tuples(st.integers(1, 100), st.none() | st.integers(0, 60))
    pauses = tuple(
        Pause(asked := received_on + n * DAY, None if wait is None else asked + wait * DAY)
        for n, wait in draw(st.lists(gaps, max_size=4))
    )
    return Case(received_on, draw(st.sampled_from(Suspension)), draw(st.booleans()), pauses)


@pytest.mark.law("gdpr/12/3")
@given(cases())
def test_no_policy_makes_an_answer_due_before_the_strict_date(case: Case) -> None:
    term = case.term()

    strict = case._replace(policy=Suspension.NONE).term()
    assert term.due_on >= term.strict_due_on == strict.due_on
    assert term.suspended_days >= 0
    assert term.target_on <= term.nominal_on <= term.strict_due_on


@given(cases())
def test_waiting_once_more_never_shortens_the_term(case: Case) -> None:
    known = range(len(case.pauses) + 1)

    due = [case._replace(pauses=case.pauses[:n]).term().due_on for n in known]

    assert due == sorted(due)


@given(cases(), st.integers(0, 60))
def test_an_answer_that_comes_later_never_shortens_the_term(case: Case, days: int) -> None:
    def answered_after(wait: timedelta) -> date:
        closed = (
            pause._replace(answered_on=(pause.answered_on or pause.asked_on) + wait)
            for pause in case.pauses
        )
        return case._replace(pauses=tuple(closed)).term().due_on

    assert answered_after(timedelta(0)) <= answered_after(days * DAY)


@given(cases())
def test_the_order_in_which_questions_are_told_does_not_matter(case: Case) -> None:
    backwards = case._replace(pauses=case.pauses[::-1])

    assert backwards.term() == case.term()


@pytest.mark.law("reg/1182-71/3/4")
@given(cases())
def test_an_answer_is_due_on_a_working_day_and_the_trace_leads_there(case: Case) -> None:
    term = case.term()

    assert term.due_on.weekday() < 5
    assert term.due_on not in BE.holidays
    days = [case.received_on, *(step.end for step in term.trace)]
    assert [step.start for step in term.trace] == days[:-1]
    assert days[-1] == term.due_on


@given(cases())
def test_receiving_later_never_means_answering_earlier(case: Case) -> None:
    today, tomorrow = case.term(), case._replace(received_on=case.received_on + DAY).term()

    assert today.due_on <= tomorrow.due_on
    assert today.first_month_ends_on <= tomorrow.first_month_ends_on


@pytest.mark.law("gdpr/12/3")
@given(cases())
def test_an_extension_never_shortens(case: Case) -> None:
    plain, extended = (case._replace(extended=further).term() for further in (False, True))

    assert plain.due_on <= extended.due_on
    assert plain.first_month_ends_on == extended.first_month_ends_on


@pytest.mark.law("reg/1182-71/3/2/c")
@given(receipts, st.integers(1, 12))
def test_a_month_ends_on_the_same_date_or_the_months_last_day(day: date, months: int) -> None:
    end = months_later(day, months)

    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or (end.day < day.day and (end + DAY).day == 1)
