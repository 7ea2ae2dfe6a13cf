"""What is left of requests whose personal data were erased, asked of many at once.

What holds here: a start looks at everything that was ever erased, and an office erases as much as
it receives. So hundreds of requests are asked for with three questions, and none is replayed.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from typing import NamedTuple, TypeVar
from uuid import UUID

from griffie.application.disclosure import Tier
from griffie.application.maintenance.decided import JOINED, WHOLE_FILE, ErasedItem
from griffie.infrastructure.database import Database
from griffie.infrastructure.vault.key_store import KeyStore
from griffie.infrastructure.vault.several import for_several

T = TypeVar("T")
AT_ONCE = 512
"""So many requests are asked for together [P]."""
_TIERS = ", ".join(f"'{tier}'" for tier in Tier)
_VALUES = f"""SELECT DISTINCT request_id, tier FROM vault
    WHERE tier IN ({_TIERS}) AND request_id IN ({{}})"""
_SEARCHED = "SELECT DISTINCT request_id FROM search_index WHERE request_id IN ({})"


class _Left(NamedTuple):
    """What is left of some requests."""

    marks: dict[tuple[UUID, str], str]
    """SHA-256 of each living key as it is stored, by request and tier."""
    values: set[tuple[UUID, str]]
    """The requests and tiers of which a sealed value is there."""
    named: set[UUID]
    """The requests of which a key, a sealed value or a search value is there."""

    def has(self, going: ErasedItem) -> bool:
        """Whether something of an erased item is there."""
        if going.what in {WHOLE_FILE, JOINED}:
            return going.whose in self.named
        place = going.whose, going.what
        mark = self.marks.get(place)
        # Under another key stands what came in since: a tier may begin anew.
        return place in self.values if mark is None else mark == going.key


def what_is_left(
    keys: KeyStore, datastore: Database, items: Iterable[ErasedItem]
) -> Iterator[ErasedItem]:
    """The items of which something is there; never whole histories, which are in no vault.

    Raises KeyUnavailableError.
    """
    for some in _parts(items):
        left = _left(keys, datastore, list({one.whose for one in some}))
        yield from (one for one in some if left.has(one))


def with_a_key(keys: KeyStore, ids: Iterable[UUID]) -> Iterator[UUID]:
    """The requests that have a living key. Raises KeyUnavailableError."""
    for some in _parts(ids):
        holding = {one for one, _, _ in keys.living(some)}
        yield from (one for one in some if one in holding)


def _left(keys: KeyStore, datastore: Database, ids: Sequence[UUID]) -> _Left:
    living = keys.living(ids)
    owners = [one.hex for one in ids]
    values = {(UUID(row[0]), str(row[1])) for row in datastore.rows(*for_several(_VALUES, owners))}
    searched = {UUID(row[0]) for row in datastore.rows(*for_several(_SEARCHED, owners))}
    named = {one for one, *_ in living} | {one for one, _ in values} | searched
    marks = {(one, tier): sha256(wrapped).hexdigest() for one, tier, wrapped in living}
    return _Left(marks, values, named)


def _parts(of: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(of)
    while some := list(islice(rest, AT_ONCE)):
        yield some
