"""The power goes: what was answered is there at the next start, whatever the disk forgot."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from griffie.api.composition import open_store
from tests.given.at_work import SYNCHRONOUS, Ack, events, hold_to
from tests.given.power_cut import Call, Disk, cannot, put_back, traced

COMMANDS, CUTS = 60, 30
CI = os.environ.get("CI") == "true"

pytestmark = [pytest.mark.in_folder]
"""A disk is watched on which a folder stands; a server has its own log."""
if not CI:
    pytestmark = [
        *pytestmark,
        pytest.mark.skipif(bool(cannot()), reason=f"NO POWER WAS CUT: {cannot()}"),
    ]


@pytest.fixture(scope="module")
def work() -> Iterator[tuple[Path, list[Call]]]:
    """An office at work on a new store, call by call, on a disk."""
    with TemporaryDirectory(prefix="griffie-") as folder:
        yield at_work(Path(folder), COMMANDS)


def at_work(place: Path, commands: int, **more: str) -> tuple[Path, list[Call]]:
    assert not cannot(), cannot()
    (place / "disk").mkdir()
    command = [sys.executable, "-m", "tests.given.at_work"]
    command += [str(place / "disk" / "data"), "3", str(commands)]
    return place / "disk", traced(command, place / "trace", **more)


Cut = tuple[list[Ack], Mapping[str, bytes | None]]


def cuts(root: Path, calls: Sequence[Call], at: set[int], chance: Random | None) -> Iterator[Cut]:
    """What had been answered and what is on the disk when the power goes before these calls."""
    disk, answered = Disk(root), list[Ack]()
    for number, call in enumerate(calls):
        if number in at:
            yield list(answered), disk.after_the_cut(chance)
        if call.name == "write" and call.words.startswith("1<"):
            answered.append(json.loads(call.texts[0]))
        disk.take(call)


def moments(calls: Sequence[Call], count: int, chance: Random) -> set[int]:
    """Right after an answer, and anywhere at all."""
    answers = [n + 1 for n, call in enumerate(calls) if call.words.startswith("1<")]
    begins = next(n for n, call in enumerate(calls) if call.name == "mkdir")
    anywhere = range(begins, len(calls))
    return {*chance.sample(answers, min(count, len(answers))), *chance.sample(anywhere, count)}


def survives(root: Path, calls: Sequence[Call], folder: Path, count: int, luck: int | None) -> None:
    chosen = moments(calls, count, Random(count))  # noqa: S311
    chance = None if luck is None else Random(luck)  # noqa: S311
    for number, (answered, files) in enumerate(cuts(root, calls, chosen, chance)):
        disk = folder / str(number)
        disk.mkdir()
        put_back(files, disk)
        store = open_store(disk / "data")
        hold_to(store, answered)
        store.engine.close()


def test_what_was_answered_survives_when_only_what_was_flushed_does(
    work: tuple[Path, list[Call]], tmp_path: Path
) -> None:
    survives(*work, tmp_path, CUTS, luck=None)


def test_what_was_answered_survives_when_unflushed_sectors_survive_at_random(
    work: tuple[Path, list[Call]], tmp_path: Path
) -> None:
    survives(*work, tmp_path, CUTS, luck=11)


@pytest.mark.deep
@pytest.mark.parametrize("luck", [None, *range(4)])
def test_what_was_answered_survives_a_cut_at_hundreds_of_moments(
    tmp_path: Path, luck: int | None
) -> None:
    root, calls = at_work(tmp_path, 150)
    (tmp_path / "cuts").mkdir()
    survives(root, calls, tmp_path / "cuts", 150, luck)


@pytest.mark.parametrize("level", ["OFF", "NORMAL"])
def test_the_harness_bites_without_flushing_what_was_answered_is_lost(
    tmp_path: Path, level: str
) -> None:
    root, calls = at_work(tmp_path, 12, **{SYNCHRONOUS: level})
    after_answers = {n + 1 for n, call in enumerate(calls) if call.words.startswith("1<")}

    lost = 0
    for number, (answered, files) in enumerate(cuts(root, calls, after_answers, None)):
        disk = tmp_path / str(number)
        disk.mkdir()
        put_back(files, disk)
        store = open_store(disk / "data")
        known = {event.originator_id.hex for event in events(store)}
        lost += any(ack["request"] not in known for ack in answered)
        store.engine.close()

    assert lost == len(after_answers) == 12
