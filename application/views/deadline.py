"""A deadline as it stands on a day, with the trace of how it was counted."""

from datetime import date, timedelta
from functools import lru_cache

from pydantic import Field

from griffie.application.views.answer import AnswerModel
from griffie.domain.law.calendar import Calendar
from griffie.domain.law.deadlines import Standing, Suspension, working_days
from griffie.domain.law.standing import Deadline
from griffie.domain.rights_request import RightsRequest


class Reckoning(AnswerModel):
    """One step of the reckoning: which rule moved which date, and why."""

    rule: str
    start: date = Field(validation_alias="from", serialization_alias="from")
    end: date = Field(validation_alias="to", serialization_alias="to")
    because: str


# `suspended_days` are calendar days; `working_days_left` is negative after the due date.
class DeadlineShown(AnswerModel):
    state: Standing
    due_on: date
    strict_due_on: date
    first_month_ends_on: date
    target_on: date
    extended: bool
    suspended_days: int
    suspended: bool = Field(
        description="Whether the clock stands still for the requester; the strict date runs on."
    )
    told_on: date | None = Field(description="When the requester was told.")
    met_on: date | None = Field(description="When what the right demands was done and told.")
    refusal_due_on: date | None = Field(
        description="By when a no had to be told, where the date of an answer is later: 12(4)."
    )
    met_strictly: bool | None
    working_days_left: int
    policy: Suspension
    calendar: str
    trace: list[Reckoning]


def deadline_shown(request: RightsRequest, deadline: Deadline, on: date) -> DeadlineShown:
    """A deadline of the request, judged on a civil day in Brussels."""
    term = deadline.term
    return DeadlineShown(
        state=deadline.standing(on),
        due_on=term.due_on,
        strict_due_on=term.strict_due_on,
        first_month_ends_on=term.first_month_ends_on,
        target_on=term.target_on,
        extended=term.extended,
        suspended_days=term.suspended_days,
        suspended=deadline.suspended,
        told_on=deadline.informed_on,
        met_on=deadline.met_on,
        refusal_due_on=deadline.refusal_due_on,
        met_strictly=deadline.met_strictly,
        working_days_left=_left(request, term.due_on, on),
        policy=request.setting.policy,
        calendar=request.setting.calendar,
        trace=[
            Reckoning(rule=str(rule), start=start, end=end, because=str(because))
            for rule, start, end, because in term.trace
        ],
    )


def _left(request: RightsRequest, due_on: date, on: date) -> int:
    """Working days after `on` up to and including the due date; negative when it is past."""
    # Not before the receipt: the calendar may not know such days.
    on = max(on, request.received_on - timedelta(days=1))
    return _working_days_left(due_on, on, request.calendar)


@lru_cache(4096)
def _working_days_left(due_on: date, on: date, days: Calendar) -> int:
    if on > due_on:
        return -working_days(due_on, on, days)
    return working_days(on, due_on, days)
