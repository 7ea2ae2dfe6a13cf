"""One serving process to a folder, and no lock that outlives its holder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from griffie.application.errors import AlreadyServingError
from griffie.infrastructure.sqlite.lock import serving

SERVE = """
import sys, time
from pathlib import Path
from griffie.infrastructure.sqlite.lock import serving
with serving(Path(sys.argv[1])):
    print("serving", flush=True)
    time.sleep(60)
"""


def test_a_second_serving_process_is_turned_away_and_told_why(tmp_path: Path) -> None:
    with (
        serving(tmp_path),
        pytest.raises(AlreadyServingError, match=rf"process {os.getpid()}\. Stop") as refused,
        serving(tmp_path),
    ):
        pass

    assert str(tmp_path) in str(refused.value)


def test_the_next_one_may_serve_when_the_first_has_ended(tmp_path: Path) -> None:
    with serving(tmp_path):
        pass

    with serving(tmp_path):
        assert (tmp_path / "serving.lock").read_text() == f"{os.getpid()}\n"


def test_two_folders_are_served_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()

    with serving(tmp_path), serving(tmp_path / "other"):
        assert (tmp_path / "other" / "serving.lock").exists()


def test_a_kill_lets_go_of_the_lock(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SERVE, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "serving\n"
        with pytest.raises(AlreadyServingError, match=str(other.pid)), serving(tmp_path):
            pass
        other.kill()

    with serving(tmp_path):
        assert (tmp_path / "serving.lock").read_text() == f"{os.getpid()}\n"
