"""Which of the processes that serve one store does a piece of work that goes on beside serving.

Each piece has a leader of its own. That somebody leads spares work and never guards it: what may
happen once only is guarded where it is written (the version of a request, the position of a
projection or a webhook, the state of a message, the digest of a mail). So a leader who lost the
lead unnoticed can do nothing twice.
"""

from datetime import datetime
from typing import Protocol

FOLLOWS = 1.0
"""Seconds after which a process that does not lead asks again."""
CLOCK, AUDIT, WEBHOOKS = "clock", "audit", "webhooks"
"""Pieces of work. The outbox has a lock of its own, which commands take too."""


def mailbox(address: str) -> str:
    """The piece of work that is one watched mailbox."""
    return f"mailbox {address}"


class Leading(Protocol):
    """The port that says who leads; for any thread."""

    def leads(self, work: str) -> bool:
        """Whether this process leads a piece of work from now on. Raises nothing: in doubt, no."""

    def seen(self, work: str) -> datetime | None:
        """When the leader of a piece of work last showed itself, in UTC; None: nobody ever led."""


class LeadsAlone:
    """For a store that one process serves."""

    def leads(self, work: str) -> bool:
        del work
        return True

    def seen(self, work: str) -> datetime | None:
        del work
        return None
