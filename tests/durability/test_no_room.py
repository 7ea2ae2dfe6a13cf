"""No room on the disk, and no turn: nothing is done by halves, and it goes on afterwards."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.infrastructure.sqlite.lock import serving
from tests.given.at_work import sound
from tests.given.closed_store import UNWELL, Told, client, reopened, told_stories
from tests.given.other_hand import STORE, locked
from tests.given.story import RECEIVE


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return told_stories(tmp_path / "data")


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """Python ignores SIGXFSZ: a write beyond fails, as on a broken or full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def disk_of(megabytes: int, place: Path) -> Iterator[Path]:
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if os.geteuid() != 0 or not which("mount") or subprocess.run(mount, check=False).returncode:
        pytest.skip("NO DISK WAS FILLED: only root mounts one")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def until_it_fails(clerk: TestClient, location: str) -> tuple[int, dict[str, str]]:
    """Notes until one is refused: how many were taken, and the note that was not."""
    for number in range(5000):
        key = {"Idempotency-Key": f"note {number}"}
        answer = clerk.post(f"{location}/add-note", json={"note": f"x{number} " * 500}, headers=key)
        if answer.status_code != 200:
            assert answer.status_code == 503
            assert answer.json()["type"] in UNWELL - {"/problems/busy"}
            assert "Retry-After" in answer.headers
            return number, key
    raise AssertionError


def refused_whole(store: Store, token: str, location: str) -> Callable[[], None]:
    """Nothing half done while there is no room. Gives what to try again when there is."""
    clerk = client(store, token)
    version = clerk.get(location).json()["version"]
    taken, key = until_it_fails(clerk, location)

    for _ in range(3):
        again = clerk.post(f"{location}/close", json={})
        assert again.status_code in {409, 503}
        assert clerk.get(location).json()["version"] == version + taken
    assert store.history.newest() == store.recorder.log_size()

    def once_more() -> None:
        body = {"note": f"x{taken} " * 500}
        for _ in range(2):
            retried = clerk.post(f"{location}/add-note", json=body, headers=key)
            assert retried.status_code == 200, retried.text
            assert retried.json()["version"] == version + taken + 1
        revealed = clerk.get(f"{location}/events", params={"reveal": True}).json()["items"]
        assert len(revealed) == version + taken + 1
        sound(store)

    return once_more


@pytest.mark.in_folder
def test_a_disk_that_is_full_does_nothing_by_halves_and_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    with disk_of(7, tmp_path / "disk") as disk:
        with reopened(disk / "data") as store:
            token = store.access.create_token(Role.DPO, "test")
            location = tell_open(client(store, token))
            ballast = disk / "ballast"
            ballast.write_bytes(bytes(3 << 20))

            once_more = refused_whole(store, token, location)
            ballast.unlink()
            once_more()

        with reopened(disk / "data") as store:
            sound(store)


@pytest.mark.in_folder
def test_a_disk_that_takes_no_more_does_nothing_by_halves(tmp_path: Path) -> None:
    with reopened(tmp_path / "data") as store:
        token = store.access.create_token(Role.DPO, "test")
        location = tell_open(client(store, token))
        with no_file_grows_beyond(2 << 20):
            once_more = refused_whole(store, token, location)
        once_more()

    with reopened(tmp_path / "data") as store:
        sound(store)


def tell_open(clerk: TestClient) -> str:
    return clerk.post("/api/v1/requests", json=RECEIVE).headers["Location"]


def test_a_store_that_somebody_else_holds_is_busy_and_works_again(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventsourcing.sqlite.SQLITE3_DEFAULT_LOCK_TIMEOUT", 0.05)
    with reopened(told.folder) as store:
        clerk = client(store, told.token)
        with locked(told.folder, STORE):
            refused = clerk.post("/api/v1/requests", json=RECEIVE)
            read = clerk.get(told.location)

        assert (refused.status_code, refused.json()["type"]) == (503, "/problems/busy")
        assert "Retry-After" in refused.headers
        assert read.content == told.shown
        assert clerk.post("/api/v1/requests", json=RECEIVE).status_code == 201
        sound(store)


@pytest.mark.in_folder
def test_a_second_serving_process_is_told_so(told: Told) -> None:
    command = [
        sys.executable,
        "-c",
        "from griffie.api.cli import main; main()",
        "serve",
        "--port",
        "1",
    ]
    with serving(told.folder):
        second = subprocess.run(
            [*command, "--data", str(told.folder)], check=False, capture_output=True, text=True
        )

    assert second.returncode != 0
    assert f"is being served already by process {os.getpid()}" in " ".join(second.stderr.split())
    assert "Traceback" not in second.stderr
