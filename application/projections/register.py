"""The register: every request as one row, which is the request itself, summarised.

No second set of rules: a row is made from the request that the events build. A row says nothing
that changes overnight; how a deadline stands is asked with a date.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from griffie.application.ports import Row, View
from griffie.application.projections.folding import Folding
from griffie.domain.law import Right
from griffie.domain.law.calendar import Calendar
from griffie.domain.law.deadlines import SOON, Standing, nth_working_day
from griffie.domain.request.reference import reference
from griffie.domain.request.reminders import wakes_on
from griffie.domain.request.vocabulary import Channel, Execution, Outcome, Status
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
    "closed_on",
    "erased",
)

Before = Callable[[UUID, int], RightsRequest | None]


class Register(Folding[RightsRequest]):
    """Folds events into requests, and requests into rows."""

    def __init__(self, before: Before) -> None:
        """`before` replays a request up to a version; none when its history lawfully went."""
        super().__init__(before, row)

    def applied(self, known: RightsRequest | None, event: Any) -> RightsRequest:
        request: RightsRequest = event.mutate(known)
        return request


def row(request: RightsRequest) -> Row:
    """What the register says of a request."""
    deadline = request.deadline
    term = deadline.term
    settled = deadline.standing(term.due_on)  # met and missed do not depend on the day
    final = settled if settled in {Standing.MET, Standing.MISSED} else None
    strict_soon_on = soon_before(term.strict_due_on, request.calendar)
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
        "soon_on": term.soon_on.isoformat(),
        "strict_due_on": term.strict_due_on.isoformat(),
        "strict_soon_on": strict_soon_on.isoformat(),
        "first_month_ends_on": term.first_month_ends_on.isoformat(),
        "target_on": term.target_on.isoformat(),
        "extended": term.extended,
        "waiting": term.waiting,
        "settled": final,
        "met_strictly": deadline.met_strictly,
        "informed_on": deadline.informed_on and deadline.informed_on.isoformat(),
        "execution": request.execution,
        "promised": request.promised,
        "wakes_on": (day := wakes_on(request)) and day.isoformat(),
        "task_due_on": first_awaited(request),
        "held": request.held and not request.erased,
        "closed_on": request.closed_on and request.closed_on.isoformat(),
        "erased": request.erased,
    }


def first_awaited(request: RightsRequest) -> str | None:
    """The first day on which something is due that others were asked, or an authority asked us."""
    if request.erased:
        return None
    days = [task.due_on for task in request.tasks] + [duty.due_on for duty in request.duties]
    return min(days).isoformat() if days else None


@lru_cache(4096)
def soon_before(due_on: date, days: Calendar) -> date:
    return nth_working_day(due_on, -SOON, days)


class Item(NamedTuple):
    """A request as lists show it: no personal data."""

    id: UUID
    reference: str
    version: int
    status: Status
    outcome: Outcome | None
    received_on: date
    channel: Channel
    language: str
    handler: str | None
    rights: tuple[Right, ...]
    execution: Execution
    personal_data: str
    deadline: Mapping[str, Any]
    task_due_on: date | None = None
    """The first day on which a task or an authority's question is due."""
    legal_hold: bool = False


class Tally(NamedTuple):
    """What is not closed, and what stands beside the clock."""

    open: int = 0
    """Everything that is not closed: with a running clock, or answered."""
    answered: int = 0
    """Of those, answered: something may still have to be done."""
    legal_hold: int = 0
    with_tasks: int = 0
    """Requests, closed ones too, of which something is awaited."""
    tasks_overdue: int = 0


class Query(NamedTuple):
    """What a list is asked for; nothing named means everything."""

    status: Status | None = None
    right: Right | None = None
    channel: Channel | None = None
    handler: str | None = None
    deadline: Standing | None = None
    due_before: date | None = None
    due_after: date | None = None
    reference: str | None = None
    entered_by: str | None = None
    among: tuple[UUID, ...] | None = None
    still_open: bool = False
    held: bool = False
    with_tasks: bool = False
    promised: bool = False
    wakes_by: date | None = None
    """Of which the clock may have something to say by this day."""
    sort: str = "due_on"
    limit: int = 50
    after: tuple[str, str] | None = None
    """The sort value and the id of the last item of the page before."""


class RegisterView(View, Protocol):
    """What one may ask the register, as of a day."""

    def items(self, query: Query, on: date) -> list[Item]: ...

    def counts(self, on: date) -> dict[Standing, int]: ...

    def tally(self, on: date) -> Tally: ...

    def open_by_right(self) -> dict[str, int]: ...

    def open_by_handler(self) -> dict[str, int]: ...

    def due_days(self, until: date) -> list[tuple[date, int]]: ...

    def strict_at_risk(self, on: date) -> int: ...

    def answered_by_month(self, since: date) -> list[tuple[str, int, int, int]]:
        """Month, answered in time, too late, and in time by the strict date."""
