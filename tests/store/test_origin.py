"""The name of a log: its operator, and the year of its first start; fixed from then on."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import gethostname

import pytest

from griffie.api.composition import Store, beside_the_folder, open_store, utc_now
from griffie.application.controller.profile import NEUTRAL, ControllerProfile
from griffie.application.errors import StoreError
from tests.conftest import Clock
from tests.given.letters import IASSIST


def opened(folder: Path, profile: ControllerProfile = NEUTRAL, **more: object) -> str:
    store: Store = open_store(folder, profile=profile, **more)  # type: ignore[arg-type]
    origin, note = store.origin, store.log.checkpoint()
    store.engine.close()
    assert note.startswith(f"{origin}\n")
    assert f"\u2014 {origin} " in note
    return origin


def test_a_log_is_named_after_the_enterprise_number_and_the_year(tmp_path: Path) -> None:
    assert IASSIST.identity
    number = IASSIST.identity.enterprise_number

    assert opened(tmp_path / "data", IASSIST) == f"{number}/griffie/{utc_now().year}"


def test_without_a_number_it_is_named_after_the_machine(tmp_path: Path) -> None:
    first, second = opened(tmp_path / "data").split("/griffie/")

    assert first == gethostname().strip(".-")
    assert second == str(datetime.now(UTC).year)


def test_a_demonstration_has_it_at_the_end(tmp_path: Path) -> None:
    name = opened(tmp_path / "data", IASSIST, clock=Clock(), demo=True)

    assert name.endswith("/griffie/2026.demo")


def test_neither_another_year_nor_another_controller_changes_it(tmp_path: Path) -> None:
    name = opened(tmp_path / "data", clock=Clock(), demo=True)
    later = Clock()
    later.at += timedelta(days=800)

    assert opened(tmp_path / "data", IASSIST, clock=later, demo=True) == name


@pytest.mark.parametrize("old", ["griffie", "griffie.demo"])
@pytest.mark.in_folder
def test_an_older_store_keeps_its_name(tmp_path: Path, old: str) -> None:
    demo = old.endswith(".demo")
    folder = tmp_path / "data"
    store = open_store(folder, clock=Clock() if demo else utc_now, demo=demo)
    store.engine.close()
    with closing(sqlite3.connect(folder / "griffie.db", isolation_level=None)) as database:
        database.execute("UPDATE store SET value = ? WHERE name = 'origin'", (old,))
        database.execute("DELETE FROM store WHERE name = 'log-key'")
        guard = "SELECT sql FROM sqlite_master WHERE name = 'checkpoints_delete'"
        (trigger,) = database.execute(guard).fetchone()
        database.execute("DROP TRIGGER checkpoints_delete")
        database.execute("DELETE FROM checkpoints")  # it had none before its first event
        database.execute(trigger)
    for file in beside_the_folder(folder)[1:]:
        file.unlink(missing_ok=True)

    assert opened(folder, IASSIST, clock=Clock() if demo else utc_now, demo=demo) == old
    if not demo:
        with pytest.raises(StoreError, match="never will be one"):
            open_store(folder, demo=True)


def test_what_no_name_may_hold_is_a_hyphen(tmp_path: Path) -> None:
    assert IASSIST.identity
    identity = IASSIST.identity.model_copy(update={"enterprise_number": "RCS Paris 123+4"})
    profile = IASSIST.model_copy(update={"identity": identity})

    name = opened(tmp_path / "data", profile)

    assert name.startswith("RCS-Paris-123-4/griffie/")
