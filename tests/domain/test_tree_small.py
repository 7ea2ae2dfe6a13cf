"""The tree of the log, small enough that every proof there is can be tried: none left to chance."""

from collections.abc import Sequence

import pytest

from griffie.domain.log.tree import OutOfRangeError, Tree, is_consistent, is_included

LEAVES = [bytes([n]) for n in range(20)]


def grown(leaves: Sequence[bytes]) -> Tree:
    tree = Tree()
    tree.extend(leaves)
    return tree


def shifted(first: bytes, second: bytes) -> tuple[bytes, bytes]:
    """Two hashes with their border moved by a byte: joined, they are the same bytes."""
    return first + second[:1], second[1:]


@pytest.mark.parametrize("size", range(1, len(LEAVES) + 1))
def test_every_leaf_of_a_small_tree_proves_its_place(size: int) -> None:
    tree = grown(LEAVES)
    root = tree.root(size)

    for index in range(size):
        leaf, proof = tree.leaf(index), tree.inclusion(index, size)
        assert is_included(leaf, index, size, proof, root) is True
        assert is_included(leaf, index + size, size, proof, root) is False
        assert is_included(leaf, index, size, [*proof, root], root) is False


@pytest.mark.parametrize("new", range(1, len(LEAVES) + 1))
def test_a_small_tree_proves_that_it_grew_from_every_smaller_one(new: int) -> None:
    tree = grown(LEAVES)
    now = tree.root(new)

    for old in range(1, new + 1):
        was, proof = tree.root(old), tree.consistency(old, new)
        assert is_consistent(old, new, was, now, proof) is True
        assert is_consistent(old, new, was, now, [*proof, now]) is False
        assert is_consistent(new + 1, new, was, now, proof) is False


def test_two_trees_of_one_size_are_the_same_only_with_the_same_root() -> None:
    ours, other = grown(LEAVES[:5]).root(), grown(LEAVES[1:6]).root()

    assert is_consistent(5, 5, ours, ours, []) is True
    assert is_consistent(5, 5, ours, other, []) is False


def test_an_empty_proof_shows_no_growth() -> None:
    tree = grown(LEAVES)

    assert is_consistent(3, 5, tree.root(3), tree.root(5), []) is False


def test_a_hash_of_the_wrong_size_proves_nothing_even_where_the_joined_bytes_are_right() -> None:
    tree = grown(LEAVES[:2])
    leaf, sibling = shifted(tree.leaf(0), tree.leaf(1))

    assert is_included(leaf, 0, 2, [sibling], tree.root()) is False
    assert is_consistent(1, 2, leaf, tree.root(), [sibling]) is False


@pytest.mark.parametrize(("height", "number"), [(0, 0), (0, 6), (1, 2), (2, 0)])
def test_a_complete_subtree_has_the_root_of_its_leaves(height: int, number: int) -> None:
    own = LEAVES[number << height : (number + 1) << height]

    assert grown(LEAVES[:7]).subtree(height, number) == grown(own).root()


@pytest.mark.parametrize(("height", "number"), [(0, -1), (0, 7), (1, 3), (2, 1), (3, 0)])
def test_there_is_no_root_of_a_subtree_that_is_not_complete(height: int, number: int) -> None:
    with pytest.raises(OutOfRangeError):
        grown(LEAVES[:7]).subtree(height, number)
