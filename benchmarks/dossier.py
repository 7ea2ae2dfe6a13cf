"""A bundle of one request in a store of a million events, against the same in one of a thousand.

Bare, it says nothing of what was left out; short, the engine reads its whole log before it signs
that nothing was; long, the whole log is in it, and it grows with the log. The log was read once
before, as in a process that serves.
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
AIM_OF_OCTETS = 0.5
AIMS = {Form.BARE: 0.33, Form.SHORT: 0.5}
"""The rate in the large store, in parts of that in the small one."""
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


def _bundle_maker(opened: Store, request_id: UUID, form: Form) -> Callable[[], int]:
    """Makes the bundle in that form; gives its octets."""
    engine, asked = opened.engine, BundleOptions(Language.NL, form)

    def made() -> int:
        request = engine.requests.load(request_id)
        return sum(map(len, engine.bundles.of_request(WHO, request, asked)))

    return made


def measure() -> Iterator[Measured]:
    """Each form in the large store against the same in the small one, and short against long."""
    with ExitStack() as both:
        stores = [(both.enter_context(store()), size) for size in (LARGE, SMALL)]
        made: dict[Form, list[Callable[[], int]]] = {form: [] for form in Form}
        for opened, size in stores:
            fill(opened, a_request(opened, LENGTH), size)
            request = a_request(opened, LENGTH)
            for form, makers in made.items():
                makers.append(_bundle_maker(opened, request, form))
            made[Form.BARE][-1]()  # the log is read, and the first checkpoint signed
        sizes = f"one of {LARGE:,} / one of {SMALL:,}"
        for form, times in ((Form.BARE, TIMES), (Form.SHORT, 1)):
            here, there = made[form]
            large, small = paired(here, there, times)
            what = f"{form} dossier of {LENGTH} events, {sizes}"
            yield Measured(what, large, small, AIMS[form])
            ours, theirs = here(), there()
            yield Measured(f"the same, octets ({ours:,})", 1 / ours, 1 / theirs, AIM_OF_OCTETS)
        short, long = made[Form.SHORT][0], made[Form.LONG][0]
        yield Measured(f"short / long, one of {LARGE:,}", *paired(short, long, 1), 1)
        ours, theirs = short(), long()
        yield Measured(f"the same, octets ({theirs:,})", 1 / ours, 1 / theirs, 1)
