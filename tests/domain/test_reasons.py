"""The reasons of a deadline: values, with the English that the trace has always had."""

from collections.abc import Callable
from datetime import date

import pytest

from griffie.domain.law import Right
from griffie.domain.law.calendar import calendar
from griffie.domain.law.deadlines import (
    Pause,
    Suspension,
    Term,
    _answer_term,
    answer_term,
    at_once_term,
)
from griffie.domain.law.national_terms import NationalTerm, earlier_of
from griffie.domain.law.reasons import DAYS_OFF, TEMPLATES

BE = calendar("BE/2026.1")
FIFTEEN = NationalTerm(right=Right.ACCESS, days=15, act="be/2002-08-22/9/2")
ONE_MONTH = NationalTerm(right=Right.ERASURE, months=1, act="An act")
MARCH_5 = date(2026, 3, 5)


def _asked_on_6_march(answered: int) -> tuple[Pause, ...]:
    return (Pause(date(2026, 3, 6), date(2026, 3, answered)),)


TERMS: tuple[tuple[Callable[[], Term], list[str]], ...] = (
    (lambda: answer_term(MARCH_5, BE), ["one month from receipt", "Sunday; Easter Monday"]),
    (
        lambda: answer_term(date(2026, 1, 29), BE),
        ["one month from receipt (no 29th: the last day of the month)", "Saturday; Sunday"],
    ),
    (lambda: answer_term(date(2026, 1, 30), BE, extended=True), ["three months from receipt"]),
    (
        lambda: answer_term(date(2026, 1, 31), BE, extended=True),
        ["three months from receipt (no 31st: the last day of the month)"],
    ),
    (
        lambda: answer_term(MARCH_5, BE, extended=True, told_on=date(2026, 4, 8)),
        [
            "one month from receipt",
            "not extended: told on 2026-04-08, after the first month",
            "Sunday; Easter Monday",
        ],
    ),
    (
        lambda: answer_term(MARCH_5, BE, pauses=_asked_on_6_march(7), policy=Suspension.PAUSE),
        [
            "one month from receipt",
            "waited 1 day, 2026-03-06 to 2026-03-07 (our policy: pause)",
            "Easter Monday",
        ],
    ),
    (
        lambda: answer_term(MARCH_5, BE, pauses=_asked_on_6_march(10)),
        [
            "one month from receipt",
            "waited 4 days, 2026-03-06 to 2026-03-10 (our policy: pause-if-prompt)",
        ],
    ),
    (
        lambda: answer_term(MARCH_5, BE, pauses=_asked_on_6_march(10), policy=Suspension.RESTART),
        ["one month from receipt", "anew from the answer of 2026-03-10 (our policy: restart)"],
    ),
    (
        lambda: earlier_of(answer_term(MARCH_5, BE), (FIFTEEN,), Right.ACCESS, (), BE),
        [
            "one month from receipt",
            "Sunday; Easter Monday",
            "15 days from receipt, under another act",
        ],
    ),
    (
        lambda: earlier_of(answer_term(date(2026, 1, 30), BE), (ONE_MONTH,), Right.ERASURE, (), BE),
        [
            "one month from receipt (no 30th: the last day of the month)",
            "Saturday; Sunday",
            "1 month from receipt, under another act",
        ],
    ),
    (lambda: at_once_term(MARCH_5, BE), ["two working days from receipt (our policy)"]),
)


@pytest.mark.parametrize(("term", "said"), TERMS)
def test_the_trace_says_what_it_has_always_said(term: Callable[[], Term], said: list[str]) -> None:
    assert [str(step.because) for step in term().trace] == said


def test_every_template_is_used_and_is_one_that_is_translated() -> None:
    used = {step.because.template for term, _ in TERMS for step in term().trace}

    assert used == {*TEMPLATES, DAYS_OFF}


def test_two_terms_that_were_counted_alike_are_one() -> None:
    _answer_term.cache_clear()
    first = answer_term(MARCH_5, BE)
    _answer_term.cache_clear()

    assert len({first, answer_term(MARCH_5, BE), answer_term(date(2026, 3, 6), BE)}) == 2
