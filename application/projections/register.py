"""The register: one row for each request, made from the request itself.

There is no second set of rules: a row is read from the request that the events build. It holds
nothing that changes overnight; how a deadline stands is computed with a date.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from griffie.application.ports import Row
from griffie.application.projections.folding import Folding
from griffie.domain.law.calendar import Calendar
from griffie.domain.law.deadlines import SOON, Standing, nth_working_day
from griffie.domain.request.reference import reference
from griffie.domain.request.reminders import wakes_on
from griffie.domain.rights_request import RightsRequest

COLUMNS = (
    "request_id",
    "reference",
    "version",
    "status",
    "outcome",
    "received_on",
    "channel",
    "language",
    "handler",
    "entered_by",
    "entered_at",
    "rights",
    "identity",
    "due_on",
    "judged_on",
    "overdue_after",
    "soon_on",
    "strict_due_on",
    "strict_soon_on",
    "first_month_ends_on",
    "target_on",
    "extended",
    "waiting",
    "settled",
    "met_strictly",
    "informed_on",
    "execution",
    "promised",
    "wakes_on",
    "task_due_on",
    "held",
    "proposed",
    "closed_on",
    "to_destroy",
    "erased",
)

_SETTLED = {Standing.MET, Standing.MISSED, Standing.NOT_JUDGED}
"""What no day changes any more."""

Before = Callable[[UUID, int], RightsRequest | None]
"""Gives a request at a version; none when its history lawfully left."""


class RegisterFold(Folding[RightsRequest]):
    """Folds events into requests, and each request into its row."""

    def __init__(self, before: Before) -> None:
        """`before` gives a request at a version."""
        super().__init__(before, row)

    def applied(self, known: RightsRequest | None, event: Any) -> RightsRequest:
        request: RightsRequest = event.mutate(known)
        return request


def row(request: RightsRequest) -> Row:
    """The register's row of a request: days as `YYYY-MM-DD`, the rights between spaces."""
    deadline = request.deadline
    term, by = deadline.term, deadline.by
    settled = deadline.standing(by.due_on)  # met and missed do not depend on the day
    final = settled if settled in _SETTLED else None
    strict_soon_on = _soon_before(term.strict_due_on, request.calendar)
    return {
        "request_id": request.id.hex,
        "reference": reference(request.id),
        "version": request.version,
        "status": request.status,
        "outcome": request.outcome,
        "received_on": request.received_on.isoformat(),
        "channel": request.channel,
        "language": request.language,
        "handler": request.handler,
        "entered_by": request.entered_by,
        "entered_at": request.entered_at.isoformat(),
        "rights": f" {' '.join(request.claims)} ",
        "identity": request.identity,
        "due_on": term.due_on.isoformat(),
        "judged_on": by.due_on.isoformat(),
        "overdue_after": deadline.overdue_after.isoformat(),
        "soon_on": by.soon_on.isoformat(),
        "strict_due_on": term.strict_due_on.isoformat(),
        "strict_soon_on": strict_soon_on.isoformat(),
        "first_month_ends_on": term.first_month_ends_on.isoformat(),
        "target_on": term.target_on.isoformat(),
        "extended": term.extended,
        "waiting": by.waiting,
        "settled": final,
        "met_strictly": deadline.met_strictly,
        "informed_on": deadline.informed_on and deadline.informed_on.isoformat(),
        "execution": request.execution,
        "promised": request.promised,
        "wakes_on": (day := wakes_on(request)) and day.isoformat(),
        "task_due_on": _first_awaited(request),
        "held": request.held and not request.erased,
        "proposed": _waits_for_approval(request),
        "closed_on": request.closed_on and request.closed_on.isoformat(),
        "to_destroy": not request.erased
        and (request.evidence_to_destroy or request.copies_to_destroy),
        "erased": request.erased,
    }


def _first_awaited(request: RightsRequest) -> str | None:
    """The first day on which a task or a duty towards an authority is due; none without."""
    if request.erased:
        return None
    days = [task.due_on for task in request.tasks] + [duty.due_on for duty in request.duties]
    return min(days).isoformat() if days else None


def _waits_for_approval(request: RightsRequest) -> bool:
    """Whether somebody proposed what another person must see: a refusal, or that it is none.

    Of a part too, while the rest of the right is not decided.
    """
    refusals = any(claim.proposers for claim in request.claims.values())
    found = request.dismissed is not None and request.dismissed.proposed_by is not None
    return request.outcome is None and (refusals or found)


@lru_cache(4096)
def _soon_before(due_on: date, days: Calendar) -> date:
    return nth_working_day(due_on, -SOON, days)
