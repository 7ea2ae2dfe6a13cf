"""What is due to be erased, what holds it, and what became of it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from pydantic import ConfigDict, Field

from griffie.application.retention.carry_out import Became, ErasureResult
from griffie.application.retention.schedule import DueRequest, Hold, Kept
from griffie.application.views.answer import AnswerModel, documented
from griffie.domain.request.reference import reference


# One thing that is due: which, since when, why, and what holds it.
class DueShown(AnswerModel):
    kept: Kept
    due_on: date
    because: str
    provision: str
    held_by: tuple[Hold, ...]


# What is due of one request.
class FileDue(AnswerModel):
    id: UUID
    reference: str
    due: list[DueShown]


# What is due by a day.
class RetentionShown(AnswerModel):
    on: date
    items: list[FileDue]


# What became of one thing that was due.
class OneCarried(AnswerModel):
    model_config = ConfigDict(json_schema_extra=documented("reference", before="kept"))

    id: UUID
    kept: Kept
    became: Became = Field(
        description="Waits: a reader keeps older pages of a file alive, or it changed; do it again."
    )
    held_by: tuple[Hold, ...]
    reference: str


class CarriedShown(AnswerModel):
    """What became of everything that was due."""

    on: date
    items: list[OneCarried]


def retention_shown(on: date, listed: Iterable[DueRequest]) -> RetentionShown:
    """What is due by a civil day in Brussels, by request, in the order given."""
    return RetentionShown(
        on=on,
        items=[
            FileDue(
                id=request_id,
                reference=reference(request_id),
                due=[
                    DueShown(
                        kept=what.kept,
                        due_on=what.due_on,
                        because=what.because,
                        provision=str(what.provision),
                        held_by=what.held_by,
                    )
                    for what in due
                ],
            )
            for request_id, due in listed
        ],
    )


def carried_shown(on: date, carried: Iterable[ErasureResult]) -> CarriedShown:
    """What became of each thing that was due by a day, in the order in which it was done."""
    return CarriedShown(
        on=on,
        items=[
            OneCarried(
                id=request_id,
                kept=kept,
                became=became,
                held_by=held_by,
                reference=reference(request_id),
            )
            for request_id, kept, became, held_by in carried
        ],
    )
