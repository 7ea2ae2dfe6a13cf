"""The mutation run itself: it notices what it should, and its page names what is there."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.page import PAGE, accepted, listed
from tests.mutation.run import ROOT, named


@pytest.fixture(scope="module")
def every() -> list[Mutant]:
    sources = (ROOT / "domain").rglob("*.py")
    return [mutant for path in sources for mutant in mutants_of(path, named(path))]


def mutated(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.mutation", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_mutant_is_the_module_with_one_mistake(tmp_path: Path) -> None:
    source = tmp_path / "late.py"
    source.write_text("def late(due, on):\n    'Whether.'\n    return on > due and not done(on)\n")

    written = [(one.was, one.now) for one in mutants_of(source, "late.py")]

    assert written == [
        ("return on > due and (not done(on))", "return None"),
        ("on > due and (not done(on))", "on > due or not done(on)"),
        ("on > due and (not done(on))", "not done(on)"),
        ("on > due and (not done(on))", "on > due"),
        ("on > due", "on >= due"),
        ("not done(on)", "done(on)"),
    ]


def test_what_is_accepted_is_there(every: list[Mutant]) -> None:
    assert accepted().keys() - {mutant.name for mutant in every} == set()


def test_the_page_names_survivors_that_are_there(every: list[Mutant]) -> None:
    known = {f"- {listed(mutant)}" for mutant in every}
    named_there = [one for one in PAGE.read_text("utf-8").splitlines() if one.startswith("- `")]

    assert [one for one in named_there if not any(map(one.startswith, known))] == []


@pytest.mark.timeout(3600)  # it runs all tests of the domain once, some three minutes alone
def test_some_mutants_of_the_rules_and_none_survives() -> None:
    run = mutated("rules.py", "--step", "9", "--jobs", "1")

    assert run.returncode == 0, run.stdout[-2000:]


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_no_mutant_survives_that_is_not_explained() -> None:
    run = mutated()

    assert run.returncode == 0, run.stdout[-2000:]
