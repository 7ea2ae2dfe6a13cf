"""`griffie doctor` names each thing that can be wrong, with its step; nothing of it is repaired."""

import json
import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from griffie.api.composition import open_store
from griffie.api.composition.examination import examine
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.requests.commands import Receive
from griffie.application.webhooks.webhook import Kind
from tests.given.server import GRIFFIE, said_before_long, served

pytestmark = pytest.mark.in_folder
"""What it finds of a store on a server: `tests/postgres/test_served.py`."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("doctor")
    store = open_store(place / "data")
    store.access.create_token(Role.DPO)
    store.requests.receive(asked(), store.engine.now(OPERATOR))
    store.engine.current()
    store.engine.retention()
    store.engine.figures()
    store.log.checkpoint()
    store.engine.close()
    return place


def asked() -> Any:
    return Receive.model_validate(
        {
            "received_on": "2026-11-02",
            "channel": "email",
            "language": "nl",
            "rights": [{"right": "access"}],
            "requester": {"name": "Iemand Anders", "email": "iemand@people.example"},
        }
    )


def doctor(folder: Path) -> tuple[int, dict[str, dict[str, Any]], str]:
    command = [GRIFFIE, "doctor", "--json", "--data", str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    signs = [json.loads(line) for line in ended.stdout.splitlines()]
    return ended.returncode, {one["name"]: one for one in signs}, ended.stderr


def test_a_sound_store_is_well(sound: Path) -> None:
    code, signs, _ = doctor(sound / "data")

    assert [one for one in signs.values() if not one["well"]] == []
    assert code == 0
    assert len(signs) >= 18


def test_no_store_is_exit_2_and_none_is_made(tmp_path: Path) -> None:
    code, signs, said = doctor(tmp_path / "typo")

    assert (code, signs) == (2, {})
    assert said.startswith("griffie: there is no store at ")
    assert list(tmp_path.iterdir()) == []


def execute(name: str, *statements: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        with closing(sqlite3.connect(folder / name, isolation_level=None)) as owner:
            for statement in statements:
                owner.execute(statement)

    return spoil


def overwritten(name: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = folder / name
        octets = path.read_bytes()
        path.write_bytes(octets[:4096] + b"\xff" * (len(octets) - 4096))

    return spoil


SPOILT: dict[str, Callable[[Path], Any]] = {
    "permissions": lambda folder: (folder / "keys.db").chmod(0o644),
    "master key": lambda folder: folder.with_name("data.kek").unlink(),
    "log key": lambda folder: (folder / "log-key").unlink(),
    "griffie.db": overwritten("griffie.db"),
    "keys.db": overwritten("keys.db"),
    "access.db": overwritten("access.db"),
    "guards": execute("griffie.db", "DROP TRIGGER log_delete"),
    "beside": lambda folder: folder.with_name("data.checkpoint").unlink(),
    "anchors": lambda folder: folder.with_name("data.anchor").write_bytes(b"\xff" * 900),
    "projections": execute("griffie.db", "UPDATE positions SET position = 99"),
    "rows": execute("griffie.db", "DELETE FROM register"),
}


@pytest.mark.parametrize("name", list(SPOILT))
def test_each_thing_is_named_with_its_step_and_left_as_it_is(
    sound: Path, tmp_path: Path, name: str
) -> None:
    copytree(sound, tmp_path / "copy")
    folder = tmp_path / "copy" / "data"
    SPOILT[name](folder)

    for _ in range(2):  # a second look finds the same: nothing was repaired
        code, signs, said = doctor(folder)
        assert code == 1, (signs, said)
        assert not signs[name]["well"]
        assert signs[name]["step"]
        assert "Traceback" not in said


def test_a_sign_in_file_that_was_emptied_is_no_sound_one(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = open_store(folder)
    store.engine.directory.create(Role.DPO, "", None, store.engine.now(OPERATOR))
    store.engine.close()
    (folder / "access.db").write_bytes(b"")

    before = {one.name: one for one in examine(folder)}
    after = {one.name: one for one in examine(folder)}  # opening it made an empty one anew
    assert before["access.db"].said == "is empty"
    assert after["access.db"].well
    for signs in (before, after):
        assert "backup" in signs["accounts"].step
    with served(folder) as server:
        assert said_before_long(server, "lacks 1 account")
        assert server.ask("/healthz").status == 200


@pytest.mark.parametrize("name", ["griffie.db", "keys.db"])
def test_of_a_damaged_store_nothing_is_said_to_be_well_that_could_not_be_looked_at(
    sound: Path, tmp_path: Path, name: str
) -> None:
    copytree(sound, tmp_path / "copy")
    folder = tmp_path / "copy" / "data"
    overwritten(name)(folder)
    signs = {one.name: one for one in examine(folder)}
    assert not signs[name].well
    assert not signs["opening"].well


def test_a_webhook_that_stopped(sound: Path, tmp_path: Path) -> None:
    copytree(sound, tmp_path / "copy")
    folder = tmp_path / "copy" / "data"
    assert {one.name: one for one in examine(folder)}["webhooks"].well
    store = open_store(folder)
    engine = store.engine
    made = engine.webhooks.add(
        "https://hook.example/x", frozenset({Kind.CLOSED}), engine.now(OPERATOR)
    )
    store.access.webhooks.put(made._replace(failures=10, stopped=True))
    engine.close()

    code, signs, _ = doctor(folder)
    assert (code, signs["webhooks"]["said"]) == (1, "1 webhook(s) have stopped")
    assert "griffie webhook resume" in signs["webhooks"]["step"]
    assert "hook.example" not in str(signs["webhooks"])


def test_the_lock_of_the_store_and_who_serves_it(sound: Path, tmp_path: Path) -> None:
    copytree(sound, tmp_path / "copy")
    folder = tmp_path / "copy" / "data"
    with served(folder) as server:
        code, signs, _ = doctor(folder)
        assert (code, signs["served by"]["said"]) == (0, f"process {server.process.pid}")
    with closing(sqlite3.connect(folder / "griffie.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        _, signs, said = doctor(folder)
    assert "fuser" in signs["lock"]["step"]
    assert "Traceback" not in said


def test_too_few_files(sound: Path) -> None:
    shell = f"ulimit -n 60; exec {GRIFFIE} doctor --data {sound / 'data'}"
    ended = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert "LimitNOFILE" in ended.stdout


def test_another_owner(sound: Path, tmp_path: Path) -> None:
    if os.geteuid():
        pytest.skip("only root gives a file away")
    copytree(sound, tmp_path / "copy")
    os.chown(tmp_path / "copy" / "data" / "keys.db", 65534, 65534)

    code, signs, _ = doctor(tmp_path / "copy" / "data")
    assert code == 1
    assert "chown" in signs["permissions"]["step"]
