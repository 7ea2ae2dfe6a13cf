"""kill -9 in the middle of the work: what was answered is there, and nothing is half done."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest

from griffie.api.composition import beside_the_folder, open_store
from griffie.application.access.roles import Role
from griffie.application.requests.commands import command
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.vault.vault import SQLiteVault
from tests.conftest import Open, signed_in
from tests.given.at_work import Ack, hold_to, occasion
from tests.given.named_store import place_of
from tests.given.story import PERSONAL, tell

ROUNDS = 4
LONGEST = 0.4
"""Seconds of work between the first answer and the kill, at most."""


def killed_at_work(folder: Path, seed: int, after: float) -> list[Ack]:
    """What was answered by a process that did not live to finish. Half a line was not answered."""
    command = [sys.executable, "-m", "tests.given.at_work", place_of(folder), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as office:
        assert office.stdout
        lines = [office.stdout.readline() for _ in range(2)]
        time.sleep(after)
        office.kill()
        *whole, _cut = office.stdout.read().split(b"\n")
    assert office.returncode == -9
    return [json.loads(line) for line in [*lines, *whole]]


def rounds(folder: Path, count: int) -> None:
    chance, acks = random.Random(7), []  # noqa: S311
    for seed in range(count):
        acks += killed_at_work(folder, seed, chance.uniform(0, LONGEST))
        store = open_store(folder)
        hold_to(store, acks)
        store.engine.close()
    assert len(acks) > count


def test_whatever_was_answered_before_a_kill_is_there_after_it(tmp_path: Path) -> None:
    rounds(tmp_path / "data", ROUNDS)


@pytest.mark.deep
def test_whatever_was_answered_before_a_hundred_kills_is_there(tmp_path: Path) -> None:
    rounds(tmp_path / "data", 100)


@pytest.mark.in_folder
def test_a_kill_at_the_very_start_leaves_a_store_that_opens(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.given.at_work", str(tmp_path / "data"), "1"]
    made = tmp_path / "data" / "griffie.db"
    for _ in range(3):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as office:
            until = time.monotonic() + 60
            while not made.exists() and time.monotonic() < until:
                time.sleep(0.001)
            office.kill()

        store = open_store(tmp_path / "data")
        hold_to(store, [])
        store.engine.close()
        for path in (*(tmp_path / "data").iterdir(), *beside_the_folder(tmp_path / "data")):
            path.unlink()


def test_an_erasure_that_a_kill_cut_off_is_finished_at_the_next_start(opening: Open) -> None:
    store = opening()
    location = tell(signed_in(store, Role.HANDLER))
    request_id = UUID(location.rpartition("/")[2])
    erase = command(RightsRequest.erase_personal_data, ground="test_data", explanation="Een proef.")
    with (
        patch.object(SQLiteVault, "erase", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        store.requests.take(request_id, erase, occasion(store))

    again = opening()

    assert again.requests.load(request_id).erased
    assert again.vault.holds(request_id)
    assert (again.resume_erasures(), again.resume_erasures()) == (1, 0)
    assert not again.vault.holds(request_id)
    assert again.vault.find("email", PERSONAL["email"]) == []
