"""Two writers at once, as processes and as threads: nothing lost, no gap, one refusal each time."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest

from griffie.api.composition import Store, open_store
from tests.faults.writer import NOTES, Answered, client, ready_to_close, write
from tests.given.at_work import sound
from tests.given.named_store import place_of

NAMES = ("an", "bo")
SHARED = 3


def two_processes(folder: Path, requests: list[UUID]) -> list[list[Answered]]:
    command = [sys.executable, "-m", "tests.faults.writer", place_of(folder)]
    both = [
        subprocess.Popen(
            [*command, name, *map(str, requests)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in NAMES
    ]
    for one in both:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    for one in both:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    return [json.loads(one.communicate()[0]) for one in both]


def two_threads(folder: Path, requests: list[UUID]) -> list[list[Answered]]:
    store, barrier = open_store(folder), Barrier(len(NAMES))
    clients = {name: client(store, name) for name in NAMES}

    def one(name: str) -> list[Answered]:
        barrier.wait()
        return write(clients[name], name, requests)

    with ThreadPoolExecutor(len(NAMES)) as pool:
        answered = [*pool.map(one, NAMES)]
    store.engine.close()
    return answered


@pytest.fixture(params=[two_processes, two_threads], ids=["processes", "threads"])
def raced(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Store, list[UUID], list[Answered]]]:
    run: Callable[[Path, list[UUID]], list[list[Answered]]] = request.param
    shared = ready_to_close(tmp_path / "data", SHARED)
    answered = [*chain.from_iterable(run(tmp_path / "data", shared))]
    store = open_store(tmp_path / "data")
    yield store, shared, answered
    store.engine.close()


def test_two_writers_lose_nothing_leave_no_gap_and_one_is_told_that_it_is_late(
    raced: tuple[Store, list[UUID], list[Answered]],
) -> None:
    store, shared, answered = raced
    closing = [one for one in answered if not one["words"]]
    written = [one for one in answered if one["words"]]

    # What both want to do once is done once; who was second is told, in each of the three.
    assert Counter(one["status"] for one in closing) == {200: SHARED, 409: SHARED}
    assert {one["type"] for one in closing if one["status"] == 409} == {"/problems/state"}
    # What both may do is done for both: nothing is refused and nothing is lost.
    assert Counter(one["status"] for one in written) == {201: 2, 200: 2 * NOTES * SHARED}
    for one in written:
        words = json.dumps([*store.vault.open(UUID(one["request"])).values()])
        assert words.count(f'"{one["words"]}"') == 1
    # Each answer names a version of its own, and together they leave no gap.
    for request in shared:
        history = [one.originator_version for one in store.requests.history(request)]
        assert history == [*range(1, len(history) + 1)]
        named = [one["version"] for one in answered if one["request"] == str(request)]
        assert sorted(named) == history[-2 * NOTES - 1 :]
    sound(store)
