"""Erases again what was erased before, when an old copy of store or keys brought it back.

This happens before the store is served: the tiers first, then whole histories. Nothing new is
entered in the erasure ledger, because it stands there already.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol
from uuid import UUID

from griffie.application.maintenance.decided import HISTORY, WHOLE_FILE, Decisions, ErasedItem
from griffie.application.maintenance.findings import Finding, finding
from griffie.application.ports import Progress
from griffie.application.requests.requests import Requests
from griffie.domain.model.setting import Occasion


class LedgerLine(Protocol):
    """One line of the erasure ledger."""

    @property
    def going(self) -> ErasedItem: ...


class Erasures(Protocol):
    """The port to the erasure ledger: a file beside the store that says what was erased."""

    def told(self) -> Iterator[LedgerLine]:
        """The signed lines of this store, the oldest first."""

    def unsigned(self) -> Sequence[LedgerLine]:
        """Lines about this store that nobody signed, and of which no signed line tells."""

    def of_earlier_logs(self) -> Sequence[LedgerLine]:
        """The signed lines of logs that this one continues: the events that decided may be lost."""

    def sign(self, lines: Sequence[Any]) -> None:
        """Write lines that `unsigned` gave once more, signed. Raises OSError."""

    def lacking(self, gone: Iterable[ErasedItem]) -> Sequence[ErasedItem]:
        """The items of which no line tells, in their order."""

    def append(self, going: Sequence[ErasedItem]) -> None:
        """Write lines, durably. Raises OSError."""


class ErasingVault(Protocol):
    """The vault, as far as erasing again needs it."""

    def erase_again(self, going: ErasedItem) -> bool:
        """Erase an item; gives whether it had come back."""

    def what_is_left(self, items: Iterable[ErasedItem]) -> Iterator[ErasedItem]:
        """The items of which something is there. Raises KeyUnavailableError."""

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
    *,
    older: bool,
) -> int:
    """Erase what the ledger says was erased; gives how many items had come back.

    In a store that is `older` than the ledger its signed lines decide, for the events are gone that
    would; so do lines of a log that this one continues. In any other store only events decide, and
    a line without one erases nothing.

    It may be cut off anywhere and repeated. Raises KeyUnavailableError when the key store does not
    answer, ContentionError.
    """
    decided = Decisions(requests)
    lost = dict.fromkeys(
        line.going for line in (erasures.told() if older else erasures.of_earlier_logs())
    )
    # First what is there, which is mostly nothing, and only of that whether an event decided it.
    told = (line.going for line in erasures.told() if line.going.what != HISTORY)
    there = dict.fromkeys(vault.what_is_left(told))
    went = [going for going in there if going in lost or decided(going)]
    back = 0
    for number, going in enumerate(went, 1):
        back += vault.erase_again(going)
        progress(number, len(went))
    histories = [going.request for going in lost if going.what == HISTORY]
    back += len(requests.erase_streams(histories, now, again=True)) if histories else 0
    vault.forget()
    return back


def undecided_lines(erasures: Erasures, requests: Requests, *, older: bool) -> Iterator[Finding]:
    """A finding for each line of the ledger by which nothing is erased.

    Nobody signed it, or the events of a store that is not `older` know of no such erasure.
    """
    decided = Decisions(requests)
    earlier = {line.going for line in erasures.of_earlier_logs()}
    for whose, lines in (
        ("that nobody signed", erasures.unsigned()),
        ("that no event decided", () if older else erasures.told()),
    ):
        for going in dict.fromkeys(line.going for line in lines):
            if going not in earlier and not decided(going):
                what = f"the erasure ledger tells of an erasure {whose}: nothing was erased by it"
                yield finding(None, going.request.hex, None, what)


def complete_ledger(erasures: Erasures, vault: ErasingVault, requests: Requests) -> int:
    """Add to the ledger what the store shows as erased and the ledger lacks; gives how many.

    The store shows it where an event decided it and the key is gone. It cannot know single tiers of
    a file that is still kept (evidence of identity, delivered copies): the digest that identifies
    such a key went with it.
    """
    decided = Decisions(requests)
    files = [ErasedItem(WHOLE_FILE, one) for one in vault.buried_files()]
    left = [ErasedItem(HISTORY, one) for one in decided.departed()]
    lacking = [*filter(decided, erasures.lacking([*files, *left]))]
    erasures.append(lacking)
    return len(lacking)
