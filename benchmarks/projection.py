"""Catching the register up with 200,000 events, against raw read and batched insert."""

import sqlite3
import time
from collections.abc import Iterator
from statistics import median
from uuid import uuid4

from pydantic_core import from_json

from api.main import before
from application.projector import Projector
from application.register import Register
from benchmarks.common import Measured, a_request, store
from infrastructure.register_view import SQLiteRegister

EVENTS, LENGTH, PAGE, ROUNDS = 200_000, 10, 500, 3


def fill(raw: sqlite3.Connection, request_id: str) -> None:
    """The same history of ten events again and again, under new ids, interleaved by tens."""
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


def raw_catch_up(raw: sqlite3.Connection) -> float:
    raw.execute("CREATE TABLE raw (id TEXT PRIMARY KEY, version, at, actor) WITHOUT ROWID")
    raw.execute("CREATE TABLE place (position INTEGER)")
    raw.execute("INSERT INTO place VALUES (0)")
    page = (
        "SELECT rowid, originator_id, originator_version, state FROM stored_events"
        " WHERE rowid > ? ORDER BY rowid LIMIT ?"
    )
    last, begun = 0, time.perf_counter()
    while rows := raw.execute(page, (last, PAGE)).fetchall():
        last = rows[-1][0]
        decoded = [(stream, version, from_json(state)) for _, stream, version, state in rows]
        new = [(stream, version, state["at"], state["actor"]) for stream, version, state in decoded]
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany("INSERT OR REPLACE INTO raw VALUES (?, ?, ?, ?)", new)
        raw.execute("UPDATE place SET position = ?", (last,))
        raw.execute("COMMIT")
    seconds = time.perf_counter() - begun
    raw.execute("DROP TABLE raw")
    raw.execute("DROP TABLE place")
    return last / seconds


def measure() -> Iterator[Measured]:
    with store() as opened:
        request_id = a_request(opened, LENGTH)
        raw = sqlite3.connect(opened.folder / "griffie.db", isolation_level=None)
        raw.execute("PRAGMA synchronous = FULL")
        fill(raw, request_id.hex)
        rates = []
        for turn in range(ROUNDS):
            view = SQLiteRegister(opened.datastore, f"bench_{turn}")
            projector = Projector(opened.history, Register(before(opened.requests)), view)
            begun = time.perf_counter()
            projector.catch_up()
            ours = view.position() / (time.perf_counter() - begun)
            view.drop()
            rates.append((ours, raw_catch_up(raw)))
        ours, theirs = (median(column) for column in zip(*rates, strict=True))
        name = f"projection catch-up of {EVENTS:,} events / raw read + batched insert"
        yield Measured(name, ours, theirs, 0.3)
