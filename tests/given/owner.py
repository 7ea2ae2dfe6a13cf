"""Whoever owns the files of a store, and perhaps the log's key: their hands, for the attack table.

They take the guards off and put them back, and make the projections fit again: what finds them is
the log, or nothing.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy2, copytree
from typing import Any, NamedTuple
from uuid import UUID

from eventsourcing.domain import OriginatorVersionError

from griffie.api.composition import beside_the_folder, open_store
from griffie.application.maintenance.findings import Finding
from griffie.application.projections.registry import PROJECTIONS
from griffie.domain.log.entry import entry
from griffie.infrastructure.backup.outside_copies import checkpoint_path
from griffie.infrastructure.log.signing import load
from griffie.infrastructure.log.transparency import TransparencyLog
from tests.conftest import Clock

SILENT = lambda _done, _total: None  # noqa: E731 - a progress nobody hears


class Row(NamedTuple):
    stream: str
    version: int
    topic: str
    state: bytes


def copied(folder: Path, place: Path) -> Path:
    """The whole installation once more: the folder, and what lies beside it."""
    copytree(folder, place / "data")
    for file in beside_the_folder(folder):
        copy2(file, place / file.name)
    return place / "data"


def audited(folder: Path, *held: str) -> list[Finding]:
    """What `griffie audit` says a year later, whatever became of the store."""
    clock = Clock()
    clock.at += timedelta(days=365)
    store = open_store(folder, clock=clock, demo=True, to_be_audited=True)
    try:
        return store.check(held, SILENT)[0]
    finally:
        store.engine.close()


class Owner:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def unguarded(self, name: str = "griffie.db") -> Iterator[sqlite3.Connection]:
        """Triggers and checks are off inside, and stand again afterwards as they stood."""
        with closing(sqlite3.connect(self.folder / name, isolation_level=None)) as database:
            database.execute("PRAGMA ignore_check_constraints = ON")
            select = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            triggers = database.execute(select).fetchall()
            for trigger, _ in triggers:
                database.execute(f"DROP TRIGGER {trigger}")
            yield database
            for _, statement in triggers:
                database.execute(statement)

    def rows(self) -> list[Row]:
        with self.unguarded() as database:
            select = "SELECT originator_id, originator_version, topic, state FROM stored_events"
            return [Row(*row) for row in database.execute(f"{select} ORDER BY rowid")]

    def rewrite(self, rows: Sequence[Row]) -> None:
        """These events and no others, numbered from 1, and a log that fits them."""
        with self.unguarded() as database:
            database.execute("BEGIN")
            database.execute("DELETE FROM stored_events")
            database.execute("DELETE FROM log")
            for position, row in enumerate(rows, 1):
                logged = entry(UUID(row.stream), row.version, row.topic, row.state)
                insert = "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)"
                database.execute(insert, (position, *row))
                database.execute("INSERT INTO log VALUES (?, ?)", (position, logged))
            database.execute("COMMIT")

    def change(self, statement: str, *values: Any, file: str = "griffie.db") -> None:
        with self.unguarded(file) as database:
            assert database.execute(statement, values).rowcount > 0

    def one(self, statement: str, *values: Any, file: str = "griffie.db") -> Any:
        with self.unguarded(file) as database:
            return database.execute(statement, values).fetchone()

    def sign_anew(self) -> None:
        """With both keys: of what was signed before, nothing is left in the store or beside it."""
        with self.unguarded() as database:
            database.execute("DELETE FROM checkpoints")
        self.sign()
        self.anchor_anew()

    def anchor_anew(self) -> None:
        """With both keys: checkpoint and anchor beside the store are those of the log as it is."""
        checkpoint_path(self.folder).unlink(missing_ok=True)
        store = open_store(self.folder, clock=Clock(), demo=True)
        if note := store.recorder.newest_checkpoint():
            store.beside.checkpoint.keep(note)
        store.beside.begin_anchor()
        store.engine.close()

    def sign(self) -> None:
        store = open_store(self.folder, clock=Clock(), demo=True)
        key = load(self.folder / "log-key")
        TransparencyLog(store.recorder, origin=store.origin, key=key).checkpoint()
        store.engine.close()

    def make_projections_fit(self) -> None:
        """As far as any can be made of what they left."""
        store = open_store(self.folder, clock=Clock(), demo=True)
        with suppress(OriginatorVersionError):
            for name in PROJECTIONS:
                store.projections.rebuild(name, SILENT)
        store.engine.close()


def dated(row: Row, at: datetime) -> Row:
    """The same event, said to have been recorded at another instant."""
    begin = row.state.index(b'"at":"') + len('"at":"')
    end = row.state.index(b'"', begin)
    return row._replace(state=row.state[:begin] + at.isoformat().encode() + row.state[end:])


def recorded_at(row: Row) -> datetime:
    begin = row.state.index(b'"at":"') + len('"at":"')
    return datetime.fromisoformat(row.state[begin : row.state.index(b'"', begin)].decode())


def next_of(rows: Sequence[Row], like: Row) -> Row:
    """One more event of the same request, with the same content."""
    newest = max(row.version for row in rows if row.stream == like.stream)
    return like._replace(version=newest + 1)
