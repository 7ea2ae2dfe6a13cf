"""The shapes of the API's answers, for its documentation; a test holds every answer to them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from griffie.api.http.shapes.record import (
    AccountShown,
    AnnouncedShown,
    DeedShown,
    FeeShown,
    RecipientShown,
)
from griffie.api.http.shapes.shape import Shape
from griffie.domain.law import Language, Right
from griffie.domain.law.deadlines import Standing, Suspension
from griffie.domain.request.vocabulary import (
    Channel,
    ClaimStatus,
    Execution,
    Identity,
    Mandate,
    Outcome,
    Relation,
    Status,
)


class ExceptionShown(Shape):
    ground: str
    categories: list[str]
    until: date | None


class ClaimDeadline(Shape):
    due_on: date
    strict_due_on: date
    state: Standing


class ClaimShown(Shape):
    right: Right
    provision: str
    status: ClaimStatus
    ground: str | None
    purposes: list[str]
    categories: list[str]
    informed: bool
    informed_on: date | None
    deadline: ClaimDeadline
    announced: list[AnnouncedShown] = Field(
        description="Purposes announced before they began, to which this objects."
    )
    exceptions: list[ExceptionShown]
    recipients_to_tell: list[str]
    recipients: list[RecipientShown]
    deeds: list[DeedShown] = Field(description="What was done to carry it out, in order.")
    fee: FeeShown | None


class Reckoning(Shape):
    """One step of the reckoning: which rule moved which date, and why."""

    rule: str
    start: date = Field(alias="from")
    end: date = Field(alias="to")
    because: str


class DeadlineShown(Shape):
    state: Standing
    due_on: date
    strict_due_on: date
    first_month_ends_on: date
    target_on: date
    extended: bool
    suspended_days: int
    met_strictly: bool | None
    working_days_left: int
    policy: Suspension
    calendar: str
    trace: list[Reckoning]


class Withheld(Shape):
    right: Right
    type: str
    because: str


class ActionShown(Shape):
    """What may be done next, and for which rights; or what forbids it, and why."""

    command: str
    allowed: bool
    rights: list[Right] | None = None
    hint: str | None = None
    withheld: list[Withheld] | None = Field(
        default=None, description="Allowed for some rights: what forbids it for the others."
    )
    type: str | None = None
    because: str | None = None


class LinkShown(Shape):
    other: UUID
    relation: Relation


class RequestShown(AccountShown):
    id: UUID
    reference: str
    version: int
    as_of: date = Field(description="The day on which deadlines and actions are judged.")
    status: Status
    outcome: Outcome | None
    derived_from: list[dict[str, Any]] = Field(
        description="From which claims the outcome was derived."
    )
    received_on: date
    channel: Channel
    language: Language
    handler: str | None
    requester_hint: str | None
    requester: dict[str, str] | None
    representative: dict[str, str] | None
    message: str | None
    personal_data: str
    identity: Identity
    mandate: Mandate
    claims: list[ClaimShown]
    execution: Execution
    deadline: DeadlineShown
    documents: list[str]
    links: list[LinkShown]
    complaints: list[str]
    profile: str
    actions: list[ActionShown]


class DocumentAdded(RequestShown):
    document: str = Field(description="The digest of the document.")


class ItemDeadline(Shape):
    state: Standing
    due_on: date
    strict_due_on: date
    target_on: date
    extended: bool
    met_strictly: bool | None


class ItemShown(Shape):
    """A request as lists show it: no personal data."""

    id: UUID
    reference: str
    version: int
    status: Status
    outcome: Outcome | None
    received_on: date
    channel: Channel
    language: Language
    handler: str | None
    rights: list[Right]
    execution: Execution
    personal_data: str
    deadline: ItemDeadline
    task_due_on: date | None = Field(
        description="The first day on which a task or an authority's question is due."
    )
    legal_hold: bool


LEFT: int | None = Field(
    default=None,
    description="Of a past only: requests of then whose histories have lawfully gone since.",
)


class Page(Shape):
    items: list[ItemShown]
    next: str | None
    left_since: int | None = LEFT


class EventShown(Shape):
    version: int
    type: str
    schema_: int = Field(alias="schema")
    recorded_at: datetime
    happened_on: date | None = Field(
        description="The last day on which it says that something was done."
    )
    recorded_late: bool = Field(description="Recorded more than three days after that.")
    actor: str
    data: dict[str, Any]
    revealed: dict[str, Any] | None = Field(
        default=None, description="What is sealed in `data`, opened: digest to value."
    )
    entry_index: int
    entry_hash: str
    event_hash: str


class Events(Shape):
    items: list[EventShown]


class DueOn(Shape):
    on: date
    due: int


class Answered(Shape):
    month: str
    in_time: int
    too_late: int
    in_time_strictly: int


class TallyShown(Shape):
    """What is not closed, and what stands beside the clock."""

    open: int = Field(description="Requests that are not closed, answered ones among them.")
    answered: int = Field(description="Of those, answered and not yet closed.")
    legal_hold: int
    with_tasks: int = Field(description="Requests of which something is awaited, closed ones too.")
    tasks_overdue: int


class DashboardShown(Shape):
    on: date
    counts: dict[Standing, int]
    tally: TallyShown
    by_right: dict[Right, int]
    by_handler: dict[str, int]
    calendar: list[DueOn]
    most_urgent: list[ItemShown]
    strict_at_risk: int
    promised_not_done: list[ItemShown]
    answered: list[Answered]
    left_since: int | None = LEFT


class InclusionShown(Shape):
    index: int
    size: int
    entry_hash: str
    root: str
    proof: list[str]


class ConsistencyShown(Shape):
    old: int
    new: int
    old_root: str
    root: str
    proof: list[str]


class WordsShown(Shape):
    provision: str
    citation: dict[str, str]
    words: dict[str, str] | None
    text: dict[str, str | None] | None


class RightOfLaw(WordsShown):
    right: Right
    grounds: list[WordsShown]


class LawShown(Shape):
    rights: list[RightOfLaw]


class Problem(Shape):
    """RFC 9457. What the caller sent is never repeated."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    detail: str
    status: int | None = None
    command: str | None = None
