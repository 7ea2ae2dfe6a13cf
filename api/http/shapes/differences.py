"""The shapes of what changed between two moments."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from griffie.api.http.shapes.request import LEFT
from griffie.api.http.shapes.shape import Shape


class ChangeShown(Shape):
    field: str = Field(description="Its whole name, such as `claims.erasure.status`.")
    old: Any
    new: Any
    because: Literal["recorded", "time"] = Field(
        description="By what was recorded, or by nothing but the day on which it is judged."
    )


class BriefEvent(Shape):
    version: int
    type: str
    recorded_at: datetime
    happened_on: date | None
    recorded_late: bool
    actor: str
    entry_index: int


class RequestMoment(Shape):
    version: int
    recorded_at: datetime = Field(description="When that version was recorded.")
    on: date = Field(description="The day on which it is judged.")


class RegisterMoment(Shape):
    position: int = Field(description="How many entries the log had.")
    on: date
    left_since: int | None = LEFT


class RequestDifference(Shape):
    id: UUID
    reference: str
    start: RequestMoment = Field(alias="from")
    to: RequestMoment
    changes: list[ChangeShown]
    events: list[BriefEvent]


class ItemDifference(Shape):
    id: UUID
    reference: str
    change: Literal["appeared", "changed"]
    changes: list[ChangeShown]
    events: list[BriefEvent]


class DifferenceCounts(Shape):
    appeared: int
    changed: int
    closed: int


class RegisterDifference(Shape):
    start: RegisterMoment = Field(alias="from")
    to: RegisterMoment
    counts: DifferenceCounts = Field(description="Of everything, not of this page.")
    items: list[ItemDifference]
    next: str | None
