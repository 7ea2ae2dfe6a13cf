"""The Merkle tree of RFC 9162 §2.1: hashes, roots, and checks of proofs."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from griffie.application.dossier.verifier.errors import BadProofError

ENTRY = 75


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees, RFC 9162 section 2.1.1."""
    return sha256(b"\1" + left + right).digest()


def leaf(entry: bytes) -> bytes:
    """The hash of an entry, RFC 9162 section 2.1.1."""
    return sha256(b"\0" + entry).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of a tree from its leaf hashes, in order."""
    peaks: list[tuple[int, bytes]] = []
    for found in leaves:
        height, top = 0, found
        while peaks and peaks[-1][0] == height:
            height, top = height + 1, node(peaks.pop()[1], top)
        peaks.append((height, top))
    root = peaks.pop()[1] if peaks else sha256(b"").digest()
    while peaks:
        root = node(peaks.pop()[1], root)
    return root


def root_at(entries: Any, size: int) -> bytes:
    """The root of the first so many entries of a log, 75 octets each."""
    return root_of(leaf(bytes(entries[at : at + ENTRY])) for at in range(0, ENTRY * size, ENTRY))


def split(size: int) -> int:
    """The largest power of two smaller than `size`, which is at least 2."""
    return 1 << (size - 1).bit_length() - 1


def root_by(found: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root to which a path leads from a leaf."""
    if size == 1 and not path:
        return found
    if size == 1 or not path:
        raise BadProofError
    half, rest, last = split(size), path[:-1], path[-1]
    if index < half:
        return node(root_by(found, index, half, rest), last)
    return node(last, root_by(found, index - half, size - half, rest))


def roots_by(old: int, new: int, proof: Sequence[bytes], known: bytes | None) -> Sequence[bytes]:
    """The roots of both trees, from a proof of consistency; `known` is that of the old one."""
    if old == new and len(proof) == (known is None):
        return [known or proof[0]] * 2
    if old == new or not proof:
        raise BadProofError
    half, rest, last = split(new), proof[:-1], proof[-1]
    if old <= half:
        was, now = roots_by(old, half, rest, known)
        return was, node(now, last)
    was, now = roots_by(old - half, new - half, rest, None)
    return node(last, was), node(last, now)
