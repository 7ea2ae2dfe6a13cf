"""Each story in each way: with and without a script, by keyboard alone, on a telephone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.ways import WAYS

STORIES = ("tests/browser/test_stories.py", "tests/browser/test_decided_stories.py")


@pytest.mark.deep
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("way", WAYS)
def test_each_story_is_lived_in_each_way(way: str) -> None:
    root = Path(__file__).parents[2]
    asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *STORIES]
    told = subprocess.run(
        asked,
        cwd=root,
        env={**os.environ, "GRIFFIE_WAY": way},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-4000:]
