"""The log at a million entries: its root, the audit of it, a start on it, and what an append pays.

Processor time of this process, not the clock on the wall: what else the machine does, a disk that
flushes included, is left out. Where the flush belongs to the question, both are given.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from itertools import count
from pathlib import Path
from statistics import median

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder
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
from griffie.infrastructure.sqlite.recorder import not_before
from griffie.infrastructure.sqlite.subtrees import SQLiteSubtrees

SIZE, LENGTH, APPENDS = 1_000_000, 10, 400
Work = Callable[[], object]


def measure() -> Iterator[Measured]:
    yield root()
    with store() as opened:
        fill(opened, a_request(opened, LENGTH), SIZE)
        opened.log.checkpoint()
        yield from audited(opened)
        yield started(opened)
    yield from appended()


def cpu(work: Work, times: int = 1) -> float:
    begun = time.process_time()
    for _ in range(times):
        work()
    return times / (time.process_time() - begun)


def wall(work: Work, times: int = 1) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        work()
    return times / (time.perf_counter() - begun)


def in_turns(
    ours: Work, theirs: Work, times: int = 1, rounds: int = ROUNDS, rate: Callable[..., float] = cpu
) -> tuple[float, float]:
    rates = [(rate(ours, times), rate(theirs, times)) for _ in range(rounds)]
    return median(one for one, _ in rates), median(other for _, other in rates)


def root() -> Measured:
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

    one, other = in_turns(ours, raw)
    what = f"root of {SIZE:,} entries / two SHA-256 a leaf, hashlib"
    return Measured(what, one * SIZE, other * SIZE, 0.85)


def audited(opened: Store) -> Iterator[Measured]:
    """Against reading events and entries, the four hashes that the log has of each, and parsing.

    Nothing of it is compared, no version counted, no form checked, nothing remembered. And against
    less: events only, one hash of each.
    """

    def ours() -> None:
        run = Audit(opened.recorder, origin=opened.origin, public_key=opened.log_key)
        assert not list(run)
        assert run.summary.events == SIZE

    one, other = in_turns(ours, lambda: raw_log(opened.folder / "griffie.db"), rounds=3)
    what = f"audit of {SIZE:,} events / read, hash, decode"
    yield Measured(what, one * SIZE, other * SIZE, 0.4)
    one, other = in_turns(ours, lambda: raw_events(opened.folder / "griffie.db"), rounds=3)
    yield Measured("the same / events read, hashed once, decoded", one * SIZE, other * SIZE, 0.4)


EVENTS = (
    "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
    " ORDER BY rowid"
)


def raw_log(database: Path) -> None:
    digest, node = sha256, bytes(65)
    with closing(sqlite3.connect(database)) as one, closing(sqlite3.connect(database)) as other:
        entries = other.execute("SELECT position, entry FROM log ORDER BY position")
        for event, (_, entry) in zip(one.execute(EVENTS), entries, strict=True):
            _, stream, version, topic, state = event
            digest(b"%s\0%d" % (stream.encode(), version)).digest()
            digest(f"{stream}\n{version}\n{topic}\n".encode() + state).digest()
            digest(entry).digest()
            digest(node).digest()
            from_json(state)


def raw_events(database: Path) -> None:
    digest = sha256
    with closing(sqlite3.connect(database)) as connection:
        for *_, state in connection.execute(EVENTS):
            digest(state).digest()
            from_json(state)


def started(opened: Store) -> Measured:
    """The first checkpoint of a fresh process, with the roots of subtrees kept and without."""
    log = opened.log

    def with_kept() -> None:
        subtrees = SQLiteSubtrees(opened.datastore)
        TransparencyLog(opened.recorder, origin=log.origin, key=key, subtrees=subtrees).checkpoint()

    def without() -> None:
        TransparencyLog(opened.recorder, origin=log.origin, key=key).checkpoint()

    key = log._key  # noqa: SLF001 - ours
    one, other = in_turns(with_kept, without, rounds=3)
    return Measured(f"start on {SIZE:,} entries, subtrees kept / read", one, other, 1.0)


class Appending:
    """One more event of a request, and again: a note, as it is stored."""

    def __init__(self, opened: Store) -> None:
        self.opened = opened
        self.request = a_request(opened, LENGTH)
        self.version = count(LENGTH + 1)
        self.recorder = opened.recorder

    def event(self, note: Disclosure) -> StoredEvent:
        noted = NoteAdded(note=note.sealed)
        stamped = noted.stamped(self.request, next(self.version), self.opened.engine.now(WHO))
        return self.opened.requests.mapper.to_stored_event(stamped)

    def whole(self) -> None:
        """As the engine does: seal, encrypt, event and log entry and value in one transaction."""
        note = Disclosure("note", "a note")
        locked = self.opened.vault.lock(self.request, [note])
        with self.opened.datastore.transaction(commit=True) as c:
            self.recorder._insert_events(c, [self.event(note)], locked=locked)  # noqa: SLF001

    def bare(self) -> None:
        """The event alone: no entry, no encryption, no value. The digest in it is one made once."""
        with self.opened.datastore.transaction(commit=True) as c:
            event = [self.event(ONCE)]
            not_before(c, event)
            SQLiteApplicationRecorder._insert_events(self.recorder, c, event)  # noqa: SLF001


ONCE = Disclosure("note", "a note")


def appended() -> Iterator[Measured]:
    """Two stores alike, for one without log entries is none."""
    with store() as logged, store() as plain:
        whole, bare = Appending(logged).whole, Appending(plain).bare
        for how, rate in (("processor", cpu), ("with the flush", wall)):
            one, other = in_turns(whole, bare, APPENDS, rate=rate)
            yield Measured(f"append, sealed and logged / bare event, {how}", one, other, 0.59)
