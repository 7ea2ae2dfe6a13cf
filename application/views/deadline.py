"""How a deadline stands on a day, and how it was counted."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from griffie.domain.law.calendar import Calendar
from griffie.domain.law.deadlines import Deadline, working_days
from griffie.domain.rights_request import RightsRequest

Shown = dict[str, Any]


def deadline_shown(request: RightsRequest, deadline: Deadline, on: date) -> Shown:
    term = deadline.term
    return {
        "state": deadline.standing(on),
        "due_on": term.due_on,
        "strict_due_on": term.strict_due_on,
        "first_month_ends_on": term.first_month_ends_on,
        "target_on": term.target_on,
        "extended": term.extended,
        "suspended_days": term.suspended_days,
        "met_strictly": deadline.met_strictly,
        "working_days_left": left(request, term.due_on, on),
        "policy": request.setting.policy,
        "calendar": request.setting.calendar,
        "trace": [
            {"rule": str(rule), "from": start, "to": end, "because": str(because)}
            for rule, start, end, because in term.trace
        ],
    }


def left(request: RightsRequest, due_on: date, on: date) -> int:
    """Working days after today up to and including the last one; negative when it is past."""
    # Only days that the calendar knows: a date centuries ago would not be counted anyway.
    on = max(on, request.received_on - timedelta(days=1))
    return working_days_left(due_on, on, request.calendar)


@lru_cache(4096)
def working_days_left(due_on: date, on: date, days: Calendar) -> int:
    if on > due_on:
        return -working_days(due_on, on, days)
    return working_days(on, due_on, days)
