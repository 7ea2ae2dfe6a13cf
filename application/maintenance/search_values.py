"""The search values of a request, made anew from what the vault holds: compared, or put right.

By them a request is found by name or address. They are keyed digests and nothing else, so they can
always be made again while the words are kept.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol
from uuid import UUID

from griffie.application.disclosure import KeyErasedError, KeyUnavailableError, TamperedError
from griffie.application.maintenance.findings import Finding, finding
from griffie.application.ports import Indexed, Progress, Vault
from griffie.application.requests.requests import Requests
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import SealedRequester

_OF_EARLY_RELEASES = frozenset({"email", "name"})
_SAID = "its search values are not those of its words: griffie rebuild --search"


class SearchIndex(Protocol):
    """The port to the search values as they stand."""

    early: bool
    """An early release wrote some: it knew names and e-mail alone, and kept old ones."""

    def indexed_ids(self) -> Iterable[UUID]:
        """Every id that has search values or sealed values."""

    def indexed(self, request_id: UUID) -> set[Indexed]:
        """The search values of an id."""

    def reindex(self, request_id: UUID, rows: Iterable[Indexed]) -> None:
        """Put these search values in the place of those of an id."""


def rebuild_search(requests: Requests, vault: Vault, index: SearchIndex, progress: Progress) -> int:
    """Make the search values of every request anew; gives how many requests had others.

    Raises KeyUnavailableError, TamperedError.
    """
    ids, changed = list(index.indexed_ids()), 0
    for number, request_id in enumerate(ids, 1):
        wanted = _wanted(requests, vault, request_id)
        if wanted and wanted.now != index.indexed(request_id):
            index.reindex(request_id, wanted.now)
            changed += 1
        progress(number, len(ids))
    return changed


def compare_search(requests: Requests, vault: Vault, index: SearchIndex) -> Iterator[Finding]:
    """A finding for each request whose search values are others than its words give."""
    for request_id in index.indexed_ids():
        # Looked for twice: somebody may be working on it.
        if all(_differ(requests, vault, index, request_id) for _ in range(2)):
            yield finding(None, request_id.hex, None, _SAID)


def _differ(requests: Requests, vault: Vault, index: SearchIndex, request_id: UUID) -> bool:
    try:
        wanted = _wanted(requests, vault, request_id)
    except (KeyUnavailableError, TamperedError):  # it is said of each value that does not open
        return False
    except Exception:  # noqa: BLE001 - whatever somebody wrote; the audit of the events says it
        return False
    if wanted is None:
        return False
    found = index.indexed(request_id)
    if index.early:
        needed = {one for one in wanted.now if one.kind in _OF_EARLY_RELEASES}
        return not needed <= found <= wanted.ever
    return found != wanted.now


class _Wanted(NamedTuple):
    """The search values of whoever asks, and those that there ever were of this request."""

    now: set[Indexed]
    ever: set[Indexed]


def _wanted(requests: Requests, vault: Vault, request_id: UUID) -> _Wanted | None:
    """What the search values should be; None for what is no request of this store."""
    requesters = [
        value
        for event in requests.history(request_id)
        for _, value in event
        if isinstance(value, SealedRequester)
    ]
    digests = [list(_findable(one)) for one in requesters]
    every = [digest for one in digests for _, digest in one]
    if not every:
        return None
    try:
        values = vault.open(request_id, every)
    except KeyErasedError:
        return _Wanted(set(), set())
    indexed = [
        {
            Indexed(request_id, kind, mac)
            for kind, digest in one
            if digest in values
            for mac in vault.search_macs(kind, values[digest])
        }
        for one in digests
    ]
    return _Wanted(indexed[-1], set().union(*indexed))


def _findable(who: SealedRequester) -> Iterator[tuple[str, Sealed]]:
    """Kind and digest of each value by which a request is found: see `Requester.findable`."""
    for kind in ("email", "name", "phone", "postal_address"):
        if digest := getattr(who, kind):
            yield kind, digest
