"""What a checkpoint that somebody kept outside says of the log as it is now."""

from enum import StrEnum
from typing import NamedTuple


class Held(StrEnum):
    """How a checkpoint that was held outside stands to the log."""

    LEADS_ON = "leads_on"
    """The log still begins with exactly those entries."""
    CONTRADICTED = "contradicted"
    """It was signed by this log, which now begins otherwise."""
    LATER = "later"
    """It was signed by this log over more entries than there are: this is an older copy."""
    LOST = "lost"
    """It covers entries that were lost when an older backup was continued as this log."""
    NOT_OURS = "not_ours"
    """No signature of this log's key holds on it."""
    UNREADABLE = "unreadable"
    """There is no checkpoint in what was given."""


class Compared(NamedTuple):
    """A finding, and how many entries the checkpoint covers; 0 where it cannot be believed."""

    found: Held
    size: int = 0
