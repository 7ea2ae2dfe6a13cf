"""A term of another act beside the month of Article 12(3): the earlier of the two counts."""

from datetime import date

import pytest
from pydantic import ValidationError

from griffie.domain.law import Right
from griffie.domain.law.calendar import calendar
from griffie.domain.law.deadlines import Pause, Suspension, Term, answer_term, at_once_term
from griffie.domain.law.national_terms import NationalTerm, earlier_of
from griffie.domain.law.provision import NamedAct, Provision

BE = calendar("BE/2026.1")
RECEIVED = date(2026, 3, 2)  # a Monday; its month ends on Thursday 2 April
UNION = answer_term(RECEIVED, BE)
WAITED = answer_term(
    RECEIVED, BE, policy=Suspension.PAUSE, pauses=(Pause(date(2026, 3, 3), date(2026, 3, 13)),)
)
"""Ten days of waiting: due on Monday 13 April, strictly on 2 April."""
EXTENDED = answer_term(RECEIVED, BE, extended=True)
PATIENTS = "be/2002-08-22/9/2"


def days(
    length: int,
    *categories: str,
    right: Right = Right.ACCESS,
    rolls: bool = False,
    extended: int | None = None,
) -> NationalTerm:
    return NationalTerm(
        right=right,
        categories=categories,
        days=length,
        act=PATIENTS,
        rolls=rolls,
        extended=extended,
    )


def counted(*terms: NationalTerm, union: Term = UNION, told_on: date | None = None) -> Term:
    return earlier_of(union, terms, Right.ACCESS, (), BE, told_on)


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("union", "length", "due_on", "strict_due_on", "target_on"),
    [
        # Sunday 15 March: a term that does not roll is aimed at on the Friday before.
        (UNION, 13, date(2026, 3, 15), date(2026, 3, 15), date(2026, 3, 13)),
        (UNION, 30, date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 1)),
        # Later than the month as it is strictly counted, and earlier than with the waiting.
        (WAITED, 38, date(2026, 4, 9), date(2026, 4, 2), date(2026, 4, 2)),
        (EXTENDED, 30, date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 1)),
    ],
)
def test_an_earlier_term_of_another_act_is_the_one_that_counts(
    union: Term, length: int, due_on: date, strict_due_on: date, target_on: date
) -> None:
    term = counted(days(length), union=union)

    assert (term.due_on, term.nominal_on, term.act) == (due_on, due_on, PATIENTS)
    assert (term.strict_due_on, term.target_on) == (strict_due_on, target_on)
    assert term.trace[:-1] == union.trace
    assert (term.trace[-1].rule, str(term.trace[-1].because)) == (
        Provision.parse(PATIENTS),
        f"{length} days from receipt, under another act",
    )
    assert (term.trace[-1].start, term.trace[-1].end) == (RECEIVED, due_on)


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("length", [31, 32, 366])
def test_a_term_that_ends_no_earlier_than_the_month_changes_nothing(length: int) -> None:
    assert counted(days(length)) is UNION


def test_what_waiting_did_to_the_month_it_does_not_do_to_another_acts_term() -> None:
    waiting = answer_term(
        RECEIVED, BE, policy=Suspension.PAUSE, pauses=(Pause(date(2026, 3, 3), None),)
    )

    ended, open_still = counted(days(15), union=WAITED), counted(days(15), union=waiting)

    assert WAITED.suspended_days == 10
    assert waiting.waiting
    assert (ended.suspended_days, open_still.waiting) == (0, False)
    assert ended.due_on == open_still.due_on == date(2026, 3, 17)


def test_it_is_due_soon_as_many_working_days_before_as_the_month_is() -> None:
    at_once = at_once_term(date(2026, 3, 27), BE)  # due on Tuesday 31 March

    term = counted(days(29))  # likewise

    assert (term.due_on, term.soon_on) == (at_once.due_on, at_once.soon_on)


@pytest.mark.parametrize(
    ("length", "ends_on", "due_on", "said"),
    [
        (12, date(2026, 3, 14), date(2026, 3, 16), ["Saturday; Sunday"]),
        (13, date(2026, 3, 15), date(2026, 3, 16), ["Sunday"]),
        (14, date(2026, 3, 16), date(2026, 3, 16), []),
    ],
)
def test_a_term_runs_to_the_next_working_day_only_where_its_act_says_so(
    length: int, ends_on: date, due_on: date, said: list[str]
) -> None:
    strictly, rolled = counted(days(length)), counted(days(length, rolls=True))

    assert (strictly.due_on, rolled.due_on) == (ends_on, due_on)
    assert rolled.nominal_on == strictly.nominal_on == ends_on
    assert [str(step.because) for step in rolled.trace[len(UNION.trace) + 1 :]] == said
    assert rolled.trace[-1].end == due_on
    assert len(strictly.trace) == len(UNION.trace) + 1


@pytest.mark.parametrize(
    ("term", "told_on", "due_on"),
    [
        (days(15, extended=20), None, date(2026, 3, 17)),
        (days(15, extended=20), date(2026, 3, 10), date(2026, 3, 22)),
        (days(15, extended=20), date(2026, 3, 17), date(2026, 3, 22)),  # the last day
        (days(15, extended=20), date(2026, 3, 18), date(2026, 3, 17)),  # a day too late
        (days(15), date(2026, 3, 10), date(2026, 3, 17)),  # the act knows no extension
        (days(13, rolls=True, extended=20), date(2026, 3, 16), date(2026, 3, 23)),  # both roll
    ],
)
def test_an_acts_own_extension_counts_where_the_requester_is_told_in_time(
    term: NationalTerm, told_on: date | None, due_on: date
) -> None:
    assert counted(term, told_on=told_on).due_on == due_on


def test_a_term_in_months_ends_and_is_extended_in_months() -> None:
    term = NationalTerm(right=Right.ACCESS, months=1, extended=2, act="An act")

    plain, longer = (
        earlier_of(EXTENDED, (term,), Right.ACCESS, (), BE, told) for told in (None, RECEIVED)
    )

    assert (plain.due_on, longer.due_on) == (date(2026, 4, 2), date(2026, 5, 2))
    assert [str(one.trace[-1].because) for one in (plain, longer)] == [
        "1 month from receipt, under another act",
        "2 months from receipt, under another act",
    ]
    assert isinstance(plain.trace[-1].rule, NamedAct)


def test_of_several_terms_the_earliest_counts() -> None:
    assert counted(days(20), days(10), days(15)).due_on == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("own", "asked", "concerned"),
    [
        ((), (), True),
        ((), ("health",), True),
        (("health",), (), True),
        (("health", "claims"), ("claims", "contact"), True),
        (("health",), ("contact",), False),
    ],
)
def test_a_term_for_some_categories_counts_where_they_are_asked_about(
    own: tuple[str, ...], asked: tuple[str, ...], *, concerned: bool
) -> None:
    term = days(15, *own)

    assert term.concerns(Right.ACCESS, asked) is concerned
    assert term.concerns(Right.ERASURE, asked) is False
    found = earlier_of(UNION, (term,), Right.ACCESS, asked, BE)
    assert (found.due_on < UNION.due_on) is concerned


def test_a_term_of_another_right_counts_for_nothing() -> None:
    assert counted(days(1, right=Right.ERASURE)) is UNION


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"days": 15, "months": 1},
        {"days": 15, "extended": 15},
        {"months": 2, "extended": 1},
        {"days": 0},
    ],
    ids=str,
)
def test_a_term_has_one_length_and_an_extension_makes_it_longer(wrong: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        NationalTerm.model_validate({"right": "access", "act": "An act", **wrong})


def test_an_extension_may_add_one_day() -> None:
    read = NationalTerm.model_validate(days(15, extended=16).model_dump())

    assert read == days(15, extended=16)
