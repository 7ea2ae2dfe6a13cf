"""The roots of the log's complete subtrees of 256 entries, kept so that a start need not read all.

From a hundred thousand entries on. They are derived and never believed: a process that begins makes
the root of the newest signed checkpoint out of them and of the entries after them. Where that is
not what was signed, it reads the log from the first entry instead, and they are made anew. Inside a
subtree the entries themselves are read, and must make its root. Erasing them costs time only.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence

from griffie.application.maintenance.findings import Finding
from griffie.application.ports import LogForkedError
from griffie.domain.log.tree import HASH_SIZE, Tree
from griffie.infrastructure.database import Database

HEIGHT = 8  # of a tile of C2SP's tlog-tiles; these are the hashes of its level 1
ENTRIES = 1 << HEIGHT
KEPT_FROM = 100_000  # entries: so many are read and hashed in less than half a second
_REMEMBERED = 64  # subtrees opened lately, 16 kB each

TABLE = """CREATE TABLE IF NOT EXISTS subtrees
    (number INTEGER PRIMARY KEY, root BLOB NOT NULL)"""


class SQLiteSubtrees:
    """Roots of subtrees by number from 0, written after commit and not flushed."""

    def __init__(self, datastore: Database) -> None:
        self._datastore = datastore
        datastore.make(TABLE)

    def upto(self, stop: int) -> bytes:
        """The roots of the first subtrees, at most `stop`, as far as there is one of each."""
        select = "SELECT number, root FROM subtrees WHERE number < ? ORDER BY number"
        roots: list[bytes] = []
        for number, root in self._datastore.tuples(select, (stop,)):
            if number != len(roots) or not _is_hash(root):
                break
            roots.append(root)
        return b"".join(roots)

    def keep(self, first: int, roots: Sequence[bytes]) -> None:
        with self._datastore.derived() as c:
            # What stands further on is another process's, which makes it again, or a forger's.
            c.execute("DELETE FROM subtrees WHERE number >= ? OR number < 0", (first,))
            insert = "INSERT OR REPLACE INTO subtrees (number, root) VALUES (?, ?)"
            c.executemany(insert, [*enumerate(roots, first)])

    def strange(self, tree: Tree) -> Iterator[Finding]:
        """A finding where kept roots are not the log's. The audit has read the log."""
        select = "SELECT number, root FROM subtrees ORDER BY number"
        ours = roots_of(tree, 0)
        odd = [
            number
            for number, root in self._datastore.tuples(select)
            if not 0 <= number < len(ours) or root != ours[number]
        ]
        if odd:
            what = (
                f"{len(odd)} kept roots of subtrees, the first of number {odd[0]}, are not the"
                " log's. Nothing rests on them: they are made anew when the log is next signed"
            )
            yield Finding(None, None, None, what)


class ResumedTree(Tree):
    """A tree that begins with roots of its first subtrees, and opens a subtree when asked."""

    def __init__(self, roots: bytes, entries: Callable[[int, int], Sequence[bytes]]) -> None:
        """`entries` gives entries from a Merkle index on: (index, count)."""
        super().__init__()
        self._entries = entries
        self._opened: OrderedDict[int, Tree] = OrderedDict()
        self._before = len(roots) // HASH_SIZE * ENTRIES
        self._grow(roots, HEIGHT)

    def __len__(self) -> int:
        return self._before + super().__len__()

    def _complete(self, level: int, number: int) -> bytes:
        if level >= HEIGHT:
            return super()._complete(level, number)
        skipped = self._before >> level
        if number >= skipped:
            return super()._complete(level, number - skipped)
        inside = HEIGHT - level
        subtree = self._inside(number >> inside)
        return subtree._complete(level, number & (1 << inside) - 1)  # noqa: SLF001 - a Tree's

    def _inside(self, number: int) -> Tree:
        if number not in self._opened:
            subtree = Tree()
            found = self._entries(number * ENTRIES, ENTRIES)
            subtree.extend(found)
            if len(subtree) != ENTRIES or subtree.root() != self._complete(HEIGHT, number):
                raise LogForkedError(
                    "an entry under a signed checkpoint has changed: run the audit"
                )
            self._opened[number] = subtree
            if len(self._opened) > _REMEMBERED:
                self._opened.popitem(last=False)
        return self._opened[number]


def roots_of(tree: Tree, first: int) -> list[bytes]:
    """The roots of a tree's complete subtrees, from number `first` on; each 32 bytes."""
    return [tree.subtree(HEIGHT, number) for number in range(first, len(tree) >> HEIGHT)]


def _is_hash(root: object) -> bool:
    return isinstance(root, bytes) and len(root) == HASH_SIZE
