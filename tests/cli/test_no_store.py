"""Where there is no store: only some commands make one, and an unmounted volume is no new store."""

import errno
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from griffie.api.cli import app
from griffie.api.cli.pages import COMMANDS
from griffie.api.composition import beside_the_folder, kek_path
from griffie.infrastructure.backup.outside_copies import anchor_path, checkpoint_path, erasures_path
from tests.cli.test_cli import DEMO_MAIL

MAKES = {"serve", "init", "receive", "register", "import", "token create", "restore"}
WITHOUT_STORE = {"deadline", "law", "verify"}
WORDS: dict[str, tuple[str, ...]] = {
    "show": ("AAAAA-AAAAA",),
    "inspection": ("--output", "i.zip", "--complaint"),
    "export": ("register", "--output", "r.csv"),
    "mailbox check": ("docs/examples/mailboxes.toml",),
    "mailbox take": ("docs/examples/mailboxes.toml",),
    "mailbox settle": ("privacy@iassist.be",),
    "webhook add": ("https://hook.example/x",),
    "webhook test": ("0" * 12,),
    "webhook resume": ("0" * 12,),
    "webhook remove": ("0" * 12,),
    "outbox send": ("docs/examples/relay.toml",),
    "outbox settle": ("00000000-0000-4000-8000-000000000000", "drop"),
    "diff": ("--from", "1", "--to", "2"),
    "erase": ("AAAAA-AAAAA", "--ground", "request_on_file", "--explanation", "Een proef."),
    "dossier": ("AAAAA-AAAAA", "--output", "b.zip"),
    "backup": ("--to", "b", "--keys-to", "k"),
    "migrate": ("--to", "b", "--keys-to", "k"),
    "new-log": ("De schijf is verloren.",),
    "token revoke": ("AAAA",),
    "token renew": ("AAAA",),
    "people end": ("u-2",),
    "people password": ("u-2",),
    "people join": ("u-2", "u-3", "--reason", "Een."),
}
"""What a command needs besides, so that it comes as far as the store."""


def griffie(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRIFFIE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - MAKES - WITHOUT_STORE))
@pytest.mark.in_folder
def test_no_other_command_makes_a_store(data: Path, command: str) -> None:
    result = griffie(*command.split(), *WORDS.get(command, ()))

    if re.search("Missing|Usage", result.stderr):
        pytest.fail(f"say in WORDS what {command} needs: {result.stderr}")
    assert result.exit_code == 2
    assert "there is no store at" in result.stderr
    assert list(data.parent.iterdir()) == []


@pytest.mark.parametrize("command", ["receive", "token create"])
def test_who_makes_a_store_says_so(data: Path, command: str) -> None:
    more = {"receive": (DEMO_MAIL,), "token create": ("--role", "dpo")}.get(command, ())

    result = griffie(*command.split(), *more)

    assert result.exit_code == 0
    assert f"A new store was made: {data}" in result.stderr
    assert griffie("audit").exit_code == 0


@pytest.mark.in_folder
def test_a_store_is_made_once(data: Path) -> None:
    office = ("init", "--yes", "--profile", "docs/examples/iassist.toml")
    first, again = griffie(*office), griffie(*office)

    assert (first.exit_code, again.exit_code) == (0, 2)
    assert "There is a store" in again.stderr
    assert griffie("audit").exit_code == 0


@pytest.mark.parametrize("left", [kek_path, checkpoint_path, anchor_path, erasures_path])
@pytest.mark.parametrize("folder", ["gone", "empty", "with a lost+found"])
@pytest.mark.in_folder
def test_an_unmounted_volume_is_no_new_store(data: Path, folder: str, left: object) -> None:
    assert griffie("receive", DEMO_MAIL).exit_code == 0
    shutil.rmtree(data)
    for file in beside_the_folder(data):
        if file != left(data):  # type: ignore[operator]
            file.unlink()
    before = left(data).read_bytes()  # type: ignore[operator]
    if folder != "gone":
        data.mkdir()
    if folder == "with a lost+found":
        (data / "lost+found").mkdir()

    result = griffie("token", "create", "--role", "dpo")

    assert result.exit_code == 2
    assert "Mount its volume" in result.stderr
    assert left(data).read_bytes() == before  # type: ignore[operator]
    assert not (data / "griffie.db").exists()


CUT_OFF = """
import os, signal, sys
from pathlib import Path
import griffie.api.composition.files as files
setattr(files, sys.argv[2], lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
files.open_files(Path(sys.argv[1]), operator="x", year=2026)
"""


@pytest.mark.parametrize(
    "where", ["_factory", "signing_key", "OutsideCopies", "SQLiteVault", "begin_anchors"]
)
@pytest.mark.in_folder
def test_a_making_that_was_cut_off_is_taken_up_again(data: Path, where: str) -> None:
    command = [sys.executable, "-c", CUT_OFF, str(data), where]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL

    assert griffie("receive", DEMO_MAIL).exit_code == 0
    assert griffie("audit").exit_code == 0
    assert not (data / "being-made").exists()


def test_a_store_is_not_made_without_its_first_checkpoint(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails at that one file, and the next start takes it up again."""
    replace = Path.replace

    def broken(path: Path, target: Path) -> Path:
        if Path(target).suffix == ".checkpoint":
            raise OSError(errno.EIO, "Input/output error")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", broken)
    refused = griffie("token", "create", "--role", "dpo")
    monkeypatch.setattr(Path, "replace", replace)

    assert refused.exit_code == 2
    assert "the first checkpoint, cannot be written" in refused.stderr
    assert "griffie_" not in refused.stdout
    assert griffie("token", "create", "--role", "dpo").exit_code == 0
    assert griffie("audit").exit_code == 0
