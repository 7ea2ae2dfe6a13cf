"""`griffie backup` and `griffie restore`, as an operator types them."""

import shutil
from pathlib import Path

import pytest

from tests.api.test_cli import DEMO_MAIL, MAIL, UUID, data, done, griffie

__all__ = ["data"]


def backed_up(place: Path) -> tuple[str, ...]:
    done("backup", "--to", place / "b", "--keys-to", place / "k")
    return ("--from", str(place / "b"), "--keys-from", str(place / "k"))


def test_a_store_is_backed_up_lost_and_restored(data: Path, tmp_path: Path) -> None:
    done("receive", DEMO_MAIL)
    said = done("backup", "--to", tmp_path / "b", "--keys-to", tmp_path / "k")
    shown = done("list")
    shutil.rmtree(data)

    restored = done("restore", "--from", tmp_path / "b", "--keys-from", tmp_path / "k")

    assert "3 log entries, audited" in said
    assert "The master key is in neither" in said
    assert "3 events" in restored
    assert "Consistent." in restored
    assert done("list") == shown
    assert done("receive", MAIL / "plain-nl.eml")
    assert griffie("audit").exit_code == 0


def test_an_old_backup_is_restored_to_be_read_and_is_not_served(data: Path, tmp_path: Path) -> None:
    received = UUID.search(done("receive", DEMO_MAIL))
    assert received
    backup = backed_up(tmp_path / "monday")
    done("receive", MAIL / "plain-nl.eml")
    backed_up(tmp_path / "tuesday")  # signs a checkpoint, which is kept beside the store
    shutil.rmtree(data)

    restored = griffie("restore", *backup)
    served = griffie("serve", "--port", "1")
    written = griffie("receive", MAIL / "plain-nl.eml")
    audited = griffie("audit")

    assert restored.exit_code == 1
    assert "A checkpoint of" in restored.stdout
    for refused in (served, written):
        assert refused.exit_code == 2
        assert "It is an old copy" in refused.stderr
        assert "begin a new store" in refused.stderr
        assert "Traceback" not in refused.output
    assert done("show", received.group())
    assert audited.exit_code == 1
    assert "It is an old copy" in audited.stdout


@pytest.mark.parametrize("missing", ["ledger", "kek", "checkpoint"])
def test_what_a_restore_lacks_it_names(data: Path, tmp_path: Path, missing: str) -> None:
    done("receive", DEMO_MAIL)
    backup = backed_up(tmp_path)
    new = tmp_path / "new" / "data"
    new.parent.mkdir()
    if missing != "kek":
        shutil.copyfile(data.with_name("data.kek"), new.with_name("data.kek"))
    given: tuple[str, ...] = () if missing == "ledger" else ("--no-ledger",)
    if missing == "checkpoint":
        given += ("--checkpoint", str(tmp_path / "nowhere"))

    refused = griffie("restore", *backup, "--data", new, *given)

    assert refused.exit_code == 2
    assert {"ledger": "--no-ledger", "kek": "--kek", "checkpoint": "nowhere"}[missing] in (
        refused.stderr
    )
    assert not new.exists()
    if missing == "ledger":
        said = griffie("restore", *backup, "--data", new, "--no-ledger")
        assert said.exit_code == 0
        assert "nothing is known" in said.stderr
