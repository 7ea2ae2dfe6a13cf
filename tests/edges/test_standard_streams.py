"""What nobody takes of a command's output is dropped; the work is done, and the exit code is true.

Before, an audit whose standard error was a closed pipe ended with 1, which says "not consistent".
"""

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from griffie.api.composition import open_store
from tests.edges.test_trouble import made
from tests.given import server
from tests.given.server import GRIFFIE

DONE = 0
NOBODY_READS = 128 + 13
"""As a shell says it of a program that SIGPIPE ended."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "data"
    made(folder)
    return folder


def reader_gone() -> int:
    read, write = os.pipe()
    os.close(read)
    return write


def full() -> int:
    return os.open("/dev/full", os.O_WRONLY)


def griffie(*words: object, out: int = subprocess.PIPE, err: int = subprocess.PIPE) -> "Done":
    command = [GRIFFIE, *map(str, words)]
    return subprocess.run(command, stdout=out, stderr=err, check=False, text=True, timeout=180)


Done = subprocess.CompletedProcess[str]


def test_an_audit_needs_nobody_who_reads_its_progress(office: Path) -> None:
    gone = reader_gone()
    audited = griffie("audit", *server.store_of(office), err=gone)
    assert (audited.returncode, ": consistent" in audited.stdout) == (DONE, True), audited
    os.close(gone)


@pytest.mark.in_folder
def test_a_backup_needs_no_room_for_its_progress(office: Path, tmp_path: Path) -> None:
    no_room = full()
    places = ("--to", tmp_path / "backup", "--keys-to", tmp_path / "keys")
    kept = griffie("backup", "--data", office, *places, err=no_room)
    assert (kept.returncode, (tmp_path / "backup" / "griffie.db").exists()) == (DONE, True), kept
    os.close(no_room)


def test_a_reader_that_has_gone_is_told_by_the_exit_code_alone(office: Path) -> None:
    out = reader_gone()
    listed = griffie("list", *server.store_of(office), out=out)
    assert (listed.returncode, listed.stderr) == (NOBODY_READS, "")
    os.close(out)


def test_output_for_which_there_is_no_room_is_said_and_the_work_was_done(office: Path) -> None:
    out = full()
    made_token = griffie("token", "create", "--role", "handler", *server.store_of(office), out=out)
    assert made_token.returncode == 2
    assert "could not be written (No space left on device); the work was done" in made_token.stderr
    os.close(out)
    store = open_store(office)
    assert sorted(one.role.value for one in store.access.people()) == ["dpo", "handler"]
    store.engine.close()


def test_streams_that_were_never_there_end_nothing_and_are_no_file_of_the_store(
    office: Path,
) -> None:
    command = shlex.join([GRIFFIE, "rebuild", *server.store_of(office)])
    shell = f"exec {command} 0>&- 1>&- 2>&-"
    done = subprocess.run(["sh", "-c", shell], check=False, timeout=180)
    assert done.returncode == DONE
    store = open_store(office, to_be_audited=True)
    findings, _ = store.check([], lambda _done, _total: None)
    store.engine.close()
    assert findings == []
