"""How a deadline stands, said twice: in SQL by the register, and by the domain."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from griffie.application.ports import Row
from griffie.application.projections.register import COLUMNS
from griffie.application.register.view import Query
from griffie.domain.law.calendar import calendar
from griffie.domain.law.deadlines import SOON, Pause, Standing, answer_term, nth_working_day
from griffie.domain.law.standing import Deadline
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.register_view import SQLiteRegister

CALENDAR = calendar("BE/2026.1")

days = st.dates(date(2026, 1, 5), date(2026, 10, 30))


def pause(asked_on: date, waited: int | None) -> Pause:
    return Pause(asked_on, None if waited is None else asked_on + timedelta(days=waited))


pauses = st.builds(pause, days, st.none() | st.integers(0, 60))


@settings(max_examples=150, deadline=None)
@given(
    received_on=days,
    extended=st.booleans(),
    asked=st.lists(pauses, max_size=2),
    informed_on=st.none() | days,
    strict=st.booleans(),
    away=st.sampled_from([-30, -8, -7, -6, -1, 0, 1, 30]),
)
def test_a_deadline_stands_in_the_register_as_the_law_page_says(
    received_on: date,
    *,
    extended: bool,
    asked: list[Pause],
    informed_on: date | None,
    strict: bool,
    away: int,
) -> None:
    term = answer_term(received_on, CALENDAR, extended=extended, pauses=tuple(asked))
    memory = Datastore(f"file:{uuid4()}?mode=memory&cache=shared")
    view = SQLiteRegister(memory)
    in_time = None if informed_on is None else informed_on <= term.due_on
    late_after = term.strict_due_on if strict else date.max
    deadline = Deadline(term, informed_on, in_time=in_time, late_after=late_after)
    view.merge([stored(deadline)], (), 1, after=0)

    for around in (term.due_on, term.soon_on, term.strict_due_on):
        on = around + timedelta(days=away)
        stands = deadline.standing(on)
        (shown,) = view.items(Query(), on)
        assert shown.deadline["state"] is stands
        assert {state for state, count in view.counts(on).items() if count} == {stands}
        for state in Standing:
            assert len(view.items(Query(deadline=state), on)) == (state is stands)
    memory.close()


def stored(deadline: Deadline) -> Row:
    """A row as `application.projections.register.row` makes it, for a deadline of any kind."""
    term, informed_on = deadline.term, deadline.informed_on
    settled = deadline.standing(term.due_on)
    facts: dict[str, Any] = dict.fromkeys(COLUMNS)
    facts |= {name: getattr(term, name).isoformat() for name in DATES}
    strict_soon_on = nth_working_day(term.strict_due_on, -SOON, CALENDAR)
    return facts | {
        "request_id": UUID(int=1).hex,
        "reference": "7K3F9-Q2MXT",
        "version": 1,
        "status": "assessing",
        "channel": "email",
        "language": "nl",
        "rights": " access ",
        "execution": "open",
        "judged_on": term.due_on.isoformat(),
        "overdue_after": deadline.overdue_after.isoformat(),
        "extended": term.extended,
        "waiting": term.waiting,
        "settled": settled if settled in {Standing.MET, Standing.MISSED} else None,
        "strict_soon_on": strict_soon_on.isoformat(),
        "informed_on": informed_on and informed_on.isoformat(),
    }


DATES = ("received_on", "due_on", "soon_on", "strict_due_on", "first_month_ends_on", "target_on")
