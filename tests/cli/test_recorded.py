"""What an operator does to a whole store stands in its log: an audit, a backup, a restore."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from griffie.api.cli import app
from griffie.api.composition import open_store
from griffie.application.access.roles import OPERATOR
from griffie.domain.events import AuditMade, BackupBegun, BackupFailed, StoreRestored
from griffie.domain.housekeeping import HOUSEKEEPING
from tests.edges.test_doctor import asked

MADE = (AuditMade, BackupBegun, BackupFailed, StoreRestored)

pytestmark = pytest.mark.in_folder


def run(data: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--data", str(data)])


def recorded(data: Path) -> Sequence[Any]:
    store = open_store(data, to_be_audited=True)
    try:
        return [one for one in store.requests.history(HOUSEKEEPING) if isinstance(one, MADE)]
    finally:
        store.engine.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    store = open_store(tmp_path / "data")
    store.requests.receive(asked(), store.engine.now(OPERATOR))
    store.log.checkpoint()
    store.engine.close()
    return tmp_path / "data"


def test_an_audit_that_finds_nothing_is_recorded_and_one_that_finds_is_not(
    data: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(data / "griffie.db")) as store:
        (note,) = store.execute("SELECT note FROM checkpoints ORDER BY size DESC").fetchone()
    (tmp_path / "held").write_text(note)

    assert run(data, "audit", "--checkpoint", tmp_path / "held").exit_code == 0
    (made,) = recorded(data)
    assert (made.actor, made.held, made.entries > 0) == (OPERATOR.id, 1, True)

    with closing(sqlite3.connect(data / "griffie.db")) as owner:
        owner.execute("DROP TRIGGER IF EXISTS vault_no_update")
        owner.execute("UPDATE vault SET ciphertext = x'00'")
        owner.commit()
    assert run(data, "audit").exit_code == 1
    assert recorded(data) == [made]


def test_a_backup_and_its_restore_are_recorded_and_the_restored_goes_on(
    data: Path, tmp_path: Path
) -> None:
    assert run(data, "backup", "--to", tmp_path / "b", "--keys-to", tmp_path / "k").exit_code == 0
    (begun,) = recorded(data)
    assert isinstance(begun, BackupBegun)

    shutil.rmtree(data)  # what lies beside it is still there, and says how far the log went
    words = ("--from", tmp_path / "b", "--keys-from", tmp_path / "k")
    restored = run(data, "restore", *words)
    assert restored.exit_code == 0, restored.output
    before, put_back = recorded(data)
    assert before == begun
    assert isinstance(put_back, StoreRestored)
    assert (put_back.entries, put_back.erased_again) == (begun.entries + 1, 0)
    assert run(data, "audit").exit_code == 0


def test_a_backup_that_fails_is_no_backup(data: Path, tmp_path: Path) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "file").write_text("")

    failed = run(data, "backup", "--to", tmp_path / "used", "--keys-to", tmp_path / "k")

    assert failed.exit_code == 2
    assert [type(one) for one in recorded(data)] == [BackupBegun, BackupFailed]
    assert "WRONG  backup: the last one failed" in run(data, "doctor").stdout


def test_a_store_that_cannot_be_written_says_why_and_nothing_is_raised(data: Path) -> None:
    store = open_store(data, to_be_audited=True)
    with closing(sqlite3.connect(data / "griffie.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        why = store.record(AuditMade(entries=1, held=0), OPERATOR)
    store.engine.close()

    assert why
    assert recorded(data) == []


def test_an_inspection_without_a_reason_in_words_is_refused_in_a_sentence(
    data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "inspection.zip"

    answer = run(
        data, "inspection", "-o", file, "--from", "2000-01-01", "--reveal", "--reason", "."
    )

    assert answer.exit_code == 2
    assert "one word of three letters at least" in answer.output
    assert not file.exists()
