"""Who took something out, who was told no, and how often strangers knocked.

Beside the requests, like a look: nothing here moves the version on which others work.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid5

from pydantic import NonNegativeInt, StringConstraints

from griffie.domain.housekeeping import NAMESPACE, HousekeepingEvent, PersonalDataRevealed
from griffie.domain.model.values import Code

FAILED_SIGN_INS = uuid5(NAMESPACE, "knocks")
"""The stream of the days on which somebody failed to sign in: one event a day at most."""


def day_stream(on: date) -> UUID:
    """The stream of what was exported or refused on a day without concerning one request."""
    return uuid5(NAMESPACE, f"at-the-door/{on.isoformat()}")


Problem = Annotated[str, StringConstraints(pattern="^/(law|problems)/[A-Za-z0-9/._-]{1,80}$")]
"""The type of a refusal: a provision, or a rule of ours. Never a sentence."""


class Export(StrEnum):
    """What left in a form that can be kept."""

    DOSSIER = "dossier"
    LETTER = "letter"
    DOCUMENT = "document"
    REPORT = "report"
    AUDIT_TRAIL = "audit_trail"


class DataExported(HousekeepingEvent):
    """Somebody was handed a file: of one request as it stood, or of the whole register."""

    TOPIC = "DataExported"
    what: Export
    request: UUID | None = None
    at_version: int | None = None


class CommandRefused(HousekeepingEvent):
    """Somebody who is signed in was told no: by the law, the state of the file, or their role."""

    TOPIC = "CommandRefused"
    command: Code
    problem: Problem
    request: UUID | None = None
    at_version: int | None = None


class KnocksCounted(HousekeepingEvent):
    """How often signing in failed on a day, and how many refusals were too many to be written."""

    TOPIC = "KnocksCounted"
    on: date
    failed_sign_ins: NonNegativeInt
    unknown_tokens: NonNegativeInt
    refusals_not_written: NonNegativeInt

    def is_told_by(self, other: KnocksCounted) -> bool:
        return other.on >= self.on


ACCESS_TRAIL_TOPICS = frozenset(
    kind.TOPIC for kind in (PersonalDataRevealed, DataExported, CommandRefused, KnocksCounted)
)
"""Who looked, in every way: for those who audit, and for nobody else."""
