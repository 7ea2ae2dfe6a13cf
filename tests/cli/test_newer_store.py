"""A store of a newer release: every command refuses it in a sentence, and changes nothing."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.api.cli.pages import COMMANDS
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.log.entry import entry
from tests.cli.test_cli import DEMO_MAIL
from tests.cli.test_no_store import WITHOUT_STORE, WORDS
from tests.given.owner import copied

NOWHERE = "postgresql://nobody@127.0.0.1:1/griffie"
MORE = WORDS | {
    "receive": (DEMO_MAIL,),
    "token create": ("--role", "dpo"),
    "move": ("--database", NOWHERE),
}
OPENING = sorted(
    set(COMMANDS) - WITHOUT_STORE - {"restore", "init", "register", "import", "work"} - {"doctor"}
)
"""The doctor says it among everything else that is wrong: exit 1. No folder has `griffie work`."""

pytestmark = pytest.mark.in_folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "data"
    done = CliRunner().invoke(app, ["receive", str(DEMO_MAIL), "--data", str(folder)])
    assert done.exit_code == 0
    return folder


def newer_version(database: sqlite3.Connection) -> None:
    database.execute("UPDATE store SET value = '3' WHERE name = 'schema'")


def newer_event(database: sqlite3.Connection, topic: str, schema: int) -> None:
    said = {"actor": "u-2", "at": "2027-01-01T10:00:00+00:00", "data": {}, "nonce": "A" * 22}
    state = json.dumps(said | {"schema": schema}, separators=(",", ":"), sort_keys=True).encode()
    insert = "INSERT INTO stored_events (originator_id, originator_version, topic, state)"
    row = (HOUSEKEEPING.hex, 1000, topic, state)
    at = database.execute(f"{insert} VALUES (?, ?, ?, ?)", row).lastrowid
    logged = entry(HOUSEKEEPING, 1000, topic, state)
    database.execute("INSERT INTO log VALUES (?, ?)", (at, logged))


NEWER: dict[str, Callable[[sqlite3.Connection], None]] = {
    "a newer version": newer_version,
    "a kind of event nobody knows": lambda database: newer_event(database, "Teleported", 1),
    "an event in a newer form": lambda database: newer_event(database, "StreamErased", 9),
}


@pytest.mark.parametrize("newer", NEWER)
@pytest.mark.parametrize("command", OPENING)
def test_a_newer_store_is_refused_in_a_sentence(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, newer: str
) -> None:
    folder = copied(made, tmp_path)
    with closing(sqlite3.connect(folder / "griffie.db", isolation_level=None)) as database:
        NEWER[newer](database)
    monkeypatch.setenv("GRIFFIE_DATA", str(folder))

    words = [*command.split(), *map(str, MORE.get(command, ()))]
    result = CliRunner().invoke(app, words)

    assert result.exit_code == 2, result.output
    assert "newer release" in result.stderr
    assert "Traceback" not in result.output
