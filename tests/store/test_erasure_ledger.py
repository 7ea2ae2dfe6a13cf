"""The erasure ledger: lines that outlive a crash, and are told from those of other logs."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from griffie.application.maintenance.decided import ErasedItem
from griffie.infrastructure.vault.erasure_ledger import TAIL, ErasureLedger, entry_at, merge
from tests.given.small_store import REQUESTS, SmallStore

LOG, SECRET = "0badc0de", bytes(32)
ONE, TWO = REQUESTS[:2]


@pytest.fixture
def store(tmp_path: Path) -> SmallStore:
    made = SmallStore(tmp_path / "griffie.db")
    made.write(ONE)
    return made


def ledger(store: SmallStore, tmp_path: Path, log: str = LOG) -> ErasureLedger:
    return ErasureLedger(tmp_path / "data.erasures", log, store, SECRET)


def test_a_line_says_what_went_and_how_long_the_log_was(store: SmallStore, tmp_path: Path) -> None:
    kept = ledger(store, tmp_path)
    kept.append([ErasedItem("t0", ONE, "ab")])
    store.write(TWO)
    kept.append([ErasedItem("t2", TWO)])

    assert [line[:4] for line in kept.lines()] == [
        (ErasedItem("t0", ONE, "ab"), LOG, 1, entry_at(store, 1)),
        (ErasedItem("t2", TWO), LOG, 2, entry_at(store, 2)),
    ]
    assert kept.newest() == kept.lines()[-1]
    assert (tmp_path / "data.erasures").stat().st_mode & 0o077 == 0


def test_nothing_going_is_no_line(store: SmallStore, tmp_path: Path) -> None:
    kept = ledger(store, tmp_path)
    kept.append([])

    assert kept.lines() == []
    assert kept.newest() is None
    assert entry_at(store, 0) == entry_at(store, 2) == ""


def test_a_line_that_a_crash_tore_spoils_no_other(store: SmallStore, tmp_path: Path) -> None:
    kept = ledger(store, tmp_path)
    kept.append([ErasedItem("t2", ONE)])
    whole = kept.path.read_bytes()

    for cut in range(len(whole)):
        kept.path.write_bytes(whole + whole[:cut])
        kept.append([ErasedItem("t2", TWO)])
        # A line lacking nothing but its end is a line.
        torn = [ONE] if cut == len(whole) - 1 else []
        assert [line.going.request for line in kept.lines()] == [ONE, *torn, TWO], cut


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "7",
        "{}",
        '{"what": "t2", "request": 7, "key": "", "log": "0badc0de", "size": 1, "entry": ""}',
        '{"what": "t2", "request": "x", "key": "", "log": "0badc0de", "size": 1, "entry": ""}',
    ],
)
def test_what_is_no_line_is_passed_over(store: SmallStore, tmp_path: Path, line: str) -> None:
    kept = ledger(store, tmp_path)
    kept.path.write_text(f"{line}\n")

    assert kept.lines() == []
    assert kept.newest() is None


def test_lines_of_another_log_are_passed_over(store: SmallStore, tmp_path: Path) -> None:
    ledger(store, tmp_path, "deadbeef").append([ErasedItem("t2", ONE)])

    kept = ledger(store, tmp_path)

    assert kept.lines() == []
    assert kept.newest() is None


def test_the_newest_line_is_found_at_the_end_of_a_long_file(
    store: SmallStore, tmp_path: Path
) -> None:
    kept = ledger(store, tmp_path)
    kept.append([ErasedItem("t2", uuid4()) for _ in range(200)])
    store.write(TWO)
    kept.append([ErasedItem("t2", TWO)])

    newest = kept.newest()

    assert kept.path.stat().st_size > 4 * TAIL
    assert newest
    assert newest.size == 2
    assert max(map(len, kept.path.read_bytes().splitlines())) < 400


def test_many_who_erase_at_once_lose_no_line(store: SmallStore, tmp_path: Path) -> None:
    going = [ErasedItem("t2", uuid4()) for _ in range(120)]
    with ThreadPoolExecutor(8) as together:
        list(together.map(lambda one: ledger(store, tmp_path).append([one]), going))

    assert {line.going for line in ledger(store, tmp_path).lines()} == set(going)


APPEND = """
import sys
from pathlib import Path
from uuid import UUID
from griffie.infrastructure.vault.erasure_ledger import append_lines
for number in range(50):
    append_lines(Path(sys.argv[1]), [f"{sys.argv[2]} {number} " + "." * 300])
"""


def test_two_processes_write_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "data.erasures"
    started = [
        subprocess.Popen([sys.executable, "-c", APPEND, str(path), name]) for name in ("a", "b")
    ]

    ends = [process.wait(180) for process in started]

    lines = path.read_text().splitlines()
    told = sorted(tuple(line.split()[:2]) for line in lines)
    assert ends == [0, 0]
    assert told == sorted((name, str(number)) for name in ("a", "b") for number in range(50))


def test_two_ledgers_become_one_without_saying_anything_twice(
    store: SmallStore, tmp_path: Path
) -> None:
    kept = ledger(store, tmp_path)
    kept.append([ErasedItem("t2", ONE), ErasedItem("t2", TWO)])
    lines = kept.path.read_text().splitlines()
    other = tmp_path / "other.erasures"

    first = merge(other, lines[:1])
    rest = merge(other, [*lines, "torn"])

    assert (first, rest) == (1, 1)
    assert other.read_text().splitlines() == lines


def test_only_what_no_line_tells_is_completed(store: SmallStore, tmp_path: Path) -> None:
    kept = ledger(store, tmp_path)
    kept.append([ErasedItem("t2", ONE)])

    lacking = kept.lacking(
        [ErasedItem("t2", ONE), ErasedItem("history", ONE), ErasedItem("t2", UUID(int=9))]
    )

    kept.append(lacking)

    assert len(lacking) == 2
    assert [line.going.what for line in kept.lines()] == ["t2", "history", "t2"]
    assert not kept.lacking([ErasedItem("history", ONE)])
