"""The shapes of advice, figures and retention; a test holds every answer to them."""

from datetime import date
from uuid import UUID

from pydantic import Field

from griffie.api.http.shapes.request import WordsShown
from griffie.api.http.shapes.shape import Shape
from griffie.application.controller.applicability import Applies
from griffie.application.controller.profile import Basis
from griffie.application.retention.carry_out import Became
from griffie.application.retention.schedule import Hold, Kept
from griffie.domain.law import Right


class ReasonShown(Shape):
    provision: str
    citation: dict[str, str]
    because: str = Field(description="An English sentence.")


class FindingShown(Shape):
    applies: Applies
    why: list[ReasonShown]
    points: list[WordsShown] = Field(description="The likely points of Article 17(1).")
    exceptions: list[WordsShown] = Field(description="What may stand against it.")


class AdviceShown(FindingShown):
    purpose: str | None = Field(description="Its code; null where the profile names no purposes.")
    name: dict[str, str | None] | None
    bases: list[Basis] = Field(description="The points of Article 6(1) that are stated.")
    review: list[ReasonShown] = Field(description="Why the profile itself is in doubt.")
    on_advised: FindingShown | None = Field(
        description="What would follow from the basis that is advised instead."
    )


class ClaimAdvice(Shape):
    right: Right
    provision: str
    purposes: list[AdviceShown]


class ApplicabilityShown(Shape):
    """Advice. A person decides."""

    profile: str = Field(description="The profile that was asked: the one in force now.")
    profile_of_receipt: str
    claims: list[ClaimAdvice]


class AnnualShown(Shape):
    year: int
    on: date = Field(description="The day on which what is open is judged.")
    published: bool
    counted: str
    tables: dict[str, dict[str, int | float | None]] = Field(
        description="Null: hidden, or a measure of nothing."
    )
    not_available: dict[str, str] = Field(description="Which figures are missing, and why.")


class DueShown(Shape):
    kept: Kept
    due_on: date
    because: str
    provision: str
    held_by: list[Hold]


class FileDue(Shape):
    id: UUID
    reference: str
    due: list[DueShown]


class RetentionShown(Shape):
    on: date
    items: list[FileDue]


class OneCarried(Shape):
    id: UUID
    reference: str
    kept: Kept
    became: Became = Field(
        description="Waits: a reader keeps older pages of a file alive, or it changed; do it again."
    )
    held_by: list[Hold]


class CarriedShown(Shape):
    """What became of everything that was due."""

    on: date
    items: list[OneCarried]
