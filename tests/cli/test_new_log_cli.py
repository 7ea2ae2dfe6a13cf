"""`griffie new-log`, from the loss of a disk to the first audit of the log that goes on."""

import shutil
from pathlib import Path

import pytest

from griffie.infrastructure.backup.outside_copies import checkpoint_path, erasures_path
from griffie.infrastructure.log.checkpoint import Verifier
from tests.cli.test_cli import DEMO_MAIL
from tests.cli.test_no_store import griffie

WHY = "De schijf ging verloren."

pytestmark = pytest.mark.in_folder


@pytest.fixture
def lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkpoint that was kept elsewhere; the store is as it was before it."""
    data = tmp_path / "data"
    monkeypatch.setenv("GRIFFIE_DATA", str(data))
    assert griffie("token", "create", "--role", "dpo").exit_code == 0
    there = ("--to", tmp_path / "b", "--keys-to", tmp_path / "k")
    assert griffie("backup", *there).exit_code == 0
    assert griffie("receive", DEMO_MAIL).exit_code == 0
    assert griffie("backup", "--to", tmp_path / "c", "--keys-to", tmp_path / "l").exit_code == 0
    held = tmp_path / "held.txt"
    shutil.copyfile(checkpoint_path(data), held)
    shutil.rmtree(data)
    back = ("--from", tmp_path / "b", "--keys-from", tmp_path / "k")
    old = griffie("restore", *back, "--ledger", erasures_path(data))
    assert old.exit_code == 1
    assert "griffie new-log" in old.stdout
    return held


def test_a_store_goes_on_and_the_auditor_is_told_what_was_lost(lost: Path) -> None:
    done = griffie("new-log", WHY)
    audit = griffie("audit", "--checkpoint", lost)
    again = griffie("new-log", WHY)

    assert done.exit_code == 0
    verifier = Verifier.read(done.stdout.splitlines()[-1])
    assert verifier.name.endswith("/log2")
    assert audit.exit_code == 0, audit.stdout
    assert "1 held checkpoint(s) cover entries that were lost" in audit.stdout
    assert again.exit_code == 2
    assert "not older" in again.stderr
    assert griffie("receive", DEMO_MAIL).exit_code == 0


def test_it_says_why_it_does_nothing(lost: Path, tmp_path: Path) -> None:
    silent, torn = griffie("new-log", "."), tmp_path / "torn.txt"
    torn.write_text("griffie\n")
    foreign = griffie("new-log", WHY, "--checkpoint", torn)
    away = griffie("new-log", WHY, "--checkpoint", tmp_path / "away.txt")

    assert [one.exit_code for one in (silent, foreign, away)] == [2, 2, 2]
    assert "reason" in silent.stderr
    assert "none of this log" in foreign.stderr
    assert "away.txt" in away.stderr
    assert lost.exists()
    assert "old copy" in griffie("audit").stdout
