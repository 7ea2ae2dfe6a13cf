"""A backup or a restore that is killed, or finds no room, leaves nothing that looks like one."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.errors import BackupError
from griffie.infrastructure.backup.backup_files import draft_folder
from griffie.infrastructure.backup.restore import find_backup
from tests.conftest import Clock, signed_in
from tests.given.backups import Made, backed_up, elsewhere
from tests.given.closed_store import told_stories
from tests.given.story import tell

pytestmark = pytest.mark.in_folder
"""A server has its own backup."""

CUT = """
import os, signal, sys
from pathlib import Path
from griffie.api.composition import open_store
from griffie.infrastructure.backup import backup
from tests.conftest import Clock
from tests.given.backups import backed_up

folder, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
called, real = 0, getattr(backup, name)

def cut(*given):
    global called
    called += 1
    if called == times:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given)

setattr(backup, name, cut)
backed_up(open_store(folder, clock=Clock(), demo=True))
"""
MOMENTS = [("snapshot", 2), ("_check_keys", 1), ("write_manifest", 2), ("finish", 1), ("finish", 2)]


@pytest.mark.parametrize(("name", "times"), MOMENTS)
def test_a_kill_leaves_nothing_that_could_be_taken_for_a_backup(
    tmp_path: Path, name: str, times: int
) -> None:
    told = told_stories(tmp_path / "data")
    made = Made(tmp_path / "elsewhere" / "monday", tmp_path / "elsewhere" / "monday-keys")

    command = [sys.executable, "-c", CUT, str(told.folder), name, str(times)]
    killed = subprocess.run(command, check=False, capture_output=True)
    left = sorted(path.name for path in (tmp_path / "elsewhere").iterdir())
    with pytest.raises(BackupError):
        find_backup(made.store, made.keys)
    with draft_folder(made.store), draft_folder(made.keys):
        swept = [path for path in (tmp_path / "elsewhere").iterdir() if path.name in left]

    assert killed.returncode == -signal.SIGKILL
    assert left
    assert not made.store.exists()
    assert swept == ([made.keys] if made.keys.exists() else [])


def test_what_another_backup_still_writes_is_not_swept(tmp_path: Path) -> None:
    with draft_folder(tmp_path / "monday") as first:
        with draft_folder(tmp_path / "monday") as second:
            assert first.exists()
            assert second.exists()
        assert first.exists()
    assert list(tmp_path.iterdir()) == []


NO_ROOM = """
import resource, sys
from pathlib import Path
from griffie.api.composition import open_store
from griffie.application.errors import BackupError
from tests.conftest import Clock
from tests.given.backups import backed_up

store = open_store(Path(sys.argv[1]), clock=Clock(), demo=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    backed_up(store)
except BackupError as trouble:
    print(trouble)
"""


def test_a_disk_without_room_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    told = told_stories(tmp_path / "data")

    command = [sys.executable, "-c", NO_ROOM, str(told.folder)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert said.startswith("griffie.db cannot be copied (")
    assert list((tmp_path / "elsewhere").iterdir()) == []


CUT_OFF = """
import os, signal, sys
from pathlib import Path
from griffie.infrastructure.backup import restore

name, folder = sys.argv[1], Path(sys.argv[4])
setattr(restore, name, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
found = restore.find_backup(Path(sys.argv[2]), Path(sys.argv[3]))
restore.copy_back(found, folder, bytes(32), [])
"""


@pytest.mark.parametrize("name", ["copyfile", "_end_sessions", "finish"])
def test_a_restore_that_is_killed_leaves_no_store_and_is_done_again(
    store: Store, dpo: TestClient, clock: Clock, name: str
) -> None:
    place = tell(dpo)
    backup = backed_up(store)
    folder = store.folder.parent / "another" / "data"

    places = map(str, (*backup, folder))
    command = [sys.executable, "-c", CUT_OFF, name, *places]
    killed = subprocess.run(command, check=False, capture_output=True)
    there = folder.exists()
    again = elsewhere(backup, store, clock)
    shown = signed_in(again, Role.DPO).get(place).status_code
    again.engine.close()

    assert killed.returncode == -signal.SIGKILL
    assert not there
    assert shown == 200
    assert not list(folder.parent.glob(".data.*"))
