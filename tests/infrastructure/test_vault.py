"""What the vault promises: nothing readable, nothing moved, nothing left after erasure."""

import signal
import sqlite3
import subprocess
import sys
from base64 import b64encode
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from eventsourcing.sqlite import SQLiteDatastore

from application.disclosure import (
    Disclosure,
    ErasureIncomplete,
    KeyErased,
    KeyUnavailable,
    Tampered,
    Tier,
)
from application.ports import Locked
from infrastructure.key_store import KeyStore
from infrastructure.master_key import KeyTrouble, MasterKey
from infrastructure.vault import SQLiteVault, locked

MASTER = MasterKey(bytes(range(32)))
ONE = UUID(int=1)
WORDS = "Wiske Vandersteen, Kalmthout"


class Store:
    """The two files, and the recorder's part: rows are written beside the event."""

    def __init__(self, folder: Path, master: MasterKey = MASTER) -> None:
        self.folder = folder
        self.datastore = SQLiteDatastore(str(folder / "griffie.db"), lock_timeout=1)
        self.vault = SQLiteVault(self.datastore, folder / "keys.db", master)

    def put(self, request_id: UUID, *values: Disclosure) -> Sequence[Locked]:
        rows = self.vault.lock(request_id, values)
        self.write(rows)
        return rows

    def write(self, rows: Sequence[Locked]) -> None:
        insert = "INSERT INTO vault VALUES (?, ?, ?, ?, ?)"
        with self.datastore.transaction(commit=True) as c:
            c.executemany(insert, [(row.request_id.hex, *row[1:]) for row in rows])

    def index(self, request_id: UUID, kind: str, value: str) -> None:
        insert = "INSERT INTO search_index VALUES (?, ?, ?)"
        macs = self.vault.search_macs(kind, value)
        with self.datastore.transaction(commit=True) as c:
            c.executemany(insert, [(request_id.hex, kind, mac) for mac in macs])

    def change(self, statement: str, *values: object) -> None:
        with self.datastore.transaction(commit=True) as c:
            c.execute(statement, values)

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def words(tier: Tier = Tier.CORRESPONDENCE, value: str = WORDS) -> Disclosure:
    return Disclosure("message", value, tier)


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

    with pytest.raises(Tampered):
        store.vault.open(ONE)


def test_a_ciphertext_moved_to_another_digest_is_refused(store: Store) -> None:
    first, second = store.put(ONE, words(value="yes"), words(value="no"))

    store.change("DELETE FROM vault WHERE digest = ?", second.digest)
    store.change("UPDATE vault SET digest = ? WHERE digest = ?", second.digest, first.digest)

    with pytest.raises(Tampered):
        store.vault.open(ONE)


def test_a_ciphertext_moved_to_another_request_or_tier_is_refused(store: Store) -> None:
    store.put(ONE, words(), words(Tier.COPIES))
    other = uuid4()
    store.put(other, words())

    store.change("UPDATE vault SET request_id = ? WHERE tier = 't2'", other.hex)
    store.change("UPDATE vault SET tier = 't2' WHERE request_id = ?", ONE.hex)

    for moved in (ONE, other):
        with pytest.raises(Tampered):
            store.vault.open(moved)


def test_the_right_key_over_another_value_is_refused(store: Store, tmp_path: Path) -> None:
    told, forged = words(), words(value="never said")
    store.put(ONE, told)
    key = KeyStore(tmp_path / "keys.db", MASTER).of(ONE)["t2"]
    assert key

    forged.sealed = told.sealed
    row = locked(ONE, key, forged)
    store.change("UPDATE vault SET nonce = ?, ciphertext = ?", row.nonce, row.ciphertext)

    with pytest.raises(Tampered, match="another value"):
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
from tests.infrastructure.test_vault import ONE, Store, words
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
    with pytest.raises(KeyErased):
        store.vault.open(ONE)
    for tier in Tier:
        with pytest.raises(KeyErased):
            store.vault.lock(ONE, [words(tier)])
    assert store.vault.open(UUID(int=2)) == {neighbour.sealed: WORDS}


def test_a_request_may_be_erased_before_anything_was_locked(store: Store) -> None:
    store.vault.erase(ONE)

    with pytest.raises(KeyErased):
        store.vault.lock(ONE, [words()])


def test_another_process_learns_of_the_erasure_at_once(store: Store, tmp_path: Path) -> None:
    store.put(ONE, words())
    other = Store(tmp_path)
    assert other.vault.open(ONE)

    store.vault.erase(ONE)

    with pytest.raises(KeyErased):
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

    with pytest.raises(KeyUnavailable):
        store.vault.open(ONE)


def test_a_key_store_that_is_not_there_stops_the_store(store: Store, tmp_path: Path) -> None:
    store.put(ONE, words())
    store.vault.close()
    for name in ("keys.db", "keys.db-wal", "keys.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)

    with pytest.raises(KeyTrouble, match=r"keys\.db holds no key"):
        Store(tmp_path)


def test_a_key_store_that_is_no_database_stops_the_store(tmp_path: Path) -> None:
    (tmp_path / "keys.db").write_bytes(b"not a database" * 100)

    with pytest.raises(KeyTrouble, match="newest backup"):
        Store(tmp_path)


def test_a_wrong_master_key_is_recognised_at_opening(store: Store, tmp_path: Path) -> None:
    store.put(ONE, words())

    with pytest.raises(KeyTrouble, match="not the one"):
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

    with pytest.raises(ErasureIncomplete):
        store.vault.erase(ONE)
    reader.close()
    store.vault.erase(ONE)

    assert (tmp_path / "griffie.db-wal").stat().st_size == 0


# Residue: what a thief of the disk would find. -----------------------------------------------


def holds(octets: bytes, needles: Sequence[bytes]) -> bool:
    return any(needle in octets for needle in needles)


def in_spellings(text: str) -> list[bytes]:
    """As it is, and wherever it could begin inside base64."""
    octets = text.encode()
    encoded = [b64encode(octets[skip:])[:12] for skip in range(3)]
    return [octets, text.encode("utf-16-le"), text.encode("utf-16-be"), *encoded]


def rows_of(store: Store, table: str) -> list[tuple[str, ...]]:
    path = store.folder / ("keys.db" if table == "keys" else "griffie.db")
    with sqlite3.connect(path) as anyone:
        return anyone.execute(f"SELECT * FROM {table}").fetchall()


def residue_of_erasure(folder: Path, neighbours: int) -> dict[str, int]:
    """Lock, erase every third request, and count what is left of those, by file.

    Requests come and go in turns, so that pages are divided and joined: there SQLite makes copies.
    """
    store, erased, needles = Store(folder), set[UUID](), dict[bytes, UUID]()
    for turn in range(2):
        requests = [uuid4() for _ in range(neighbours // 2)]
        for request in requests:
            size = 3 + request.int % 900
            store.put(request, words(), words(Tier.IDENTITY), words(value=WORDS * (size // 9)))
        for request_id, *_, secret in rows_of(store, "keys") + rows_of(store, "vault"):
            octets = bytes(secret)  # type: ignore[arg-type]
            for start in range(0, len(octets) - 16, 16):
                needles.setdefault(octets[start : start + 16], UUID(request_id))
        going = requests[turn::3]
        erased |= set(going)
        for request in going:
            store.vault.erase(request)
    gone = [needle for needle, request in needles.items() if request in erased and any(needle)]
    assert len(gone) > neighbours
    kept = store.files()
    assert {"keys.db", "griffie.db"} <= kept.keys()
    return {
        name: left
        for name, octets in kept.items()
        if (left := sum(needle in octets for needle in [*gone, *in_spellings(WORDS)]))
    }


def test_nothing_of_an_erased_request_is_left_in_any_file(tmp_path: Path) -> None:
    assert residue_of_erasure(tmp_path, 60) == {}


def test_the_search_for_residue_finds_what_sqlite_leaves_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infrastructure.side_file.SECURE_DELETE", "OFF")

    assert "griffie.db" in residue_of_erasure(tmp_path, 30)


def test_the_search_for_residue_finds_what_the_write_ahead_log_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("vault", "key_store"):
        monkeypatch.setattr(f"infrastructure.{module}.truncate", lambda _: True)

    assert {"griffie.db-wal", "keys.db-wal"} <= residue_of_erasure(tmp_path, 30).keys()


def test_the_store_is_not_readable_by_others(store: Store, tmp_path: Path) -> None:
    store.put(ONE, words())

    assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("keys.db*")} == {0}
