"""A group of commands under a kill, beside another process, and on a disk that fails."""

import asyncio
import json
import random
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import pytest

from griffie.api.composition import Store, open_store
from tests.given.at_work import Ack, hold_to, sound
from tests.given.named_store import place_of
from tests.given.on_one_loop import CLIENTS, Served, opened
from tests.given.own_loop import on_a_loop

ROUNDS = 400
"""So often a client writes while another process does: who lost each race by then has the time."""
WORKER = [sys.executable, "-m", "tests.given.on_one_loop"]


def killed_in_a_group(folder: Path, seed: int, after: float) -> list[Ack]:
    """What was answered by a process that did not live to finish; half a line was not answered.

    It was killed once every client may have been answered, and a random while after.
    """
    with subprocess.Popen([*WORKER, place_of(folder), str(seed)], stdout=subprocess.PIPE) as office:
        assert office.stdout
        lines = [office.stdout.readline() for _ in range(CLIENTS + 1)]
        time.sleep(after)
        office.kill()
        *whole, _cut = office.stdout.read().split(b"\n")
    assert office.returncode == -9
    return [json.loads(line) for line in [*lines, *whole]]


def rounds(folder: Path, count: int) -> None:
    chance, acks = random.Random(7), list[Ack]()  # noqa: S311
    for seed in range(count):
        acks += killed_in_a_group(folder, seed, chance.uniform(0, 0.4))
        store = open_store(folder)
        hold_to(store, acks)
        store.engine.close()
    assert len(acks) > count * CLIENTS


def test_whatever_a_group_answered_before_a_kill_is_there_after_it(tmp_path: Path) -> None:
    rounds(tmp_path / "data", 2)


@pytest.mark.deep
def test_whatever_groups_answered_before_a_hundred_kills_is_there(tmp_path: Path) -> None:
    rounds(tmp_path / "data", 100)


def told_once(store: Store, request: UUID, versions: list[int], beside: int) -> None:
    """Every version was told to one client, and no version is missing."""
    stored = [event.originator_version for event in store.requests.history(request)]
    assert stored == list(range(1, len(stored) + 1))
    assert len(set(versions)) == len(versions)
    assert len(stored) == 1 + len(versions) + beside


def test_another_process_writes_to_the_same_requests_meanwhile(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    served, ids, beside = Served(store), opened(store, 2), 12
    told: dict[UUID, list[int]] = {one: [] for one in ids}

    async def client(number: int, until: "asyncio.Future[int]") -> None:
        for _ in range(ROUNDS):
            if until.done():
                return
            for one in ids:
                answer = await served.note(one, f"client {number}")
                assert answer.status == 200, answer
                told[one].append(answer.body["version"])
                await asyncio.sleep(0.01)

    async def everybody() -> None:
        loop = asyncio.get_running_loop()
        command = [*WORKER, place_of(tmp_path / "data"), "1", str(ids[0]), str(beside)]
        writer = loop.run_in_executor(None, lambda: subprocess.run(command, check=True).returncode)
        await asyncio.gather(*(client(number, writer) for number in range(6)))
        assert await writer == 0

    on_a_loop(everybody())

    told_once(store, ids[0], told[ids[0]], beside)
    told_once(store, ids[1], told[ids[1]], 0)
    sound(store)
    store.engine.close()
