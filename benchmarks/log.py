"""The log at a million entries: its root, its audit, a start on it, and the cost of an append.

Measured in processor time of this process, so that a disk that flushes or another program does not
count. Where the flush belongs to the question, the time on the clock is given too.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any, cast

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor
from pydantic_core import from_json

from benchmarks.common import ROUNDS, WHO, Measured, a_request, store
from benchmarks.dossier import fill
from griffie.api.composition import Store
from griffie.application.disclosure import Disclosure
from griffie.domain.log.entry import ENTRY_SIZE
from griffie.domain.log.tree import Tree
from griffie.domain.steps.intake import NoteAdded
from griffie.infrastructure.log.audit import Audit
from griffie.infrastructure.log.transparency import TransparencyLog
from griffie.infrastructure.sqlite.subtrees import SQLiteSubtrees
from griffie.infrastructure.sqlite.together import refuse_earlier

SIZE, LENGTH, APPENDS = 1_000_000, 10, 400
_Work = Callable[[], object]


def measure() -> Iterator[Measured]:
    """The root, the audit, the start and the append, in this order."""
    yield _measure_root()
    with store() as opened:
        fill(opened, a_request(opened, LENGTH), SIZE)
        opened.log.checkpoint()
        yield from _measure_audit(opened)
        yield _measure_start(opened)
    yield from _measure_append()


def _cpu_rate(work: _Work, times: int = 1) -> float:
    begun = time.process_time()
    for _ in range(times):
        work()
    return times / (time.process_time() - begun)


def _wall_rate(work: _Work, times: int = 1) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        work()
    return times / (time.perf_counter() - begun)


def _paired_rates(
    ours: _Work,
    theirs: _Work,
    times: int = 1,
    rounds: int = ROUNDS,
    rate: Callable[..., float] = _cpu_rate,
) -> tuple[float, float]:
    rates = [(rate(ours, times), rate(theirs, times)) for _ in range(rounds)]
    return median(one for one, _ in rates), median(other for _, other in rates)


def _measure_root() -> Measured:
    """A leaf needs two hashes: its own, of 76 octets, and a node, of 65. No more can be spared."""
    entries = [number.to_bytes(ENTRY_SIZE, "big") for number in range(SIZE)]
    leaf, pair = bytes(ENTRY_SIZE + 1), bytes(65)

    def ours() -> bytes:
        tree = Tree()
        tree.extend(entries)
        return tree.root()

    def raw() -> None:
        digest = sha256
        for _ in entries:
            digest(leaf).digest()
            digest(pair).digest()

    one, other = _paired_rates(ours, raw)
    what = f"root of {SIZE:,} entries / two SHA-256 a leaf, hashlib"
    return Measured(what, one * SIZE, other * SIZE, 0.85)


def _measure_audit(opened: Store) -> Iterator[Measured]:
    """The audit, against reading events and entries, four hashes of each, and parsing.

    The other compares nothing, counts no version, checks no form and remembers nothing. A second
    line compares with less: events only, one hash of each.
    """

    def ours() -> None:
        run = Audit(opened.recorder, origin=opened.origin, public_key=opened.log_key)
        assert not list(run)
        assert run.summary.events == SIZE

    one, other = _paired_rates(ours, lambda: _read_raw_log(opened.folder / "griffie.db"), rounds=3)
    what = f"audit of {SIZE:,} events / read, hash, decode"
    yield Measured(what, one * SIZE, other * SIZE, 0.4)
    one, other = _paired_rates(
        ours, lambda: _read_raw_events(opened.folder / "griffie.db"), rounds=3
    )
    yield Measured("the same / events read, hashed once, decoded", one * SIZE, other * SIZE, 0.4)


_EVENTS = (
    "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
    " ORDER BY rowid"
)


def _read_raw_log(database: Path) -> None:
    digest, node = sha256, bytes(65)
    with closing(sqlite3.connect(database)) as one, closing(sqlite3.connect(database)) as other:
        entries = other.execute("SELECT position, entry FROM log ORDER BY position")
        for event, (_, entry) in zip(one.execute(_EVENTS), entries, strict=True):
            _, stream, version, topic, state = event
            digest(b"%s\0%d" % (stream.encode(), version)).digest()
            digest(f"{stream}\n{version}\n{topic}\n".encode() + state).digest()
            digest(entry).digest()
            digest(node).digest()
            from_json(state)


def _read_raw_events(database: Path) -> None:
    digest = sha256
    with closing(sqlite3.connect(database)) as connection:
        for *_, state in connection.execute(_EVENTS):
            digest(state).digest()
            from_json(state)


def _measure_start(opened: Store) -> Measured:
    """The first checkpoint of a fresh process, with the roots of subtrees kept and without."""
    log = opened.log

    def with_kept() -> None:
        subtrees = SQLiteSubtrees(opened.datastore)
        TransparencyLog(opened.recorder, origin=log.origin, key=key, subtrees=subtrees).checkpoint()

    def without() -> None:
        TransparencyLog(opened.recorder, origin=log.origin, key=key).checkpoint()

    key = log._key  # noqa: SLF001 - ours
    one, other = _paired_rates(with_kept, without, rounds=3)
    return Measured(f"start on {SIZE:,} entries, subtrees kept / read", one, other, 1.0)


class _Appender:
    """One more event of a request, and again: a note, as it is stored."""

    def __init__(self, opened: Store) -> None:
        self.opened = opened
        self.request = a_request(opened, LENGTH)
        self.version = count(LENGTH + 1)
        self.recorder: Any = opened.recorder

    def event(self, note: Disclosure) -> StoredEvent:
        noted = NoteAdded(note=note.sealed)
        stamped = noted.stamped(self.request, next(self.version), self.opened.engine.now(WHO))
        return self.opened.requests.mapper.to_stored_event(stamped)

    def whole(self) -> None:
        """As the engine does: seal, encrypt, event and log entry and value in one transaction."""
        note = Disclosure("note", "a note")
        locked = self.opened.vault.lock(self.request, [note])
        with self.opened.datastore.transaction(commit=True) as c:
            self.recorder._insert(c, [self.event(note)], locked=locked)  # noqa: SLF001

    def bare(self) -> None:
        """The event alone: no entry, no encryption, no value. The digest in it is one made once."""
        with self.opened.datastore.transaction(commit=True) as c:
            event, cursor = [self.event(_ONCE)], cast("SQLiteCursor", c)
            refuse_earlier(c, event)
            SQLiteApplicationRecorder._insert_events(self.recorder, cursor, event)  # noqa: SLF001


_ONCE = Disclosure("note", "a note")


def _measure_append() -> Iterator[Measured]:
    """An append as Griffie makes it, against the event alone.

    In two stores alike: a store without log entries is no store.
    """
    with store() as logged, store() as plain:
        whole, bare = _Appender(logged).whole, _Appender(plain).bare
        for how, rate in (("processor", _cpu_rate), ("with the flush", _wall_rate)):
            one, other = _paired_rates(whole, bare, APPENDS, rate=rate)
            yield Measured(f"append, sealed and logged / bare event, {how}", one, other, 0.59)
