"""An empty address is a variable that is not set: no command takes a folder in its place."""

from collections.abc import Iterator
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.api.cli.pages import COMMANDS

ADDRESSES = ("database", "keys", "replica")


def taking_addresses() -> Iterator[tuple[str, str]]:
    """Each command with each of these options that it takes."""
    for name, place in COMMANDS.items():
        command = getattr(import_module(f"griffie.api.cli.{place.module}"), place.function)
        taken = signature(command).parameters
        yield from ((name, f"--{word}") for word in ADDRESSES if word in taken)


@pytest.mark.parametrize(("command", "option"), taking_addresses())
@pytest.mark.parametrize("address", ["", " "])
def test_an_empty_address_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, option: str, address: str
) -> None:
    monkeypatch.setenv("GRIFFIE_DATA", str(tmp_path / "data"))
    done = CliRunner().invoke(app, [*command.split(), option, address])

    assert done.exit_code == 2
    said = f"griffie: {option} is empty: name a database, or leave the option out\n"
    assert done.stderr == said
    assert not [*tmp_path.iterdir()]


def test_an_empty_variable_of_the_environment_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE", "KEYS", "REPLICA"):
        monkeypatch.setenv(f"GRIFFIE_{name}", "")
    monkeypatch.setenv("GRIFFIE_DATA", str(tmp_path / "data"))

    done = CliRunner().invoke(app, ["audit"])

    assert "is empty" not in done.output
    assert str(tmp_path / "data") in done.output
