"""The bill of materials names everything that is installed, and what stands in no bill is not."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from griffie import __version__
from tools.sbom import LOCK, bill, packages

ROOT = Path(__file__).parents[2]
LOCKED = LOCK.read_text("utf-8")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_dev_py_prints_it_without_an_environment() -> None:
    command = [sys.executable, "-I", "-S", str(ROOT / "dev.py"), "sbom"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)

    assert json.loads(done.stdout) == bill(LOCKED, __version__)


def test_it_names_every_runtime_dependency_and_what_those_need() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {normal(re.split(r"[\[=<>]", one)[0]) for one in project["dependencies"]}
    made = bill(LOCKED, __version__)
    needs = {one["ref"]: one["dependsOn"] for one in made["dependencies"]}
    named = {one["bom-ref"]: one["name"] for one in made["components"]}

    assert {named[ref] for ref in needs[f"pkg:pypi/griffie@{__version__}"]} == asked
    assert len(named) == len(re.findall(r"^[a-z0-9-]+==|^[a-z0-9-]+\[", LOCKED, re.MULTILINE))
    reached, waiting = set(), [f"pkg:pypi/griffie@{__version__}"]
    while waiting:
        for ref in needs[waiting.pop()]:
            if ref not in reached:
                reached.add(ref)
                waiting.append(ref)
    assert reached == set(named), "each component is needed by something"


def test_its_versions_are_those_that_run_here() -> None:
    different = []
    for one in packages(LOCKED):
        try:
            here = version(one.name)
        except PackageNotFoundError:
            assert one.where, one.name  # of another platform
            continue
        different += [one] if here != one.version else []
    assert different == []


@pytest.mark.parametrize("tool", ["hatchling", "editables", "uv", "pytest", "ruff", "mypy"])
def test_no_tool_that_builds_or_tests_is_in_the_lock_of_what_runs(tool: str) -> None:
    assert tool not in {one.name for one in packages(LOCKED)}
