"""A bundle of one request in a store of a million events, against the same in one of a thousand.

Without the proof that nothing is left out, which contains the whole log and grows with it. The log
was read once before, as in a process that serves.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from uuid import UUID, uuid4

from benchmarks.common import WHO, Measured, a_request, paired, store
from griffie.api.composition import Store
from griffie.application.dossier.bundles import BundleOptions
from griffie.application.dossier.form import Form
from griffie.domain.law import Language
from griffie.domain.log.entry import entry

SMALL, LARGE, LENGTH, TIMES = 1_000, 1_000_000, 10, 4
_Row = tuple[int, str, str, bytes]


def fill(opened: Store, request_id: UUID, size: int) -> None:
    """Repeat one history under new ids, with its log entries, until the store has `size` events."""
    raw = sqlite3.connect(opened.folder / "griffie.db", isolation_level=None)
    raw.execute("PRAGMA synchronous = OFF")
    rows = raw.execute(
        "SELECT originator_version, topic, state FROM stored_events WHERE originator_id = ?"
        " ORDER BY originator_version",
        (request_id.hex,),
    ).fetchall()
    places = range(opened.recorder.log_size() + 1, size + 1)
    raw.execute("BEGIN IMMEDIATE")
    for some, stream in zip(_chunks(places, len(rows)), iter(uuid4, None), strict=False):
        events = list(zip(some, rows, strict=False))
        raw.executemany(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state)"
            " VALUES (?, ?, ?, ?)",
            [(stream.hex, *row) for _, row in events],
        )
        raw.executemany(
            "INSERT INTO log VALUES (?, ?)", [(place, entry(stream, *row)) for place, row in events]
        )
    raw.execute("COMMIT")
    raw.close()


def _chunks(places: range, length: int) -> Iterator[range]:
    for first in range(places.start, places.stop, length):
        yield range(first, min(first + length, places.stop))


def _bundle_maker(opened: Store, request_id: UUID) -> Callable[[], int]:
    engine, asked = opened.engine, BundleOptions(Language.NL, Form.BARE)

    def made() -> int:
        request = engine.requests.load(request_id)
        return sum(map(len, engine.bundles.of_request(WHO, request, asked)))

    return made


def measure() -> Iterator[Measured]:
    """The bundle in the large store against the bundle in the small one."""
    with ExitStack() as both:
        made = []
        for size in (LARGE, SMALL):
            opened = both.enter_context(store())
            fill(opened, a_request(opened, LENGTH), size)
            made.append(_bundle_maker(opened, a_request(opened, LENGTH)))
            made[-1]()  # the log is read, and the first checkpoint signed
        large, small = paired(made[0], made[1], TIMES)
        what = f"dossier of {LENGTH} events, one of {LARGE:,} / one of {SMALL:,}"
        yield Measured(what, large, small, 0.33)
