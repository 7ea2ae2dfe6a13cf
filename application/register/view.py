"""The port to the register: lists of requests and counts, as of a civil day in Brussels."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from griffie.application.projections.view import View
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
    """How many requests are open, on hold, or wait for a task."""

    open: int = 0
    """Requests that are not closed: with a running clock, or answered."""
    answered: int = 0
    """Those of them that are answered: something may still have to be done."""
    legal_hold: int = 0
    with_tasks: int = 0
    """Requests with an open task or duty, closed ones too."""
    tasks_overdue: int = 0


class Load(NamedTuple):
    """The open requests of one handler (None: of nobody yet)."""

    handler: str | None
    open: int
    late: int
    soon: int
    """Due by a day that is asked for, and not late."""


class DeskCounts(NamedTuple):
    """How many requests stand in each part of the queue."""

    action: int = 0
    """Urgent, of nobody yet, or answered and not closed."""
    mine: int = 0
    unassigned: int = 0
    hold: int = 0
    open: int = 0


class Query(NamedTuple):
    """The filters, order and page of a list; a filter that is none does not apply."""

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
    unclosed: bool = False
    """Not closed: with a running clock, or answered."""
    handlers: tuple[str, ...] | None = None
    """Of one of these."""
    unassigned: bool = False
    action: bool = False
    """Urgent, of nobody yet, or answered."""
    held: bool = False
    proposed: bool = False
    """Another person must approve what somebody proposed."""
    with_tasks: bool = False
    promised: bool = False
    wakes_by: date | None = None
    """The clock may have to record something by this day."""
    sort: str = "due_on"
    limit: int = 50
    after: tuple[str, str] | None = None
    """The sort value and the id of the last item of the page before."""


class RegisterView(View, Protocol):
    """Lists and counts of the register, judged on a civil day in Brussels."""

    def items(self, query: Query, on: date) -> list[Item]:
        """The requests that match a query."""

    def named(self, reference: str) -> UUID | None:
        """The id of the request that has a reference; none where no row tells of one.

        Rows of another release may tell it too: the reference follows from the id, and is compared.
        """

    def erased(self) -> Iterator[UUID]:
        """Every request whose personal data were erased, read a page at a time."""

    def to_destroy(self) -> Iterator[UUID]:
        """Every other request of which something is to be destroyed without being asked.

        That is evidence of identity, or copies that were handed over: a crash may have cut it off.
        """

    def counts(self, on: date) -> dict[Standing, int]:
        """How many requests have each standing."""

    def running(self, on: date) -> dict[Standing, int]:
        """The same of requests that no day settled yet: fewer, and counted sooner."""

    def tally(self, on: date) -> OpenCounts:
        """How many are open, on hold, or wait for a task."""

    def arrived(self, after: date, until: date) -> int:
        """How many came in after a day, until another."""

    def overdue_days(self, on: date) -> dict[date, int]:
        """The days on which overdue requests were due, the earliest first, and how many."""

    def load(self, on: date, until: date) -> list[Load]:
        """The open requests by handler, who has most first; `until` is the last day of `soon`."""

    def desk(self, on: date, accounts: Collection[str], entered_by: str | None) -> DeskCounts:
        """The parts of the queue; those of `accounts` are one's own; `entered_by` as in a query."""

    def open_by_right(self) -> dict[str, int]:
        """How many open requests there are for each right."""

    def open_by_handler(self) -> dict[str, int]:
        """How many open requests each handler has."""

    def due_days(self, until: date) -> list[tuple[date, int]]:
        """Each day up to `until` on which requests are due, and how many."""

    def strict_at_risk(self, on: date) -> int:
        """How many wait for the requester and are near or past their strict date."""

    def answered_by_month(self, since: date) -> list[tuple[str, int, int, int]]:
        """For each month: `YYYY-MM`, answered in time, too late, in time by the strict date."""
