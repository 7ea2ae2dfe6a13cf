"""Bringing the register up to date with 200,000 events, against raw read and batched insert."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from pydantic_core import from_json

from benchmarks.common import Measured, a_request, store
from griffie.api.composition import Store
from griffie.application.projections.projector import Projector
from griffie.application.projections.register import COLUMNS, RegisterFold, row
from griffie.infrastructure.sqlite.register_view import SQLiteRegister

EVENTS, LENGTH, PAGE, ROUNDS = 200_000, 10, 500, 3


def _fill(raw: sqlite3.Connection, request_id: str) -> None:
    """Repeat one history of ten events under new ids, ten requests at a time."""
    rows = raw.execute(
        "SELECT originator_version, topic, state FROM stored_events WHERE originator_id = ?"
        " ORDER BY originator_version",
        (request_id,),
    ).fetchall()
    streams = [[uuid4().hex for _ in range(10)] for _ in range(EVENTS // LENGTH // 10)]
    raw.execute("BEGIN")
    raw.executemany(
        "INSERT INTO stored_events (originator_id, originator_version, topic, state)"
        " VALUES (?, ?, ?, ?)",
        ((stream, *row) for ten in streams for row in rows for stream in ten),
    )
    raw.execute("COMMIT")


_NARROW = "CREATE TABLE raw (id TEXT PRIMARY KEY, version, at, actor) WITHOUT ROWID"


def _raw_rate(
    raw: sqlite3.Connection, insert: str, made: Callable[[Any], tuple[Any, ...]]
) -> float:
    """Events a second: read, parse, write a row for each in batches, with the position."""
    raw.execute("PRAGMA synchronous = NORMAL")  # as views are: what is derived is not waited for
    raw.execute("PRAGMA wal_autocheckpoint = 4000")
    raw.execute("CREATE TABLE place (position INTEGER)")
    raw.execute("INSERT INTO place VALUES (0)")
    page = (
        "SELECT rowid, originator_id, originator_version, state FROM stored_events"
        " WHERE rowid > ? ORDER BY rowid LIMIT ?"
    )
    last, begun = 0, time.perf_counter()
    while rows := raw.execute(page, (last, PAGE)).fetchall():
        last = rows[-1][0]
        new = [made((stream, version, from_json(state))) for _, stream, version, state in rows]
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(insert, new)
        raw.execute("UPDATE place SET position = ?", (last,))
        raw.execute("COMMIT")
    seconds = time.perf_counter() - begun
    raw.execute("DROP TABLE place")
    return last / seconds


def _narrow_rate(raw: sqlite3.Connection) -> float:
    """The smallest projection there can be: four columns, no index."""
    raw.execute(_NARROW)
    insert = "INSERT OR REPLACE INTO raw VALUES (?, ?, ?, ?)"
    found = _raw_rate(raw, insert, lambda e: (e[0], e[1], e[2]["at"], e[2]["actor"]))
    raw.execute("DROP TABLE raw")
    return found


def _same_table_rate(raw: sqlite3.Connection, opened: Store, request_id: UUID) -> float:
    """The register's own table with its indexes, filled with constants: no law, same disk."""
    view = SQLiteRegister(opened.datastore, "raw_register")
    said = tuple(row(opened.requests.load(request_id)).values())
    insert = f"INSERT OR REPLACE INTO raw_register VALUES ({', '.join('?' * len(COLUMNS))})"
    found = _raw_rate(raw, insert, lambda e: (e[0], e[0][:11], e[1], *said[3:]))
    view.drop()
    return found


def measure() -> Iterator[Measured]:
    """The register against both raw ways, as medians of three turns."""
    with store() as opened:
        request_id = a_request(opened, LENGTH)
        raw = sqlite3.connect(opened.folder / "griffie.db", isolation_level=None)
        _fill(raw, request_id.hex)
        rates = []
        for turn in range(ROUNDS):
            view = SQLiteRegister(opened.datastore, f"bench_{turn}")
            projector = Projector(opened.history, RegisterFold(opened.requests.load_if_there), view)
            begun = time.perf_counter()
            projector.catch_up()
            ours = view.position() / (time.perf_counter() - begun)
            view.drop()
            rates.append((ours, _same_table_rate(raw, opened, request_id), _narrow_rate(raw)))
        ours, same, least = (median(column) for column in zip(*rates, strict=True))
        what = f"register, {EVENTS:,} events / raw read + batched insert"
        yield Measured(f"{what}, same table", ours, same, 0.3)
        yield Measured(f"{what}, 4 columns", ours, least, 0.3)
