"""A start reads the roots of subtrees in place of the whole log, and believes none of them."""

import re
import sqlite3
from pathlib import Path

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.ports import LogForkedError
from griffie.domain.log.entry import leaf_hash
from griffie.domain.log.tree import Tree, is_consistent, is_included
from griffie.infrastructure.sqlite.subtrees import ENTRIES
from tests.conftest import Clock, signed_in
from tests.given.owner import SILENT, Owner
from tests.given.story import receive
from tests.security.test_every_byte import flipped

SIZE = 5 * ENTRIES + 77

pytestmark = pytest.mark.in_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A signed store of some subtrees: one request with many notes, and a low threshold."""
    monkeypatch.setattr("griffie.infrastructure.log.transparency.KEPT_FROM", 2 * ENTRIES)
    store = opened(tmp_path / "data")
    location = receive(signed_in(store, Role.HANDLER))
    stream = location.rpartition("/")[2].replace("-", "")
    store.engine.close()
    owner = Owner(tmp_path / "data")
    like = owner.rows()[0]
    state = re.sub(rb'"schema":[0-9]+', b'"schema":1', like.state)
    noted = like._replace(topic="NoteAdded", state=state)
    owner.rewrite([like, *(noted._replace(version=n) for n in range(2, SIZE + 1))])
    assert like.stream == stream
    store = opened(tmp_path / "data")
    store.log.checkpoint()
    store.engine.close()
    return tmp_path / "data"


def opened(folder: Path) -> Store:
    return open_store(folder, clock=Clock(), demo=True)


class Counted:
    """How many entries a log read of its store."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self.entries = 0
        original = store.recorder.logged_from

        def reading(first: int, limit: int) -> list[tuple[int, bytes]]:
            rows = original(first, limit)
            self.entries += len(rows)
            return rows

        monkeypatch.setattr(store.recorder, "logged_from", reading)


def whole(store: Store) -> Tree:
    tree = Tree()
    tree.extend([entry for _, entry in store.recorder.logged_from(1, 10_000)])
    return tree


def kept(folder: Path) -> list[tuple[int, bytes]]:
    with sqlite3.connect(folder / "griffie.db") as anyone:
        return anyone.execute("SELECT number, root FROM subtrees ORDER BY number").fetchall()


def test_the_roots_of_complete_subtrees_are_kept_once_the_log_is_signed(folder: Path) -> None:
    store = opened(folder)
    tree = whole(store)

    assert kept(folder) == [(n, tree.subtree(8, n)) for n in range(5)]
    store.engine.close()


def test_a_fresh_process_reads_what_stands_beyond_them_and_signs_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(folder)
    root = whole(store).root()
    read = Counted(store, monkeypatch)

    note = store.log.checkpoint()

    assert store.log.size() == SIZE
    assert read.entries < 77 + ENTRIES + 10
    assert store.recorder.checkpoints()[1:] == [note]  # the first is of the empty log
    assert store.log.consistency(SIZE, SIZE).root == root
    store.engine.close()


def test_every_proof_of_such_a_process_holds(folder: Path) -> None:
    store = opened(folder)
    tree = whole(store)

    for index in [*range(0, SIZE, 61), 255, 256, 1279, 1280, SIZE - 1]:
        for size in (SIZE, index + 1):
            proof = store.log.inclusion(index, size)
            assert proof.root == tree.root(size)
            assert proof.proof == tree.inclusion(index, size)
            assert is_included(proof.entry_hash, index, size, proof.proof, proof.root)
    for old in [*range(1, SIZE, 97), 256, 512, 1280, SIZE]:
        led = store.log.consistency(old, SIZE)
        assert led.proof == tree.consistency(old, SIZE)
        assert is_consistent(old, SIZE, led.old_root, led.root, led.proof)
    store.engine.close()


def test_what_grows_afterwards_is_kept_too(folder: Path) -> None:
    owner = Owner(folder)
    rows = owner.rows()
    more = [rows[-1]._replace(version=SIZE + n) for n in range(1, 2 * ENTRIES)]
    store = opened(folder)
    assert store.log.size() == SIZE

    owner.rewrite([*rows, *more])
    store.log.checkpoint()

    tree = whole(store)
    assert kept(folder) == [(n, tree.subtree(8, n)) for n in range(7)]
    store.engine.close()


@pytest.mark.parametrize(
    "deed",
    [
        "DELETE FROM subtrees",
        "DELETE FROM subtrees WHERE number = 2",
        "DROP TABLE subtrees",
        "UPDATE subtrees SET root = zeroblob(32) WHERE number = 3",
        "UPDATE subtrees SET root = 'Wim' WHERE number = 0",
        "INSERT INTO subtrees VALUES (-1, zeroblob(32)), (99, zeroblob(32))",
    ],
)
def test_whatever_becomes_of_them_changes_time_only_and_they_are_made_anew(
    folder: Path, deed: str
) -> None:
    before = kept(folder)
    with sqlite3.connect(folder / "griffie.db") as anyone:
        anyone.execute(deed)
    anyone.close()

    store = opened(folder)
    note = store.log.checkpoint()
    assert store.recorder.checkpoints()[1:] == [note]  # the first is of the empty log
    assert store.log.inclusion(300, SIZE).proof == whole(store).inclusion(300, SIZE)
    receive(signed_in(store, Role.HANDLER))
    store.log.checkpoint()

    assert kept(folder) == before
    store.engine.close()


def test_every_single_flipped_byte_of_them_is_found_by_an_audit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("griffie.application.maintenance.audit.PROJECTIONS", {})
    store = opened(folder)
    anyone = sqlite3.connect(folder / "griffie.db", isolation_level=None)
    good = anyone.execute("SELECT root FROM subtrees WHERE number = 4").fetchone()[0]

    for bad in [*flipped(good)][::5]:
        anyone.execute("UPDATE subtrees SET root = ? WHERE number = 4", (bad,))
        found = [one.what for one in store.check((), SILENT)[0]]
        assert any("1 kept roots of subtrees, the first of number 4" in what for what in found)

    anyone.execute("UPDATE subtrees SET root = ? WHERE number = 4", (good,))
    found = [one.what for one in store.check((), SILENT)[0]]
    assert not any("subtrees" in what for what in found)
    anyone.close()
    store.engine.close()


def test_an_entry_changed_behind_a_root_makes_no_proof(folder: Path) -> None:
    Owner(folder).change("UPDATE log SET entry = zeroblob(75) WHERE position = 300")
    store = opened(folder)
    store.log.checkpoint()  # nobody read so far: what was signed is what the roots make

    assert store.log.inclusion(700, SIZE)
    with pytest.raises(LogForkedError):
        store.log.inclusion(299, SIZE)
    with pytest.raises(LogForkedError):
        store.log.consistency(290, SIZE)
    found = [one.what for one in store.check((), SILENT)[0]]
    assert any("entry 300" in what for what in found)
    store.engine.close()


def test_a_forger_who_makes_the_roots_fit_an_edit_is_caught_by_the_checkpoint(folder: Path) -> None:
    owner = Owner(folder)
    rows = owner.rows()
    rows[299] = rows[299]._replace(state=rows[299].state.replace(b"u-", b"u-x", 1))
    owner.rewrite(rows)
    tree = Tree()
    with owner.unguarded() as database:
        tree.extend([entry for (entry,) in database.execute("SELECT entry FROM log").fetchall()])
        for number in range(5):
            change = "UPDATE subtrees SET root = ? WHERE number = ?"
            database.execute(change, (tree.subtree(8, number), number))
    store = opened(folder)

    with pytest.raises(LogForkedError):
        store.log.checkpoint()
    store.engine.close()


def test_a_store_of_the_release_before_has_no_such_table_and_gets_one(folder: Path) -> None:
    with sqlite3.connect(folder / "griffie.db") as anyone:
        anyone.execute("DROP TABLE subtrees")
    anyone.close()

    store = opened(folder)

    assert kept(folder) == []
    store.log.checkpoint()
    assert len(kept(folder)) == SIZE // ENTRIES
    assert store.log.entry_hash_at(299) == leaf_hash(store.recorder.logged_from(300, 1)[0][1])
    store.engine.close()
