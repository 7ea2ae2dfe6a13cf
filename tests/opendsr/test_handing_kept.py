"""A store made before requests could be handed on opens as it is, and hands on."""

import sqlite3
from pathlib import Path

import pytest

from griffie.api.composition import open_store
from griffie.api.composition.opendsr import handing_of
from griffie.application.sending.outbox import OutboxState
from tests.conftest import Clock
from tests.opendsr.handing import Case
from tests.opendsr.processor import Processor, file_of

INDEX = "outbox_by_kind"


def indexes(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "griffie.db") as db:
        rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'index'").fetchall()
    return [name for (name,) in rows]


@pytest.mark.in_folder
def test_an_older_outbox_gets_its_index_when_it_is_opened(
    tmp_path: Path, clock: Clock, processor: Processor
) -> None:
    folder = tmp_path / "older"
    store = open_store(folder, clock=clock, demo=True)
    store.engine.close()
    with sqlite3.connect(folder / "griffie.db") as db:
        db.execute(f"DROP INDEX {INDEX}")  # as it was before
    assert INDEX not in indexes(folder)

    handing = handing_of(file_of(tmp_path, processor))
    assert handing
    store = open_store(folder, clock=clock, demo=True)
    case = Case(store, clock, handing, processor)
    assert case.hand_on().status_code == 200
    assert case.round() is OutboxState.SENT
    audited, _ = store.check([], lambda *_: None)
    store.engine.close()
    assert not audited
    assert INDEX in indexes(folder)
