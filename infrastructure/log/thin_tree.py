"""A tree for an audit: of what lies deep in it, it keeps one hash for 256 entries.

What it does not keep it reads again, from the position at which it found it, and holds it to the
hash that it kept.
"""

from collections.abc import Callable, Sequence

from griffie.domain.log.entry import LoggedRow, as_octets
from griffie.domain.log.tree import HASH_SIZE
from griffie.infrastructure.sqlite.subtrees import ENTRIES, HEIGHT, ResumedTree


class ThinTree(ResumedTree):
    """A tree of any size in little memory: a quarter of an octet an entry."""

    def __init__(self, logged_from: Callable[[int, int], Sequence[LoggedRow]]) -> None:
        """`logged_from` gives entries with their positions, from a position on: (first, limit)."""
        super().__init__(b"", self._read_again)
        self._logged_from = logged_from
        self._begins: list[int] = []

    def take(self, logged: Sequence[LoggedRow]) -> None:
        """Append entries, with the positions at which they stand: there may be gaps between."""
        first = len(self)
        self._begins += [at for index, (at, _) in enumerate(logged, first) if not index % ENTRIES]
        self.extend([as_octets(entry) for _, entry in logged])
        whole = len(self) // ENTRIES * ENTRIES - self._before
        for level in range(HEIGHT) if whole else ():
            del self._levels[level][: (whole >> level) * HASH_SIZE]
        self._before += whole

    def _read_again(self, index: int, count: int) -> list[bytes]:
        return [
            as_octets(entry)
            for _, entry in self._logged_from(self._begins[index // ENTRIES], count)
        ]
