"""The register as it was in the middle of 200,000 events, against a fold over them from zero."""

import sqlite3
import time
from collections.abc import Iterator
from uuid import UUID, uuid4

from benchmarks.common import Measured, a_request, store
from griffie.api.composition import Store
from griffie.application.projections.projector import Projector
from griffie.application.projections.register import RegisterFold
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.register_view import SQLiteRegister

EVENTS, LENGTH = 200_000, 10


def _fill(raw: sqlite3.Connection, request_id: UUID, at_once: int) -> None:
    """Repeat one history of ten events under new ids, with `at_once` requests open at a time."""
    rows = raw.execute(
        "SELECT originator_version, topic, state FROM stored_events WHERE originator_id = ?"
        " ORDER BY originator_version",
        (request_id.hex,),
    ).fetchall()
    raw.execute("BEGIN")
    for _ in range(EVENTS // LENGTH // at_once):
        streams = [uuid4().hex for _ in range(at_once)]
        raw.executemany(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state)"
            " VALUES (?, ?, ?, ?)",
            ((stream, *row) for row in rows for stream in streams),
        )
    raw.execute("COMMIT")


def _seconds_of_fold(opened: Store, position: int) -> float:
    """Seconds of a fold from the first event into a table in memory."""
    memory = Datastore(f"file:{uuid4()}?mode=memory&cache=shared")
    view = SQLiteRegister(memory)
    begun = time.perf_counter()
    Projector(opened.history, RegisterFold(opened.requests.load_if_there), view).catch_up(position)
    seconds = time.perf_counter() - begun
    memory.close()
    return seconds


def _seconds_of_past(opened: Store, position: int) -> float:
    begun = time.perf_counter()
    with opened.engine.past(position) as view:
        view.counts(opened.engine.today())
    return time.perf_counter() - begun


def measure() -> Iterator[Measured]:
    """The first and the second look at a past register, against a fold from the first event."""
    for at_once, said in ((500, "500 requests open"), (EVENTS // LENGTH, "all of them open")):
        with store() as opened:
            request_id = a_request(opened, LENGTH)
            _fill(
                sqlite3.connect(opened.folder / "griffie.db", isolation_level=None),
                request_id,
                at_once,
            )
            opened.engine.current()
            middle = EVENTS // 2
            fold, first, again = (
                _seconds_of_fold(opened, middle),
                _seconds_of_past(opened, middle),
                _seconds_of_past(opened, middle),
            )
            what = f"past register amid {EVENTS:,} events, {said} / fold from zero"
            yield Measured(f"{what}, first click", middle / first, middle / fold, 1.0)
            yield Measured(f"{what}, next click", middle / again, middle / fold, 1.0)
