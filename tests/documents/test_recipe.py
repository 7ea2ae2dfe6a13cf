"""docs/extend.md is followed for an invented step, in a copy of the repository, and counted."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.toy_step import BY_HAND, LOOK

ROOT = Path(__file__).parents[2]
WHOLE = (ROOT / "docs" / "extend.md").read_text("utf-8")
PAGE = WHOLE[WHOLE.index("## A step\n") : WHOLE.index("\n## A ground\n")]
PARTS = ("domain", "application", "infrastructure", "api", "packaging", "tests", "tools", "docs")
AT_MOST = 6
HOLDING = (
    "tests/steps",
    "tests/documents/test_shape.py",
    "tests/documents/test_golden.py",
    "tests/documents/test_law_events.py",
    "tests/domain/test_rules.py",
    "tests/domain/test_next_steps.py",
    "tests/domain/test_step_words.py",
    "tests/api/test_commands.py::test_every_command_of_the_engine_is_tried_here",
)
"""The tests that want every step, event and rule."""
LEFT_OUT = "knowledge_flows or forgotten"
"""What takes long and says nothing of one step more."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with the invented step, made by the recipe."""
    copied = tmp_path_factory.mktemp("recipe") / "griffie"
    for part in PARTS:
        shutil.copytree(
            ROOT / part,
            copied / part,
            symlinks=True,
            ignore=shutil.ignore_patterns("__pycache__", "stores", "images"),
        )
    shutil.copy(ROOT / "pyproject.toml", copied)
    for path, edit in BY_HAND.items():
        file = copied / path
        file.write_text(edit(file.read_text("utf-8") if file.exists() else ""), "utf-8")
    for program in ("tests.documents.test_golden", "tools.extract_sentences"):
        run(copied, "-m", program)
    run(copied, "-m", "griffie.api.cli.law_table")
    return copied


def run(copied: Path, *words: str) -> str:
    paths = os.pathsep.join((str(copied / "packaging"), str(copied)))
    done = subprocess.run(
        [sys.executable, *words],
        cwd=copied,
        env=os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


def test_a_new_step_with_a_subject_of_its_own_costs_at_most_six_files() -> None:
    assert len(BY_HAND) <= AT_MOST


def test_the_recipe_names_the_files_that_are_touched() -> None:
    listed = re.findall(r"^\d\. `([^`]+)`", PAGE, re.MULTILINE)
    touched = {
        path.replace("steps/calls.py", "steps/oversight.py").replace("test_calls", "__init__")
        for path in BY_HAND
    }

    assert set(listed) == touched
    assert "Files by hand: 5 on a page that exists, 6 with a new subject." in PAGE
    assert set(re.findall(r"`([A-Z][A-Za-z]+)`", PAGE)) >= {"PastDay", "Sealed", "InvokedRight"}


@pytest.mark.timeout(600)
def test_every_page_document_and_client_shows_it(copy: Path) -> None:
    """Route, OpenAPI, actions, console, timeline, letter, bundle, trail, law: see `LOOK`."""
    assert run(copy, "-c", LOOK).split()[-1] == "seen"


@pytest.mark.timeout(600)
def test_the_tests_that_want_every_step_hold_it(copy: Path) -> None:
    run(
        copy,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        *HOLDING,
        "-k",
        f"not ({LEFT_OUT})",
    )
