"""Events about a whole store: what its operator did and its own checks found.

They stand on the housekeeping stream and concern no request. What an operator typed is personal
data, and stands here as a digest.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import NonNegativeInt

from griffie.domain.housekeeping import HousekeepingEvent
from griffie.domain.model.values import Sealed


class Anchored(StrEnum):
    """Something by which one sees whether a log was rewritten or cut."""

    KEPT = "kept"
    """The checkpoints in the store."""
    BESIDE = "beside"
    """The greatest checkpoint, in a file beside it."""
    ANCHOR = "anchor"
    """The mark of the last commit, in a file beside it."""
    BEHIND = "behind"
    """That mark is there, and the log does not reach it."""


class AnchorAccepted(HousekeepingEvent):
    """An operator had the log signed on although something was missing that would show a change.

    What was recorded before this event is as trustworthy as the checkpoints that others hold.
    """

    TOPIC = "AnchorAccepted"
    missing: tuple[Anchored, ...]
    entries: NonNegativeInt
    """How many entries the log had then."""
    because: Sealed


class StoreMigrated(HousekeepingEvent):
    """A store was brought to a newer version; what an early release left unsigned was signed."""

    TOPIC = "StoreMigrated"
    was: NonNegativeInt
    """The version before."""
    lines_signed: NonNegativeInt
    """Lines of the erasure ledger that an event supports."""
    lines_left: NonNegativeInt
    """Lines that no event supports, left for a person."""
    answers_sealed: NonNegativeInt


class AuditScope(StrEnum):
    """What an audit that ran by itself looked at."""

    NEW = "new"
    """What was appended since the checkpoint before."""
    WHOLE = "whole"


class StoreAudited(HousekeepingEvent):
    """The serving process audited the store by itself. What it found stands in no event."""

    TOPIC = "StoreAudited"
    scope: AuditScope
    entries: NonNegativeInt
    """How many entries of the log it read."""
    findings: NonNegativeInt


class ClockAccepted(HousekeepingEvent):
    """The clock seemed to have jumped ahead, and the operator said that it is right."""

    TOPIC = "ClockAccepted"
    alive_at: str | None
    """The last sign of life before, an instant in UTC."""
