"""The access trail of a request: what was revealed, exported or refused, and to which account."""

from collections.abc import Iterable

from pydantic import Field

from griffie.application.ports import LogLine
from griffie.application.views.answer import AnswerModel, Instant
from griffie.domain.housekeeping import ACCESS_TRAIL_TOPICS, LookPurpose


class Look(AnswerModel):
    """One line of the access trail. Instants in UTC."""

    type: str = Field(
        description="PersonalDataRevealed, PersonLookedUp, DataExported or CommandRefused."
    )
    recorded_at: Instant
    actor: str
    at_version: int = Field(description="The version at which the request stood.")
    reason: str | None = Field(description="The digest of the reason that was stated.")
    purpose: LookPurpose | None = Field(
        description="For what it was opened; null where that was not asked yet."
    )
    exported: str | None = Field(description="What was handed out.")
    command: str | None = Field(description="What was refused.")
    problem: str | None = Field(description="Why: a provision, or a rule of ours.")
    entry_index: int


class Looks(AnswerModel):
    """Who looked, in order."""

    items: list[Look]


def looks_shown(lines: Iterable[LogLine]) -> Looks:
    """The access trail of a request, of the events that stand beside it, in order."""
    return Looks(
        items=[
            Look(
                type=line.topic,
                recorded_at=line.stored["at"],
                actor=line.stored["actor"],
                at_version=line.stored["data"]["at_version"],
                reason=line.stored["data"].get("reason"),
                purpose=line.stored["data"].get("purpose"),
                exported=line.stored["data"].get("what"),
                command=line.stored["data"].get("command"),
                problem=line.stored["data"].get("problem"),
                entry_index=line.place,
            )
            for line in lines
            if line.stored is not None and line.topic in ACCESS_TRAIL_TOPICS
        ]
    )
