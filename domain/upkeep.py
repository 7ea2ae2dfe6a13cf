"""Events about a whole store: what its operator did and its own checks found.

They stand on the housekeeping stream and concern no request. What an operator typed is personal
data, and stands here as a digest.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import uuid5

from pydantic import NonNegativeInt, StringConstraints

from griffie.domain.housekeeping import NAMESPACE, HousekeepingEvent
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


LOGS = uuid5(NAMESPACE, "logs")
"""The stream of the logs that this one continues, one event each. It never leaves a store.

It is a stream of its own, so that every bundle can show the whole of it: see `LogContinued`.
"""

LogName = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9._:/-]{1,300}$")]
"""The name of a log, as its checkpoints bear it."""
SignedNote = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""A checkpoint (c2sp.org/signed-note) as it was signed; the audit and every verifier check it."""


class LogContinued(HousekeepingEvent):
    """A store from an older backup goes on as a new log, which names the last state of the old one.

    The entries before this event are those of the old log. What it had beyond them is lost: so many
    entries as the old checkpoint covers more than were kept.
    """

    TOPIC = "LogContinued"
    name: LogName
    """Of the new log."""
    last: SignedNote
    """The last checkpoint of the old log that is known."""
    kept: NonNegativeInt
    """How many entries stand before this event."""
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


class AuditMade(HousekeepingEvent):
    """An operator audited the whole store, and it was consistent.

    `entries` of the log were read, against so many checkpoints that were kept elsewhere.
    """

    TOPIC = "AuditMade"
    entries: NonNegativeInt
    held: NonNegativeInt


class BackupBegun(HousekeepingEvent):
    """A copy of the store is about to be made. It stands in the copy, which is checked at its end.

    Recorded before and not after: a store that was lost after its backup is then not newer than
    the backup by this event alone. `BackupFailed` follows where no copy came of it.
    """

    TOPIC = "BackupBegun"
    entries: NonNegativeInt
    """How many entries the log had then."""


class BackupFailed(HousekeepingEvent):
    """The copy that was begun last was not finished, or was found damaged."""

    TOPIC = "BackupFailed"


class StoreRestored(HousekeepingEvent):
    """A backup was put in place and found consistent: what was recorded since is gone."""

    TOPIC = "StoreRestored"
    entries: NonNegativeInt
    """How many entries the log had then."""
    erased_again: NonNegativeInt
    """How many erasures since then were carried out again."""
