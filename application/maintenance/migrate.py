"""Brings a store to the newest version: signs what an early release left unsigned, after a backup.

What an event supports is signed. What no event supports is listed for a person: nobody can say of
it whether we wrote it.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from griffie.application.maintenance.decided import Decisions, ErasedItem
from griffie.application.maintenance.erase_again import Erasures
from griffie.application.ports import RepeatedAnswer
from griffie.application.requests.repeats import Seal, is_sealed, sealed
from griffie.application.requests.requests import Requests
from griffie.domain.events import StoreMigrated
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.model.setting import Occasion


class Versioned(Protocol):
    """The port to the version of a store, and to the rows of repeated answers."""

    def version(self) -> int:
        """The version as it is."""

    def raise_version(self) -> int:
        """Make it the newest; gives which that is."""

    def answers(self) -> Sequence[RepeatedAnswer]:
        """Every row of repeated answers."""

    def write_answers(self, rows: Sequence[RepeatedAnswer]) -> None:
        """Write these rows in the place of those with their keys."""


class Migration(NamedTuple):
    """What was done: the event that was recorded, and the lines that a person has to judge."""

    recorded: StoreMigrated
    left: Sequence[ErasedItem]


def migrate(
    store: Versioned, erasures: Erasures, requests: Requests, seal: Seal, now: Occasion
) -> Migration:
    """Sign lines of the erasure ledger that an event supports, seal repeated answers, record it.

    The version is raised last: cut off anywhere, it is done again. Raises OSError, ContentionError.
    """
    decided, unsigned = Decisions(requests), erasures.unsigned()
    ours = [line for line in unsigned if decided(line.going)]
    erasures.sign(ours)
    rows = [row for row in store.answers() if not is_sealed(row, seal)]
    store.write_answers([sealed(row, seal) for row in rows])
    left = [line.going for line in erasures.unsigned()]
    was = store.version()
    event = StoreMigrated(
        was=was, lines_signed=len(ours), lines_left=len(left), answers_sealed=len(rows)
    )
    requests.append(HOUSEKEEPING, event, now)
    store.raise_version()
    return Migration(event, left)
