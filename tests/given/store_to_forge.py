"""A store to be forged, as anybody with SQLite opens it, and what a refusal looks like."""

import sqlite3
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from griffie.domain.model.setting import Occasion
from tests.conftest import Clock, signed_in
from tests.given.story import PERSONAL, tell

TABLES = {
    "stored_events": ("rowid", "originator_id", "originator_version", "topic", "state"),
    "log": ("position", "entry"),
    "checkpoints": ("size", "note"),
}
STAYS = "what happened stays"
EVENTS = "stored_events (originator_id, originator_version, topic, state)"

OTHER = UUID(int=5)

Database = sqlite3.Connection


class Told(NamedTuple):
    """A folder with a request and its history, one that lawfully went, and two checkpoints."""

    folder: Path
    kept: UUID
    gone: UUID


def two_told(folder: Path) -> Told:
    clock = Clock()
    store = open_store(folder, clock=clock, demo=True)
    clerk, dpo = signed_in(store, Role.HANDLER), signed_in(store, Role.DPO)
    gone, kept = tell(clerk), tell(clerk)
    store.log.checkpoint()
    erase = {"ground": "test_data", "explanation": PERSONAL["explanation"]}
    assert dpo.post(f"{gone}/erase-personal-data", json=erase).status_code == 200
    went, stays = UUID(gone.rpartition("/")[2]), UUID(kept.rpartition("/")[2])
    store.requests.erase_stream(went, Occasion("u-dpo", clock.at))
    store.log.checkpoint()
    store.engine.close()
    return Told(folder, stays, went)


def everything(database: Database) -> list[list[tuple[object, ...]]]:
    return [database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES]


def refused(database: Database, statement: str, *values: object) -> None:
    """The database says no, in our words, and nothing changed."""
    before = everything(database)

    with pytest.raises(sqlite3.IntegrityError, match=STAYS):
        database.execute(statement, values)

    assert everything(database) == before


def written(database: Database, stream: UUID, topic: str, names: UUID, events: int = 9) -> None:
    """An event as the engine would write it, by hand, and no entry in the log."""
    (last,) = database.execute(
        "SELECT COALESCE(MAX(originator_version), 0) FROM stored_events WHERE originator_id = ?",
        (stream.hex,),
    ).fetchone()
    at = '"at":"2026-03-20T10:00:00+00:00"'
    data = f'"data":{{"events":{events},"stream":"{names}"}}'
    state = f'{{"actor":"u-x",{at},{data},"nonce":"{"n" * 22}","schema":1}}'.encode()
    database.execute(
        f"INSERT INTO {EVENTS} VALUES (?, ?, ?, ?)", (stream.hex, last + 1, topic, state)
    )
