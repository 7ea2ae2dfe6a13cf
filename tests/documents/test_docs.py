"""Documents are executed: README, help texts, architecture, decisions fail here when they lie."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

import dev
from benchmarks.__main__ import BENCHMARKS
from griffie.api.cli import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_the_story_in_the_readme_happens_as_told() -> None:
    (story,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

    exec(compile(story, "README.md", "exec"), {})  # noqa: S102 - our own page


def test_the_two_commands_are_those_of_dev_py() -> None:
    commands = re.findall(r"^python3 dev\.py (\w+)", README, re.MULTILINE)

    assert commands == ["demo", "test"]
    for command in commands:
        assert f"python3 dev.py {command}" in (dev.__doc__ or "")


def test_every_command_is_described_as_it_describes_itself() -> None:
    described = dict(re.findall(r"^\| `griffie ([a-z -]+)` \| (.+) \|$", README, re.MULTILINE))

    click = get_command(app)
    helps: dict[str, str] = {}
    for name, command in click.commands.items():  # type: ignore[attr-defined]
        for sub, inner in getattr(command, "commands", {"": command}).items():
            helps[f"{name} {sub}".strip()] = " ".join((inner.help or "").split("\n\n")[0].split())

    assert helps.keys() == described.keys()
    for name, said in described.items():
        assert said.split(". ")[0].rstrip(".") in helps[name] or name == "deadline", name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_points_to_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    paths = re.findall(r"`((?:domain|application|infrastructure|api|tests|docs)/[\w./-]*)`", text)

    assert [link for link in links if not (page.parent / link).exists()] == []
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_contracts_are_those_that_are_held() -> None:
    written = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    linted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]

    for contract in linted["contracts"]:
        assert f"**{contract['name']}**" in written


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))


def test_no_lock_file_names_a_host() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in lock.read_text("utf-8"), lock.name


def test_dev_py_needs_nothing_but_python() -> None:
    """It starts with no package in reach, and says what it does."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "dev.py"), "help"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0
    assert "demo" in done.stdout


def test_every_benchmark_has_its_figures() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")

    for name in BENCHMARKS:
        assert f"bench {name}" in page


WALKS = re.search(
    r"^## Five walks\n(.*?)(?=^## )",
    (ROOT / "docs" / "architecture.md").read_text("utf-8"),
    re.DOTALL | re.MULTILINE,
)


def test_the_walks_go_through_files_and_names_that_are_there() -> None:
    assert WALKS
    stays = re.findall(r"`([\w/]+\.py)`(?: `(\w+)`)?", WALKS[1])

    assert len(stays) > 30
    for file, name in stays:
        found = [path for path in (ROOT / file, ROOT / "application/views" / file) if path.exists()]
        assert found, file
        defined = rf"^(?:class|async def|def) {name}\b"
        assert not name or re.search(defined, found[0].read_text("utf-8"), re.MULTILINE), name
