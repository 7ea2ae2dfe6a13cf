"""What was acknowledged is gone with a write-ahead log: the anchor beside the store says so.

A process works and is killed; then something happens to the file in which its last commits stand.
SQLite opens what is left without a word.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from griffie.api.composition import Store, beside_the_folder, open_store
from griffie.application.access.roles import OPERATOR
from griffie.application.errors import StoreError
from griffie.application.ports import StoreBehindError
from griffie.domain.events import AnchorAccepted, KnocksCounted
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.infrastructure.vault.erasure_ledger import entry_at
from tests.conftest import Clock
from tests.durability.test_old_copy import found_in
from tests.given.samples_beside import BESIDE

pytestmark = pytest.mark.in_folder
"""A file of SQLite is lost; on a server: `tests/postgres/test_fail_over.py`."""

WORK = """
import os, signal, sys
from pathlib import Path
from griffie.api.composition import open_store
from griffie.application.access.roles import OPERATOR
from tests.conftest import Clock
from tests.given.story import RECEIVE
from griffie.application.requests.commands import Receive

store = open_store(Path(sys.argv[1]), clock=Clock(), demo=True)
for number in range(int(sys.argv[2])):
    store.requests.receive(Receive.model_validate(RECEIVE), store.engine.now(OPERATOR))
print(store.history.newest(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
KNOCKS = next(one for one in BESIDE if isinstance(one, KnocksCounted))
HEAD, FRAME = 32, 24 + 4096


def work_and_die(folder: Path, times: int) -> int:
    """How many events were acknowledged by a process that was then killed."""
    command = [sys.executable, "-c", WORK, str(folder), str(times)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    return int(done.stdout)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    folder = tmp_path_factory.mktemp("killed") / "data"
    store = open_store(folder, clock=Clock(), demo=True)
    store.engine.close()
    shutil.copyfile(folder / "griffie.db", folder.parent / "early.db")
    work_and_die(folder, 2)
    shutil.copyfile(folder / "griffie.db-wal", folder.parent / "early-wal")
    return folder, work_and_die(folder, 3)


@pytest.fixture
def lost(killed: tuple[Path, int], tmp_path: Path) -> Path:
    """A copy of the killed store, for one deed."""
    folder, _ = killed
    shutil.copytree(folder, tmp_path / "data")
    for file in (
        *beside_the_folder(folder),
        folder.parent / "early.db",
        folder.parent / "early-wal",
    ):
        shutil.copy2(file, tmp_path / file.name)
    return tmp_path / "data"


def wal(folder: Path) -> Path:
    return folder / "griffie.db-wal"


def cut(folder: Path, upto: Callable[[int], int]) -> None:
    os.truncate(wal(folder), upto(wal(folder).stat().st_size))


def flip(folder: Path, at: Callable[[int], int]) -> None:
    octets = bytearray(wal(folder).read_bytes())
    octets[at(len(octets))] ^= 1
    wal(folder).write_bytes(octets)


def delete_both(folder: Path) -> None:
    wal(folder).unlink()
    (folder / "griffie.db-shm").unlink()


def put_early_wal(folder: Path) -> None:
    shutil.copyfile(folder.parent / "early-wal", wal(folder))


def put_early_database(folder: Path) -> None:
    delete_both(folder)
    shutil.copyfile(folder.parent / "early.db", folder / "griffie.db")


def fill_end_with_noughts(folder: Path) -> None:
    size = wal(folder).stat().st_size
    with wal(folder).open("r+b") as file:
        file.seek(size - 3 * FRAME)
        file.write(bytes(3 * FRAME))


DEEDS: dict[str, Callable[[Path], None]] = {
    "deleted": lambda folder: wal(folder).unlink(),
    "deleted with its index": delete_both,
    "emptied": lambda folder: cut(folder, lambda _: 0),
    "cut to its head": lambda folder: cut(folder, lambda _: HEAD),
    "cut by a frame": lambda folder: cut(folder, lambda size: size - FRAME),
    "cut within a frame": lambda folder: cut(folder, lambda size: size - 7),
    "cut in half": lambda folder: cut(folder, lambda size: size // 2),
    "flipped in its head": lambda folder: flip(folder, lambda _: 17),
    "flipped in a frame's head": lambda folder: flip(folder, lambda _: HEAD + 9),
    "flipped in the first page": lambda folder: flip(folder, lambda _: HEAD + 1000),
    "flipped in the last page": lambda folder: flip(folder, lambda size: size - 1000),
    "its end is noughts": fill_end_with_noughts,
    "an earlier one in its place": put_early_wal,
    "an earlier database in its place": put_early_database,
}


@pytest.fixture
def opened() -> Iterator[Callable[[Path], Store]]:
    stores: list[Store] = []

    def opening(folder: Path) -> Store:
        stores.append(open_store(folder, clock=Clock(), demo=True))
        return stores[-1]

    yield opening
    for store in stores:
        store.engine.close()


def test_a_kill_alone_is_no_finding(
    lost: Path, killed: tuple[Path, int], opened: Callable[[Path], Store]
) -> None:
    store = opened(lost)

    assert store.history.newest() == killed[1]
    assert not store.datastore.older
    assert found_in(store) == []


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_acknowledged_and_is_gone_is_named(
    lost: Path, killed: tuple[Path, int], opened: Callable[[Path], Store], deed: str
) -> None:
    DEEDS[deed](lost)
    acknowledged = killed[1]

    store = opened(lost)

    assert store.history.newest() < acknowledged
    assert f"had {acknowledged} entries" in str(store.datastore.older)
    assert any("what was acknowledged last is missing" in what for what in found_in(store))
    with pytest.raises(StoreBehindError):
        store.requests.append(HOUSEKEEPING, KNOCKS, store.engine.now(OPERATOR))


def test_the_operator_says_that_it_is_lost_and_work_goes_on(
    lost: Path, opened: Callable[[Path], Store]
) -> None:
    delete_both(lost)
    store = opened(lost)
    assert store.datastore.older

    store.accept_new_anchor("De schijf liep vol.", store.engine.now(OPERATOR))

    again = opened(lost)
    assert not again.datastore.older
    assert [one for one in found_in(again) if "anchor" in one] == []
    (event,) = again.recorder.events_of(HOUSEKEEPING)
    assert isinstance(event, AnchorAccepted)
    assert "behind" in event.missing
    assert again.vault.open(HOUSEKEEPING)[event.because] == "De schijf liep vol."
    with pytest.raises(StoreError, match="nothing to accept"):
        again.accept_new_anchor("Nog eens.", again.engine.now(OPERATOR))


def test_a_store_ahead_of_its_anchor_is_no_finding(
    lost: Path, opened: Callable[[Path], Store]
) -> None:
    """As a power cut may leave it: the commit was on disk, the anchor not yet."""
    store = opened(lost)
    mark = store.beside.anchor.newest()
    assert mark
    store.beside.anchor.begin_anew(mark._replace(size=1, entry=entry_at(store.recorder, 1)))

    assert found_in(opened(lost)) == []
