"""What one may ask the register: lists of requests, and counts, as of a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from griffie.application.ports import View
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Channel, Execution, Outcome, Status


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


class OpenCounts(NamedTuple):
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

    def tally(self, on: date) -> OpenCounts: ...

    def open_by_right(self) -> dict[str, int]: ...

    def open_by_handler(self) -> dict[str, int]: ...

    def due_days(self, until: date) -> list[tuple[date, int]]: ...

    def strict_at_risk(self, on: date) -> int: ...

    def answered_by_month(self, since: date) -> list[tuple[str, int, int, int]]:
        """Month, answered in time, too late, and in time by the strict date."""
