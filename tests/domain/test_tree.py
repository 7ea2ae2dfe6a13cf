"""The tree is RFC 9162's; what is not exactly a proof is no proof."""

import json
from base64 import b64decode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffie.domain.log.entry import leaf_hash
from griffie.domain.log.tree import EMPTY, OutOfRangeError, Tree, is_consistent, is_included

VECTORS = Path(__file__).parents[1] / "vectors"
PUBLISHED = "|00|10|2021|3031|40414243|5051525354555657|606162636465666768696a6b6c6d6e6f"
LEAVES = [bytes.fromhex(leaf) for leaf in PUBLISHED.split("|")]
ACCUMULATED = "e1e9b55f727b4134c053780c7ad4eb904cf4d4770c2e8f94bd248197fced5095"
"""Made by another implementation of the tree than this one."""


def vectors(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((VECTORS / f"{name}.json").read_text())["cases"]
    return cases


def octets(encoded: Sequence[str] | None) -> list[bytes]:
    return [b64decode(one) for one in encoded or ()]


def source(case: dict[str, Any]) -> str:
    return str(case["source"])


INCLUSION, CONSISTENCY = vectors("rfc9162-inclusion"), vectors("rfc9162-consistency")


def test_all_published_vectors_are_here() -> None:
    assert len(INCLUSION) == len(CONSISTENCY) == 98


@pytest.mark.parametrize("case", INCLUSION, ids=source)
def test_an_inclusion_proof_is_judged_as_published(case: dict[str, Any]) -> None:
    leaf, root = octets([case["leafHash"] or "", case["root"] or ""])

    judged = is_included(leaf, case["leafIdx"], case["treeSize"], octets(case["proof"]), root)

    assert judged is not case["wantErr"]


@pytest.mark.parametrize("case", CONSISTENCY, ids=source)
def test_a_consistency_proof_is_judged_as_published(case: dict[str, Any]) -> None:
    old, new = octets([case["root1"] or "", case["root2"] or ""])
    placeholder = len(old) == len(new) == 12  # upstream's "don't care": no SHA-256 root has 12

    judged = is_consistent(case["size1"], case["size2"], old, new, octets(case["proof"]))

    assert judged is (not case["wantErr"] and not placeholder)


def test_exactly_one_published_vector_is_judged_otherwise_for_its_roots_of_twelve_bytes() -> None:
    otherwise = [
        case
        for case in CONSISTENCY
        if not case["wantErr"]
        and {len(b64decode(case[root])) for root in ("root1", "root2")} != {32}
    ]

    assert len(otherwise) == 1


# From here on the RFC itself, word for word, as the measure of the quick tree.


def mth(leaves: Sequence[bytes]) -> bytes:
    """§2.1.1."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    k = below(len(leaves))
    return sha256(b"\1" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """§2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = below(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    """§2.1.4.1."""
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = below(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole=whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], whole=False), mth(leaves[:k])]


def grown(leaves: Sequence[bytes]) -> Tree:
    tree = Tree()
    tree.extend(leaves)
    return tree


def spoiled(proof: Sequence[bytes]) -> Iterator[list[bytes]]:
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]
    for at, good in enumerate(proof):
        before, after = proof[:at], proof[at + 1 :]
        yield [*before, bytes([good[0] ^ 1]) + good[1:], *after]
        yield [*before, good[:-1] + bytes([good[-1] ^ 128]), *after]
        yield [*before, good[:-1], *after]
        yield [*before, good + b"\0", *after]
        yield [*before, b"", *after]
        yield [*before, good, *proof[at:]]
        yield [*before, *after]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ],
)
def test_roots_are_those_that_were_published(size: int, expected: str) -> None:
    assert grown(LEAVES).root(size).hex() == grown(LEAVES[:size]).root().hex() == expected


def test_the_published_root_of_one_leaf_is_its_leaf_hash() -> None:
    root = grown(LEAVES[:1]).root()

    assert root == leaf_hash(LEAVES[0])
    assert (root.hex()[:8], root.hex()[-6:]) == ("6e340b9c", "afa01d")


def test_a_hundred_random_trees_add_up_to_the_one_hash_that_another_program_found() -> None:
    everything, chance = sha256(), Random(9162)  # noqa: S311 - to be repeated, not to be secret

    for _ in range(100):
        leaves = [chance.randbytes(75) for _ in range(chance.randrange(1, 400))]
        size = chance.randrange(1, len(leaves) + 1)
        index, old = chance.randrange(size), chance.randrange(1, size + 1)
        tree = grown(leaves)
        everything.update(tree.root() + tree.root(size))
        everything.update(b"".join(tree.inclusion(index, size)))
        everything.update(b"".join(tree.consistency(old, size)))

    assert everything.hexdigest() == ACCUMULATED


lists_of_leaves = st.lists(st.binary(max_size=4), min_size=1, max_size=70, unique=True)


@given(lists_of_leaves, st.data())
def test_an_entry_proves_that_it_is_included_and_nothing_else_does(
    leaves: list[bytes], data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    tree = grown(leaves)

    proof, leaf, root = tree.inclusion(index, size), tree.leaf(index), tree.root(size)

    assert proof == path(index, leaves[:size])
    assert is_included(leaf, index, size, proof, root)
    assert not any(is_included(leaf, index, size, bad, root) for bad in spoiled(proof))
    assert not any(is_included(leaf, i, size, proof, root) for i in range(size) if i != index)
    assert not is_included(leaf, index - size, size, proof, root)
    for bad in (bytes([root[0] ^ 1]) + root[1:], root[:-1], root + b"\0", b""):
        assert not is_included(leaf, index, size, proof, bad)
    for bad in (bytes([leaf[0] ^ 1]) + leaf[1:], leaf[:-1], leaf + b"\0", b""):
        assert not is_included(bad, index, size, proof, root)


@given(lists_of_leaves, st.data())
def test_a_log_proves_that_it_only_grew_and_nothing_else_does(
    leaves: list[bytes], data: st.DataObject
) -> None:
    new = data.draw(st.integers(1, len(leaves)))
    old = data.draw(st.integers(1, new))
    tree = grown(leaves)

    proof, was, now = tree.consistency(old, new), tree.root(old), tree.root(new)

    assert proof == subproof(old, leaves[:new], whole=True)
    assert is_consistent(old, new, was, now, proof)
    assert not any(is_consistent(old, new, was, now, bad) for bad in spoiled(proof))
    assert not is_consistent(0, new, EMPTY, now, [])
    assert not is_consistent(0, new, was, now, proof)
    assert old == new or not is_consistent(old, new, now, was, proof)


@given(st.lists(st.lists(st.binary(max_size=3), max_size=20), max_size=12))
def test_a_tree_grown_in_pieces_is_the_tree_of_the_rfc_at_every_size(
    pieces: list[list[bytes]],
) -> None:
    tree, leaves = Tree(), list[bytes]()
    for piece in pieces:
        tree.extend(piece)
        leaves += piece

    assert len(tree) == len(leaves)
    assert all(tree.root(size) == mth(leaves[:size]) for size in range(len(leaves) + 1))


def test_a_tree_grown_in_large_batches_is_the_one_grown_leaf_by_leaf() -> None:
    leaves = [bytes([n & 255, n >> 8]) for n in range(2500)]
    slowly = Tree()
    for leaf in leaves:
        slowly.extend([leaf])

    assert grown(leaves).root() == slowly.root() == mth(leaves)


@pytest.mark.parametrize(
    ("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 9), (8, 9), (0, -1), (-9, -8)]
)
def test_no_inclusion_is_proved_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(OutOfRangeError):
        grown(LEAVES).inclusion(index, size)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3), (1, 9), (9, 9), (0, 0)])
def test_no_consistency_is_proved_from_nothing_or_beyond_the_tree(old: int, new: int) -> None:
    with pytest.raises(OutOfRangeError):
        grown(LEAVES).consistency(old, new)


@pytest.mark.parametrize("index", [-1, 8])
def test_there_is_no_leaf_outside_the_tree(index: int) -> None:
    with pytest.raises(OutOfRangeError):
        grown(LEAVES).leaf(index)


@pytest.mark.parametrize("size", [-1, 9])
def test_there_is_no_root_of_a_size_that_never_was(size: int) -> None:
    with pytest.raises(OutOfRangeError):
        grown(LEAVES).root(size)
