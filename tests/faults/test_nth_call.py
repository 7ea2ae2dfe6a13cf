"""The nth write, flush, open or rename fails, for one n after the other, over the life of a store.

After each the store opens, the audit is consistent, what was answered is there, and the command can
be done again: see `nth.py`, which runs under the shim.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults import nth
from tests.faults.machine import Fault
from tests.faults.shim import Trouble, built, preloaded
from tests.faults.tally import WrongError

CI = os.environ.get("CI") == "true"

if not CI:
    pytestmark = pytest.mark.skipif(
        built() is None, reason="NO DISK FAILED: no C compiler here (cc) that makes the shim"
    )
STRIDE = 173
"""In the short run: so many calls apart, and for each trouble other parts of a life."""
SHORT = {
    Trouble.BROKEN_ONCE: ("made", "office", "tick"),
    Trouble.FULL_FROM_THEN_ON: ("retention", "erase", "rebuild"),
    Trouble.SHORT_ONCE: ("backup", "restore"),
}


def failing(trouble: Trouble, stride: int, first: int, *parts: str) -> None:
    shim = built()
    assert shim, "a C compiler is needed: cc"
    command = [sys.executable, "-m", "tests.faults.nth", "--trouble", trouble.name]
    done = subprocess.run(
        [*command, "--stride", str(stride), "--first", str(first), *parts],
        env=preloaded(shim),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert min(told["calls"].values()) > 20
    assert told["tried"] >= len(parts)


@pytest.mark.parametrize("trouble", Trouble)
def test_after_a_call_that_failed_nothing_is_lost_and_it_can_be_done_again(
    trouble: Trouble,
) -> None:
    failing(trouble, STRIDE, 61, *SHORT[trouble])


@pytest.mark.deep
@pytest.mark.parametrize("trouble", Trouble)
def test_after_any_call_that_failed_nothing_is_lost(trouble: Trouble) -> None:
    failing(trouble, 1, 1)


def test_a_run_by_chance_goes_on_where_the_last_one_ended_and_tells_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def fails(_lives: Any, _part: str, fault: Fault) -> int:
        asked.append(fault.nth)
        if fault.nth == 3:
            raise WrongError("lost")
        return 5

    monkeypatch.setattr(nth, "Lives", lambda _place: None)
    monkeypatch.setattr(nth, "fails_at", fails)
    tried = tmp_path / "tried"
    tried.write_text('{"trouble": "SHORT_ONCE", "part": "tick", "nth": 2, "wrong": ""}\n')

    first = nth.by_chance(tmp_path, Trouble.SHORT_ONCE, ["tick"], tried, 1)
    again = nth.by_chance(tmp_path, Trouble.SHORT_ONCE, ["tick"], tried, 1)
    other = nth.by_chance(tmp_path, Trouble.BROKEN_ONCE, ["tick"], tried, 0)

    assert sorted(asked) == [0, 0, 0, 1, 3, 4, 5]  # 0: nothing fails, the calls are counted
    assert first == again == {**first, "tried": 5, "wrong": ["tick, call 3: lost"]}
    assert (other["calls"], other["tried"]) == ({"tick": 5}, 0)
