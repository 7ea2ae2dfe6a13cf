"""An old copy of the store brings back what was erased since. It goes again, before it is served.

The tiers first, then whole histories, by the one lawful way out. Nothing is entered in the ledger
for it: there it stands already.
"""

from collections.abc import Sequence
from uuid import UUID

from griffie.application.ports import Progress
from griffie.application.requests.requests import Requests
from griffie.domain.housekeeping import HOUSEKEEPING, StreamErased, looks_at
from griffie.domain.model.setting import Occasion
from griffie.infrastructure.sqlite.recorder import AppendOnlyRecorder
from griffie.infrastructure.vault.erasure_ledger import HISTORY, ErasureLedger, Going
from griffie.infrastructure.vault.key_store import FINAL
from griffie.infrastructure.vault.vault import SQLiteVault


def erase_again(
    erasures: ErasureLedger,
    vault: SQLiteVault,
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


def complete(erasures: ErasureLedger, vault: SQLiteVault, recorder: AppendOnlyRecorder) -> int:
    """Enter what the store says is gone and the ledger does not: it was lost, or not yet kept.

    What was destroyed alone of a living file (evidence of identity, delivered copies) it cannot
    know: the mark by which those keys would be known again went with them.
    """
    files = [Going(FINAL, one) for one in vault.buried_files()]
    return erasures.complete([*files, *(Going(HISTORY, one) for one in departed(recorder))])


def departed(recorder: AppendOnlyRecorder) -> Sequence[UUID]:
    """The requests whose histories left, as the housekeeping stream names them."""
    events = recorder.events_of(HOUSEKEEPING)
    left = [one.stream for one in events if isinstance(one, StreamErased)]
    looks = {looks_at(one) for one in left}
    return [one for one in left if one not in looks]
