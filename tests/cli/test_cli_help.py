"""What the command line says of itself, and that it says so without reading the whole product."""

import inspect
import subprocess
import sys
from importlib import import_module

import pytest
from typer.testing import CliRunner

from griffie import __version__
from griffie.api.cli import app
from griffie.api.cli.pages import COMMANDS

ASKED = """
import sys
from griffie.api.cli import main
sys.argv = ["griffie", *sys.argv[1:]]
try:
    main()
finally:
    print("MODULES", *sys.modules)
"""
HEAVY = ("fastapi", "uvicorn", "jinja2", "cryptography", "sqlite3", "eventsourcing", "pydantic")
OURS = ("griffie.api.console", "griffie.api.http", "griffie.infrastructure", "griffie.application")


@pytest.mark.parametrize("asked", ["--help", "--version"])
def test_help_and_version_import_neither_the_console_nor_a_store(asked: str) -> None:
    said = subprocess.run(
        [sys.executable, "-c", ASKED, asked], capture_output=True, text=True, check=True
    ).stdout

    modules = said.rpartition("MODULES ")[2].split()
    assert "griffie.api.cli.pages" in modules
    assert [one for one in modules if one.startswith((*HEAVY, *OURS))] == []


def test_the_version_is_that_of_the_package() -> None:
    assert CliRunner().invoke(app, ["--version"]).output == f"griffie {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_summarised_by_the_first_paragraph_of_its_own_words(name: str) -> None:
    page = COMMANDS[name]

    function = getattr(import_module(f"griffie.api.cli.{page.module}"), page.function)

    paragraphs = (inspect.getdoc(function) or "").split("\n\n")
    assert paragraphs[0].replace("\n", " ") == page.summary
