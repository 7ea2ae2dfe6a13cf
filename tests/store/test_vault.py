"""What the vault promises: nothing readable, nothing moved, nothing left after erasure."""

import signal
import sqlite3
import subprocess
import sys
from base64 import b64encode
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from griffie.application.disclosure import (
    Disclosure,
    ErasureIncompleteError,
    KeyErasedError,
    KeyUnavailableError,
    TamperedError,
    Tier,
)
from griffie.application.errors import MasterKeyError
from griffie.application.ports import Locked
from griffie.infrastructure.vault.key_store import KeyStore
from griffie.infrastructure.vault.locked_value import lock_value
from griffie.infrastructure.vault.master_key import MasterKey
from tests.given.vault_store import MASTER, ONE, WORDS, Store, holds, in_spellings, rows_of, words


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_what_was_locked_opens_again_by_its_digest(store: Store) -> None:
    name, paper = Disclosure("name", "Ann"), words(Tier.IDENTITY, "1234")

    store.put(ONE, name, paper)

    assert store.vault.open(ONE) == {name.sealed: "Ann", paper.sealed: "1234"}
    assert store.vault.open(ONE, only=[paper.sealed]) == {paper.sealed: "1234"}
    assert store.vault.open(ONE, only=[]) == {}
    assert store.vault.open(uuid4()) == {}


def test_another_process_opens_what_this_one_locked(store: Store, tmp_path: Path) -> None:
    told = words()
    store.put(ONE, told)

    assert Store(tmp_path).vault.open(ONE) == {told.sealed: WORDS}


def test_nothing_personal_stands_readable_in_any_file(store: Store) -> None:
    store.put(ONE, words())
    store.index(ONE, "name", WORDS)

    found = [name for name, octets in store.files().items() if holds(octets, in_spellings(WORDS))]

    assert found == []
    assert holds(b64encode(b"?" + WORDS.encode()), in_spellings(WORDS))


@pytest.mark.parametrize("column", ["nonce", "ciphertext"])
def test_a_flipped_bit_is_refused(store: Store, column: str) -> None:
    (row,) = store.put(ONE, words())
    value: bytes = getattr(row, column)

    store.change(f"UPDATE vault SET {column} = ?", value[:-1] + bytes([value[-1] ^ 1]))

    with pytest.raises(TamperedError):
        store.vault.open(ONE)


def test_a_ciphertext_moved_to_another_digest_is_refused(store: Store) -> None:
    first, second = store.put(ONE, words(value="yes"), words(value="no"))

    store.change("DELETE FROM vault WHERE digest = ?", second.digest)
    store.change("UPDATE vault SET digest = ? WHERE digest = ?", second.digest, first.digest)

    with pytest.raises(TamperedError):
        store.vault.open(ONE)


def test_a_ciphertext_moved_to_another_request_or_tier_is_refused(store: Store) -> None:
    store.put(ONE, words(), words(Tier.COPIES))
    other = uuid4()
    store.put(other, words())

    store.change("UPDATE vault SET request_id = ? WHERE tier = 't2'", other.hex)
    store.change("UPDATE vault SET tier = 't2' WHERE request_id = ?", ONE.hex)

    for moved in (ONE, other):
        with pytest.raises(TamperedError):
            store.vault.open(moved)


def test_the_right_key_over_another_value_is_refused(store: Store, tmp_path: Path) -> None:
    told, forged = words(), words(value="never said")
    store.put(ONE, told)
    key = KeyStore(tmp_path / "keys.db", MASTER).of(ONE)["t2"]
    assert key

    forged.sealed = told.sealed
    row = lock_value(ONE, key, forged)
    store.change("UPDATE vault SET nonce = ?, ciphertext = ?", row.nonce, row.ciphertext)

    with pytest.raises(TamperedError, match="another value"):
        store.vault.open(ONE)


def make_keys(folder: Path, requests: list[UUID]) -> list[Locked]:
    vault = Store(folder).vault
    return [row for request in requests for row in vault.lock(request, [words()])]


def test_two_processes_that_make_a_key_at_once_make_one_key(tmp_path: Path) -> None:
    requests = [uuid4() for _ in range(60)]

    with get_context("spawn").Pool(2) as clerks:
        made = clerks.starmap(make_keys, [(tmp_path, requests)] * 2)

    store = Store(tmp_path)
    for rows in made:
        store.write(rows)
    assert [len(store.vault.open(request)) for request in requests] == [2] * 60


KILLED = """
import sys, os, signal
from pathlib import Path
from tests.given.vault_store import ONE, Store, words
Store(Path(sys.argv[1])).vault.lock(ONE, [words()])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_between_key_and_event_leaves_a_key_and_loses_nothing(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL

    store = Store(tmp_path)
    key = KeyStore(tmp_path / "keys.db", MASTER).of(ONE)
    assert key.keys() == {"t2"}
    assert store.vault.open(ONE) == {}
    told = words()
    store.put(ONE, told)
    assert store.vault.open(ONE) == {told.sealed: WORDS}


def test_an_erased_file_opens_no_more_and_takes_nothing_in(store: Store) -> None:
    store.put(ONE, words())
    neighbour = words()
    store.put(UUID(int=2), neighbour)

    store.vault.erase(ONE)
    store.vault.erase(ONE)

    assert not store.vault.holds(ONE)
    with pytest.raises(KeyErasedError):
        store.vault.open(ONE)
    for tier in Tier:
        with pytest.raises(KeyErasedError):
            store.vault.lock(ONE, [words(tier)])
    assert store.vault.open(UUID(int=2)) == {neighbour.sealed: WORDS}


def test_a_request_may_be_erased_before_anything_was_locked(store: Store) -> None:
    store.vault.erase(ONE)

    with pytest.raises(KeyErasedError):
        store.vault.lock(ONE, [words()])


def test_another_process_learns_of_the_erasure_at_once(store: Store, tmp_path: Path) -> None:
    store.put(ONE, words())
    other = Store(tmp_path)
    assert other.vault.open(ONE)

    store.vault.erase(ONE)

    with pytest.raises(KeyErasedError):
        other.vault.open(ONE)


def test_identity_papers_go_first_and_may_be_asked_for_again(store: Store) -> None:
    letter, paper, again = words(), words(Tier.IDENTITY), words(Tier.IDENTITY, "once more")
    store.put(ONE, letter, paper)

    store.vault.erase(ONE, [Tier.IDENTITY])
    assert store.vault.open(ONE) == {letter.sealed: WORDS}
    store.put(ONE, again)

    assert store.vault.open(ONE) == {letter.sealed: WORDS, again.sealed: "once more"}


def test_an_erasure_cut_off_after_the_key_is_taken_up_again(store: Store, tmp_path: Path) -> None:
    letter, paper, again = words(), words(Tier.IDENTITY), words(Tier.IDENTITY, "once more")
    store.put(ONE, letter, paper)

    KeyStore(tmp_path / "keys.db", MASTER).destroy(ONE, [Tier.IDENTITY])

    assert store.vault.open(ONE) == {letter.sealed: WORDS}
    store.put(ONE, again)
    assert store.vault.open(ONE) == {letter.sealed: WORDS, again.sealed: "once more"}
    store.vault.erase(ONE)
    assert not [row for row in rows_of(store, "vault") if row[0] == ONE.hex]


def test_a_key_that_is_not_there_is_not_a_key_that_was_erased(store: Store, tmp_path: Path) -> None:
    store.put(ONE, words())
    with sqlite3.connect(tmp_path / "keys.db") as anyone:
        anyone.execute("DELETE FROM keys")

    with pytest.raises(KeyUnavailableError):
        store.vault.open(ONE)
    with pytest.raises(KeyUnavailableError):  # a new key would take its place for good
        store.vault.lock(ONE, [words()])


def test_a_key_store_that_is_not_there_stops_the_store(store: Store, tmp_path: Path) -> None:
    store.put(ONE, words())
    store.vault.close()
    for name in ("keys.db", "keys.db-wal", "keys.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)

    with pytest.raises(MasterKeyError, match=r"keys\.db holds no key"):
        Store(tmp_path)


def test_a_key_store_that_is_no_database_stops_the_store(tmp_path: Path) -> None:
    (tmp_path / "keys.db").write_bytes(b"not a database" * 100)

    with pytest.raises(MasterKeyError, match="newest backup"):
        Store(tmp_path)


def test_a_wrong_master_key_is_recognised_at_opening(store: Store, tmp_path: Path) -> None:
    store.put(ONE, words())

    with pytest.raises(MasterKeyError, match="not the one"):
        Store(tmp_path, MasterKey(bytes(32)))

    assert store.vault.open(ONE)


def test_people_are_found_by_address_by_name_and_by_every_word_of_it(store: Store) -> None:
    store.index(ONE, "email", "Jan.Peeters@Example.be")
    store.index(ONE, "name", "Jan van den Bossche-Peeters")
    store.index(UUID(int=2), "name", "Peeters Ann")

    find = store.vault.find
    assert find("email", " jan.peeters@EXAMPLE.be ") == [ONE]
    assert find("name", "jan  VAN den bossche-peeters") == [ONE]
    assert find("name", "peeters") == [ONE, UUID(int=2)]
    assert find("name", "Peeters, Jan") == [ONE]
    assert find("name", "Peeters Luc") == find("email", "peeters") == find("name", " ") == []


def test_an_address_and_a_name_that_are_spelled_alike_are_kept_apart(store: Store) -> None:
    assert not set(store.vault.search_macs("email", "ann")) & set(
        store.vault.search_macs("name", "ann")
    )


def test_composed_and_decomposed_letters_are_the_same_name(store: Store) -> None:
    store.index(ONE, "name", "Andre\N{COMBINING ACUTE ACCENT} Straße")

    assert store.vault.find("name", "ANDR\N{LATIN CAPITAL LETTER E WITH ACUTE} STRASSE") == [ONE]


def test_who_was_erased_is_not_found(store: Store) -> None:
    store.put(ONE, words())
    store.index(ONE, "email", "ann@example.be")

    store.vault.erase(ONE)

    assert store.vault.find("email", "ann@example.be") == []


def test_an_erasure_that_a_reader_holds_up_says_so_and_is_finished_later(
    store: Store, tmp_path: Path
) -> None:
    store.put(ONE, words())
    reader = sqlite3.connect(tmp_path / "griffie.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM vault").fetchall()

    with pytest.raises(ErasureIncompleteError):
        store.vault.erase(ONE)
    reader.close()
    store.vault.erase(ONE)

    assert (tmp_path / "griffie.db-wal").stat().st_size == 0


def test_the_store_is_not_readable_by_others(store: Store, tmp_path: Path) -> None:
    store.put(ONE, words())

    assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("keys.db*")} == {0}
