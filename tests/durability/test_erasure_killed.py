"""Retention or an erasure is killed somewhere in its middle, and run again without serving."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from tests.api.test_carry_out import WORDS_DUE, with_a_copy
from tests.conftest import Clock, signed_in
from tests.durability.test_old_copy import found_in
from tests.given.backups import id_of, left_in, secrets
from tests.given.owner import copied

pytestmark = pytest.mark.in_folder
"""Points of the code of a folder; of a server: `tests/postgres/test_erasure_killed.py`."""

KILLED = """
import sys
from datetime import datetime
from pathlib import Path
from griffie.api.composition import open_store
from griffie.application.access.roles import OPERATOR
from tests.given.cut_off import cut_off_at

store = open_store(Path(sys.argv[1]), clock=lambda: datetime.fromisoformat(sys.argv[2]), demo=True)
cut_off_at(sys.argv[3], sys.argv[4])
store.engine.carry_out(OPERATOR, store.engine.today())
"""
IN = "griffie.infrastructure.vault"
POINTS = [
    f"{IN}.erasure_ledger:ErasureLedger:append",
    f"{IN}.key_store:KeyStore:destroy",
    f"{IN}.key_store:KeyStore:forget",
    f"{IN}.vault:SQLiteVault:erase",
    f"{IN}.vault:SQLiteVault:_delete",
    "griffie.infrastructure.sqlite.datastore:Datastore:forget",
    "griffie.infrastructure.sqlite.recorder:AppendOnlyRecorder:insert_events",
]


class Due(NamedTuple):
    folder: Path
    place: str
    wanted: list[bytes]


@pytest.fixture(scope="module")
def due(tmp_path_factory: pytest.TempPathFactory) -> Due:
    folder = tmp_path_factory.mktemp("due") / "data"
    store = open_store(folder, clock=Clock(), demo=True)
    place = with_a_copy(signed_in(store, Role.DPO))
    wanted = secrets(store, place)
    store.log.checkpoint()
    store.engine.close()
    return Due(folder, place, wanted)


def kill(folder: Path, point: str, when: str) -> None:
    words = [str(folder), WORDS_DUE.isoformat(), point, when]
    done = subprocess.run([sys.executable, "-c", KILLED, *words], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


def griffie(folder: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*words, "--data", str(folder)])
    return done.exit_code, done.output


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.rpartition(":")[2])
def test_what_was_cut_off_is_finished_by_the_next_run(
    due: Due, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str, when: str
) -> None:
    folder = copied(due.folder, tmp_path)
    kill(folder, point, when)
    clock = Clock()
    clock.at = WORDS_DUE
    runs_on(monkeypatch, clock)

    code, said = griffie(folder, "retention", "--carry-out")

    assert code == 0, said
    assert left_in(folder, due.wanted) == {}
    store = open_store(folder, clock=clock, demo=True)
    assert found_in(store) == []
    assert not store.vault.remains_of(id_of(due.place))
    assert store.unfinished_erasures() == 0
    store.engine.close()


def test_what_was_cut_off_is_said_before_it_is_finished(
    due: Due, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied(due.folder, tmp_path)
    kill(folder, f"{IN}.vault:SQLiteVault:_delete", "before")
    clock = Clock()
    clock.at = WORDS_DUE
    runs_on(monkeypatch, clock)

    _, listed = griffie(folder, "retention")
    _, erased = griffie(folder, *erase(due))

    assert "1 erasure(s) were cut off" in listed
    assert "erasure(s) that had been cut off" in erased
    assert "personal data erased" in erased


def erase(due: Due) -> tuple[str, ...]:
    words = ("--ground", "request_on_file", "--explanation", "Een proef.")
    return "erase", str(id_of(due.place)), *words


def runs_on(monkeypatch: pytest.MonkeyPatch, clock: Callable[[], object]) -> None:
    """Have the command line use this clock: only a demonstration may."""
    from griffie.api.cli import options

    def opened(folder: Path, **told: object) -> object:
        return open_store(folder, clock=clock, demo=True)  # type: ignore[arg-type]

    monkeypatch.setattr(options, "open_store", opened)
