"""What a disk that fails makes a command say: a sentence with the step to take, and no store."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.api.composition import Store, open_store
from griffie.application.errors import BackupError
from griffie.infrastructure.backup import anchor, outside_copies, restore
from griffie.infrastructure.vault.key_store import KeyStore
from tests.conftest import Clock
from tests.given.backups import backed_up, elsewhere
from tests.given.story import tell


def fails(*_: Any, **__: Any) -> Any:
    raise OSError(5, "Input/output error")


def sqlite_fails(*_: Any, **__: Any) -> Any:
    raise sqlite3.OperationalError("database or disk is full")


FAILS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "the checkpoint": (outside_copies, "write_whole", fails),
    "the anchor": (anchor, "_put_whole", fails),
    "the sessions": (restore, "open_secure_file", sqlite_fails),
}


@pytest.mark.in_folder
@pytest.mark.parametrize("what", FAILS)
def test_a_restore_that_cannot_write_all_of_it_leaves_no_store_and_is_done_again(
    store: Store, dpo: TestClient, clock: Clock, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    tell(dpo)
    backup = backed_up(store)
    folder = store.folder.parent / "another" / "data"
    with monkeypatch.context() as failing:
        failing.setattr(*FAILS[what])
        with pytest.raises(BackupError, match="written"):
            elsewhere(backup, store, clock)
    there = folder.exists()

    again = elsewhere(backup, store, clock)
    unanchored = again.beside.unanchored()
    again.engine.close()

    assert not there
    assert unanchored is None


def test_a_file_of_keys_that_fails_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(tmp_path / "data").engine.close()
    monkeypatch.setattr(KeyStore, "forget", sqlite_fails)

    done = CliRunner().invoke(app, ["retention", "--carry-out", "--data", str(tmp_path / "data")])

    assert done.exit_code == 2, done.output
    assert "database or disk is full" in done.stderr
    assert "griffie doctor" in done.stderr
