"""Events about access: who exported something, who was refused, how often signing in failed.

They stand beside the requests, as a look does: they do not move the version on which others work.
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
    """The stream of the exports and refusals of a day that concern no single request."""
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
    """Somebody received a file: of one request at a version, or of the whole register."""

    TOPIC = "DataExported"
    what: Export
    request: UUID | None = None
    at_version: int | None = None


class CommandRefused(HousekeepingEvent):
    """A signed-in person was refused: by the law, the state of the request, or their role."""

    TOPIC = "CommandRefused"
    command: Code
    problem: Problem
    request: UUID | None = None
    at_version: int | None = None


class KnocksCounted(HousekeepingEvent):
    """How often signing in failed on a day, and how many refusals were not recorded."""

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
