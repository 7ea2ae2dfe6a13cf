"""What changed between two moments, of a request and of the register."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from griffie.application.views.answer import AnswerModel
from griffie.application.views.events import BriefEvent
from griffie.application.views.lists import LEFT


# One field that changed.
class ChangeShown(AnswerModel):
    field: str = Field(description="Its whole name, such as `claims.erasure.status`.")
    old: Any
    new: Any
    because: Literal["recorded", "time"] = Field(
        description="By what was recorded, or by nothing but the day on which it is judged."
    )


# One of the two moments of a request.
class RequestMoment(AnswerModel):
    version: int
    recorded_at: datetime = Field(description="When that version was recorded.")
    on: date = Field(description="The day on which it is judged.")


# One of the two moments of the register; `on` is the day on which it is judged.
class RegisterMoment(AnswerModel):
    position: int = Field(description="How many entries the log had.")
    on: date
    left_since: int | None = LEFT


# What changed in one request, and the events between the two moments.
class RequestDifference(AnswerModel):
    id: UUID
    reference: str
    start: RequestMoment = Field(validation_alias="from", serialization_alias="from")
    to: RequestMoment
    changes: list[ChangeShown]
    events: list[BriefEvent]


# What changed in one request of the register.
class ItemDifference(AnswerModel):
    id: UUID
    reference: str
    change: Literal["appeared", "changed"]
    changes: list[ChangeShown]
    events: list[BriefEvent]


# How many requests appeared, changed or were closed.
class DifferenceCounts(AnswerModel):
    appeared: int
    changed: int
    closed: int


# What changed in the register, a page at a time; `next` is the cursor of the next page.
class RegisterDifference(AnswerModel):
    start: RegisterMoment = Field(validation_alias="from", serialization_alias="from")
    to: RegisterMoment
    counts: DifferenceCounts = Field(description="Of everything, not of this page.")
    items: list[ItemDifference]
    next: str | None
