"""An old copy of the store brings back what was erased since. It goes again, before it is served.

The tiers first, then whole histories, by the one lawful way out. Nothing is entered in the ledger
for it: there it stands already.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from griffie.application.disclosure import Tier
from griffie.application.ports import Progress
from griffie.application.requests.requests import Requests
from griffie.domain.housekeeping import HOUSEKEEPING, StreamErased, looks_stream
from griffie.domain.model.setting import Occasion

HISTORY = "history"
"""What a line of the ledger calls a whole history; anything else is a tier."""
WHOLE_FILE = Tier.CORRESPONDENCE
"""When the key of this tier is destroyed, the file is: no tier of it gets a new one. [P]"""


class Going(NamedTuple):
    """A tier of a request, or its history."""

    what: str
    request: UUID
    key: str = ""
    """SHA-256 of the wrapped key, hexadecimal; empty for a whole file and for a history."""


class LedgerLine(Protocol):
    """One erasure."""

    @property
    def going(self) -> Going: ...


class Erasures(Protocol):
    """The erasure ledger: a file beside the store that tells what was erased."""

    def lines(self) -> Sequence[LedgerLine]:
        """What was erased of this store, the oldest first."""

    def complete(self, gone: Iterable[Going]) -> int:
        """Enter what is not entered yet. Gives how much that was."""


class ErasingVault(Protocol):
    """The vault, as far as erasing again needs it."""

    def erase_again(self, going: Going) -> bool:
        """Whether it had come back; it is gone afterwards."""

    def buried_files(self) -> list[UUID]:
        """The requests of which all keys were destroyed."""

    def forget(self) -> bool:
        """Leave no copy of what was erased in a write-ahead log."""


def erase_again(
    erasures: Erasures,
    vault: ErasingVault,
    requests: Requests,
    now: Occasion,
    progress: Progress = lambda _done, _all: None,
) -> int:
    """Gives how much of the ledger had come back. May be cut off anywhere, and done again.

    Raises KeyUnavailableError when the key store does not answer, ContentionError.
    """
    went = list(dict.fromkeys(line.going for line in erasures.lines()))
    back = 0
    for number, going in enumerate(went, 1):
        if going.what != HISTORY:
            back += vault.erase_again(going)
        progress(number, len(went))
    histories = [going.request for going in went if going.what == HISTORY]
    back += len(requests.erase_streams(histories, now, again=True)) if histories else 0
    vault.forget()
    return back


def complete(
    erasures: Erasures, vault: ErasingVault, events_of: Callable[[UUID], Iterable[Any]]
) -> int:
    """Enter what the store says is gone and the ledger does not: it was lost, or not yet kept.

    What was destroyed alone of a living file (evidence of identity, delivered copies) it cannot
    know: the mark by which those keys would be known again went with them.
    """
    files = [Going(WHOLE_FILE, one) for one in vault.buried_files()]
    left = [Going(HISTORY, one) for one in _departed(events_of(HOUSEKEEPING))]
    return erasures.complete([*files, *left])


def _departed(events: Iterable[Any]) -> Sequence[UUID]:
    """The requests whose histories left, as the housekeeping stream names them."""
    left = [one.stream for one in events if isinstance(one, StreamErased)]
    looks = {looks_stream(one) for one in left}
    return [one for one in left if one not in looks]
