"""The Merkle tree of RFC 9162 §2.1 with SHA-256: it grows with the log; proofs take O(log n).

Verifiers trust nothing that they are given: a proof of the wrong length, a node of the wrong size
or an empty tree is no proof.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from itertools import count
from struct import unpack
from typing import Any

from griffie.domain.errors import UnusableInputError

LEAF, NODE = b"\0", b"\1"
HASH_SIZE = 32
_PAIR = 2 * HASH_SIZE
EMPTY = sha256(b"").digest()
# Hashes that have their prefix, to be copied: quicker than to put the prefix before each message.
LEAF_BEGUN, NODE_BEGUN = sha256(LEAF).copy, sha256(NODE).copy
_BATCH = 1024  # leaves hashed at a time: what is hashed next is then still in the cache


class OutOfRangeError(UnusableInputError, ValueError):
    """An index or a size that this tree does not have."""

    code = "out-of-range"
    sentence = "The log has no such index or size"


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two child nodes, each 32 bytes: RFC 9162 §2.1.1."""
    return sha256(NODE + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two smaller than `size`, which is at least 2."""
    return 1 << (size - 1).bit_length() - 1


def _hash_all(begun: Callable[[], Any], messages: Iterable[bytes]) -> bytes:
    """The hashes of messages, each behind the same prefix, joined in order."""
    # `update` gives nothing back: the condition is always met, and a comprehension is quicker.
    return b"".join([one.digest() for each in messages if not (one := begun()).update(each)])


class Tree:
    """A Merkle tree that keeps the root of each complete subtree, by level; 64 bytes a leaf."""

    def __init__(self) -> None:
        self._levels: defaultdict[int, bytearray] = defaultdict(bytearray)

    def __len__(self) -> int:
        return len(self._levels[0]) // HASH_SIZE

    def extend(self, entries: Sequence[bytes]) -> None:
        """Append entries (not their hashes), in order."""
        for start in range(0, len(entries), _BATCH):
            some = entries[start : start + _BATCH]
            self._grow(_hash_all(LEAF_BEGUN, some))

    def _grow(self, hashes: bytes, first: int = 0) -> None:
        """Append complete subtrees of one height, and what grows out of them."""
        for height in count(first):
            if not hashes:
                return
            level = self._levels[height]
            start = len(level) // _PAIR * _PAIR  # a hash left over last time finds its pair now
            level += hashes
            ready = level[start : len(level) // _PAIR * _PAIR]
            hashes = _hash_all(NODE_BEGUN, unpack("64s" * (len(ready) // _PAIR), ready))

    def leaf(self, index: int) -> bytes:
        """The leaf hash at a Merkle index, counted from 0."""
        if not 0 <= index < len(self):
            raise OutOfRangeError("the index lies outside the log")
        return self._root(index, index + 1)

    def root(self, size: int | None = None) -> bytes:
        """The root as it is, or as it was when the tree had `size` leaves."""
        size = self._had(len(self) if size is None else size)
        return self._root(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """PATH of RFC 9162 §2.1.3.1: that the leaf at `index` is in the tree of `size` leaves."""
        if not 0 <= index < self._had(size):
            raise OutOfRangeError("the index lies outside the tree of that size")
        start, stop, siblings = 0, size, []
        while stop - start > 1:
            middle = start + _split(stop - start)
            if index < middle:
                siblings.append((middle, stop))
                stop = middle
            else:
                siblings.append((start, middle))
                start = middle
        return [self._root(*sibling) for sibling in reversed(siblings)]

    def consistency(self, old: int, new: int) -> list[bytes]:
        """PROOF of RFC 9162 §2.1.4.1: that the tree of `new` leaves begins with that of `old`."""
        if not 0 < old <= self._had(new):
            raise OutOfRangeError("the old size is zero or greater than the new one")
        start, stop, siblings = 0, new, []
        while stop != old:
            middle = start + _split(stop - start)
            if old <= middle:
                siblings.append((middle, stop))
                stop = middle
            else:
                siblings.append((start, middle))
                start = middle
        if start:  # else what is left is the whole old tree, whose root the verifier has
            siblings.append((start, stop))
        return [self._root(*sibling) for sibling in reversed(siblings)]

    def _had(self, size: int) -> int:
        if not 0 <= size <= len(self):
            raise OutOfRangeError("the log has never had that size")
        return size

    def subtree(self, height: int, number: int) -> bytes:
        """The root of a complete subtree of 2**height leaves, of which so many stand before it."""
        if not 0 <= number < len(self) >> height:
            raise OutOfRangeError("the subtree lies outside the log, or is not complete")
        return self._complete(height, number)

    def _complete(self, level: int, number: int) -> bytes:
        at = number * HASH_SIZE
        return bytes(self._levels[level][at : at + HASH_SIZE])

    def _root(self, start: int, stop: int) -> bytes:
        size = stop - start
        if size & (size - 1) == 0:
            level = size.bit_length() - 1
            return self._complete(level, start >> level)
        middle = start + _split(size)
        return node(self._root(start, middle), self._root(middle, stop))


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof shows that a leaf is in a tree: RFC 9162 §2.1.3.2.

    `leaf` is a leaf hash, `root` that of a signed tree of `size` leaves, `index` counts from 0.
    """
    if not 0 <= index < size or any(len(h) != HASH_SIZE for h in (leaf, root, *proof)):
        return False
    last, found = size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            found = node(sibling, found)
            while not index & 1:  # ends: it is odd, or equals `last`, which is not 0
                index, last = index >> 1, last >> 1
        else:
            found = node(found, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether a proof shows that a new tree begins with an old one: RFC 9162 §2.1.4.2.

    An old size of zero is refused: every tree begins with nothing.
    """
    if not 0 < old <= new or any(len(h) != HASH_SIZE for h in (old_root, new_root, *proof)):
        return False
    if old == new:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    index, last = old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    was = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            was, now = node(sibling, was), node(sibling, now)
            while not index & 1:  # ends: it is odd, or equals `last`, which is not 0
                index, last = index >> 1, last >> 1
        else:
            now = node(now, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and (was, now) == (old_root, new_root)
