"""Ids whose key is on disk before a request bears them: its receipt is then flushed once.

They are made while many requests come in, in the transaction of a key that is made anyway. What is
left of them when the process ends stays in the key store, as the key of a command that was cut off
does: a random number, wrapped, which opens nothing (decision 47).
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from uuid import UUID, uuid4

MOST = 32
"""Ids that are made with one key at most [P]: some 6 kB of the key store, where none is used."""
_SOON = 60.0
"""Seconds within which two requests are many [P]: an office of ten a day leaves no key unused."""


class IdsAhead:
    """The ids that one process has made ahead; for any thread."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """`clock` gives seconds that never run back."""
        self._clock, self._free = clock, deque[UUID]()
        self._many, self._made_at = 0, float("-inf")

    @contextmanager
    def lent(self, own: UUID | None) -> Iterator[UUID]:
        """For the block, the id of a request to come: its own, else one that was made ahead.

        Where the block raises, another request gets it.
        """
        given = own or self._taken()
        try:
            yield given or uuid4()
        except BaseException:
            if given and not own:
                self._free.append(given)
            raise

    def take(self, most: int) -> Sequence[UUID]:
        """So many ids at most that were made ahead: nobody else gets them until they are `free`."""
        ids: list[UUID] = []
        while len(ids) < most and (one := self._taken()):
            ids.append(one)
        return ids

    def free(self, ids: Iterable[UUID]) -> None:
        """Give back ids under which nothing was recorded: they are the next to be given."""
        self._free.extendleft(reversed([*ids]))

    def _taken(self) -> UUID | None:
        try:
            return self._free.popleft()
        except IndexError:  # of two threads one may take the last
            return None

    def to_make(self) -> Sequence[UUID]:
        """New ids, for which a key is to be made together with the one that is made now.

        None while some are free, or after a quiet minute; then 1, 3, 7, and so on up to `MOST`.
        """
        if self._free:
            return ()
        soon = self._clock() - self._made_at < _SOON
        self._many = min(2 * self._many + 1, MOST) if soon else 0
        self._made_at = self._clock()
        return [uuid4() for _ in range(self._many)]

    def made(self, ids: Sequence[UUID]) -> None:
        """Say that the keys of these are on disk."""
        self._free.extend(ids)
