"""What surrounds the code: each file that a forge or a contributor reads names what exists."""

import importlib.util
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from typer.main import get_command

import dev
from griffie.api.cli import app
from griffie.application.projections import folding, register
from griffie.application.requests import histories

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
OF_THE_SYSTEM = {"sudo apt-get install --yes strace", "pre-commit install"}
"""Commands of the machine or of another tool; everything else is ours."""


def parsed(path: Path) -> dict[str, object]:
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def said(node: object, key: str) -> Iterator[str]:
    """Every text under a key, however deep."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key and isinstance(value, str):
                yield value
            yield from said(value, key)
    elif isinstance(node, list):
        for item in node:
            yield from said(item, key)


def exists(command: str) -> bool:
    """Whether a command line is one of dev.py, a module, a tool of .venv or a command of ours."""
    match command.split():
        case ["python3", "dev.py", name, *_]:
            found = f"python3 dev.py {name}" in (dev.__doc__ or "")
        case [".venv/bin/python" | "python", "-m", module, *rest]:
            paths = [word for word in rest if word.startswith(("tests/", "docs/"))]
            found = _is_module(module) and all((ROOT / path).exists() for path in paths)
        case [".venv/bin/griffie" | "griffie", name, *_]:
            found = name in get_command(app).commands  # type: ignore[attr-defined]
        case [program, *_] if program.startswith(".venv/bin/"):
            found = Path(sys.executable).with_name(Path(program).name).exists()
        case _:
            found = command in OF_THE_SYSTEM
    return found


def _is_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def test_a_command_that_does_not_exist_is_noticed() -> None:
    for command in ("python3 dev.py fly", "python -m tools.nothing", "griffie fly", "fly"):
        assert not exists(command), command


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_line_of_a_workflow_is_a_command_that_exists(path: Path) -> None:
    lines = [line for run in said(parsed(path), "run") for line in run.splitlines()]

    assert lines
    assert [line for line in lines if not exists(line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_uses_actions_by_tag_and_may_only_read(path: Path) -> None:
    workflow = parsed(path)

    for action in said(workflow, "uses"):
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", action), action
    assert workflow["permissions"] == {"contents": "read"}


def test_the_matrix_has_every_python_that_the_package_names() -> None:
    (path,) = [path for path in WORKFLOWS if path.name == "check.yml"]
    workflow = yaml.safe_load(path.read_text("utf-8"))
    matrix = workflow["jobs"]["suite"]["strategy"]["matrix"]["python"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))

    assert matrix == named == ["3.11", "3.12", "3.13", "3.14"]


def test_hooks_are_local_and_run_what_is_installed() -> None:
    repos = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]

    assert [repo["repo"] for repo in repos] == ["local"]
    for hook in repos[0]["hooks"]:
        assert hook["language"] == "system"
        assert exists(hook["entry"]), hook["entry"]


COMMANDED = ["CONTRIBUTING.md", "changelog.d/README.md", "docs/extend.md"]


@pytest.mark.parametrize("name", COMMANDED)
def test_every_command_of_a_page_exists(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    quoted = re.findall(r"`((?:python3? |griffie |\.venv/bin/)[^`]+)`", text)
    commands = [command for command in [*lines, *quoted] if command]

    assert commands
    assert [command for command in commands if not exists(command)] == []


def test_the_licence_is_whole_and_unchanged() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")

    assert "Apache License\n" in text
    assert "Version 2.0, January 2004" in text
    assert re.findall(r"^   (\d)\. ", text, re.MULTILINE) == list("123456789")
    assert "APPENDIX: How to apply the Apache License to your work." in text
    assert "Copyright [yyyy] [name of copyright owner]" in text
    assert len(text.splitlines()) in {201, 202}


@pytest.mark.parametrize("name", ["SECURITY.md", "REVIEW.md", "CODE_OF_CONDUCT.md"])
def test_a_page_for_people_is_short_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")

    assert len(text.splitlines()) <= 150
    assert "://" not in text


def test_a_reviewer_finds_every_kind_of_change() -> None:
    kinds = re.findall(r"^### (.+)$", (ROOT / "REVIEW.md").read_text("utf-8"), re.MULTILINE)

    assert [kind.split(":")[0] for kind in kinds] == [
        "The law",
        "An event",
        "A step",
        "The store",
        "The log and the bundle",
        "The console",
        "Words",
        "A test",
        "A document",
        "A dependency",
    ]


def test_the_pages_count_what_the_code_counts() -> None:
    """Numbers that a page states about the code, and that went stale before."""
    benchmarks = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")
    histories_page = (ROOT / "docs" / "decisions" / "0001-events-on-the-library.md").read_text()
    register_page = (ROOT / "docs" / "decisions" / "0002-one-register.md").read_text("utf-8")

    assert f"a row of {len(register.COLUMNS)} columns" in benchmarks
    assert f"the last {histories.REMEMBERED:,}" in histories_page
    assert f"({folding.KNOWN:,} are kept)" in register_page


def test_the_table_of_contents_is_complete() -> None:
    """Every page for people can be reached from the README."""
    readme = (ROOT / "README.md").read_text("utf-8")
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    paths = [page.relative_to(ROOT).as_posix() for page in pages if page.name != "README.md"]

    assert [path for path in paths if f"({path})" not in readme] == []
