"""Erases again what was erased before, when an old copy of the store brought it back.

This happens before the store is served: the tiers first, then whole histories. Nothing new is
entered in the erasure ledger, because it stands there already.
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
"""How the ledger names a whole history; any other value is a tier."""
WHOLE_FILE = Tier.CORRESPONDENCE
"""When the key of this tier is destroyed the whole file is: no tier gets a new key. [P]"""


class ErasedItem(NamedTuple):
    """What was erased: one tier of a request, or its whole history."""

    what: str
    request: UUID
    key: str = ""
    """SHA-256 of the wrapped key, hexadecimal; empty for a whole file and for a history."""


class LedgerLine(Protocol):
    """One line of the erasure ledger."""

    @property
    def going(self) -> ErasedItem: ...


class Erasures(Protocol):
    """The port to the erasure ledger: a file beside the store that says what was erased."""

    def lines(self) -> Sequence[LedgerLine]:
        """The lines of this store, the oldest first."""

    def complete(self, gone: Iterable[ErasedItem]) -> int:
        """Add the items that are missing; gives their number."""


class ErasingVault(Protocol):
    """The vault, as far as erasing again needs it."""

    def erase_again(self, going: ErasedItem) -> bool:
        """Erase an item; gives whether it had come back."""

    def buried_files(self) -> list[UUID]:
        """The requests whose keys were all destroyed."""

    def forget(self) -> bool:
        """Clear write-ahead logs of what was erased. False: a reader still uses older pages."""


def erase_again(
    erasures: Erasures,
    vault: ErasingVault,
    requests: Requests,
    now: Occasion,
    progress: Progress = lambda _done, _all: None,
) -> int:
    """Erase what the ledger says was erased; gives how many items had come back.

    It may be cut off anywhere and repeated. Raises KeyUnavailableError when the key store does not
    answer, ContentionError.
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


def complete_ledger(
    erasures: Erasures, vault: ErasingVault, events_of: Callable[[UUID], Iterable[Any]]
) -> int:
    """Add to the ledger what the store shows as erased and the ledger lacks; gives how many.

    It cannot know single tiers of a file that is still kept (evidence of identity, delivered
    copies): the digest that identifies such a key went with it.
    """
    files = [ErasedItem(WHOLE_FILE, one) for one in vault.buried_files()]
    left = [ErasedItem(HISTORY, one) for one in _departed(events_of(HOUSEKEEPING))]
    return erasures.complete([*files, *left])


def _departed(events: Iterable[Any]) -> Sequence[UUID]:
    """The requests whose histories left, from the housekeeping stream."""
    left = [one.stream for one in events if isinstance(one, StreamErased)]
    looks = {looks_stream(one) for one in left}
    return [one for one in left if one not in looks]
