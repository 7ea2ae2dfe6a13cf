"""How a deadline stands on a day: by its dates, and by what was done or is waited for."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.law.calendar import DAY, calendar
from griffie.domain.law.deadlines import Pause, Standing, answer_term
from griffie.domain.law.standing import Deadline

BE = calendar("BE/2026.1")
RECEIVED_ON, DUE_ON, LAST = date(2026, 3, 5), date(2026, 4, 7), date(2026, 4, 10)
TERM = answer_term(RECEIVED_ON, BE)
WAITING = answer_term(RECEIVED_ON, BE, pauses=(Pause(RECEIVED_ON),))
EXTENDED = answer_term(RECEIVED_ON, BE, extended=True)


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("deadline", "suspended"),
    [
        (Deadline(WAITING), True),
        (Deadline(TERM, judged_by=WAITING), True),
        (Deadline(TERM), False),
        (Deadline(WAITING, judged_by=TERM), False),
        (Deadline(WAITING, over=True), False),
        (Deadline(WAITING, in_time=True), False),
        (Deadline(WAITING, in_time=False), False),
    ],
)
def test_the_clock_stands_while_an_answer_is_waited_for_and_still_wanted(
    deadline: Deadline, *, suspended: bool
) -> None:
    assert deadline.suspended is suspended


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("deadline", "on", "stands"),
    [
        (Deadline(TERM), DUE_ON, Standing.DUE_TODAY),
        (Deadline(TERM), DUE_ON + DAY, Standing.OVERDUE),
        (Deadline(TERM, late_after=LAST), DUE_ON + DAY, Standing.OVERDUE),
        (Deadline(WAITING), LAST + DAY, Standing.SUSPENDED),
        (Deadline(WAITING, late_after=LAST), LAST, Standing.SUSPENDED),
        (Deadline(WAITING, late_after=LAST), LAST + DAY, Standing.OVERDUE),
        (Deadline(EXTENDED, judged_by=TERM), DUE_ON + DAY, Standing.OVERDUE),
        (Deadline(TERM, over=True), DUE_ON + DAY, Standing.MET),
        (Deadline(TERM, over=True, in_time=False), DUE_ON, Standing.MISSED),
        (Deadline(TERM, in_time=True), DUE_ON + DAY, Standing.MET),
    ],
)
def test_it_is_overdue_after_its_day_as_long_as_something_is_left(
    deadline: Deadline, on: date, stands: Standing
) -> None:
    assert deadline.standing(on) is stands


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(
    ("said", "due_on", "no_due_on"),
    [({}, EXTENDED.due_on, None), ({"judged_by": TERM}, DUE_ON, DUE_ON)],
    ids=["an answer", "a no"],
)
def test_a_no_is_judged_by_the_first_month(
    said: dict[str, Any], due_on: date, no_due_on: date | None
) -> None:
    deadline = Deadline(EXTENDED, **said)

    assert (deadline.by.due_on, deadline.refusal_due_on) == (due_on, no_due_on)


def test_what_was_missed_is_settled_too() -> None:
    assert not Deadline(TERM).settled
    assert Deadline(TERM, in_time=False).settled
