"""A life from one seed: clock, kills, command line, serving and disk mixed. See `simulator.py`."""

import json
import os
import subprocess
import sys

import pytest

from tests.faults.shim import built, preloaded


def simulated(seed: int, kills: int) -> None:
    shim = built()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.faults.simulator",
            "--seed",
            f"{seed}",
            "--kills",
            f"{kills}",
        ],
        env=preloaded(shim) if shim else os.environ,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert sum(told["kills"].values()) >= kills
    assert told["checks"] > kills
    assert told["answers"] > kills


def test_some_kills_lose_nothing_let_nothing_come_back_and_leave_the_audit_consistent() -> None:
    simulated(seed=7, kills=6)


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(1, 4))
def test_a_thousand_kills_lose_nothing(seed: int) -> None:
    simulated(seed, kills=334)
