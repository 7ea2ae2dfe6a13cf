"""What the simulator knows to be true of a store, and the check that holds the store to it."""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from griffie.api.composition import Store, open_store
from griffie.application.disclosure import KeyErasedError
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.housekeeping import HOUSEKEEPING, StreamErased
from griffie.domain.request.vocabulary import Status
from tests.faults.clerks import Sent
from tests.faults.machine import Machine

SILENT = lambda _done, _total: None  # noqa: E731
Ack = dict[str, Any]
"""What a clerk was answered: the key of the step, the request and its version."""
HELD = 5
"""So many checkpoints that somebody holds are compared each time."""


@dataclass
class Book:
    """Facts: what was answered, sent, erased and handed out. They only grow."""

    answered: list[Ack] = field(default_factory=list)
    sent: dict[str, Sent] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    """Keys of steps that were answered, or refused for a reason of the law."""
    notes: list[str] = field(default_factory=list)
    erased: set[str] = field(default_factory=set)
    needles: dict[str, list[str]] = field(default_factory=dict)
    """By request: octets of its keys and ciphertexts in hexadecimal; gone when it is erased."""

    def read(self, lines: Path) -> int:
        """Take over what clerks wrote down. Gives how many answers there were."""
        if not lines.exists():
            return 0
        before = len(self.answered)
        for line in lines.read_bytes().split(b"\n")[:-1]:
            match json.loads(line):
                case {"sent": sent}:
                    self.sent[sent[0]] = Sent(*sent)
                case {"note": note}:
                    self.notes.append(note)
                case {"refused": key, "status": int(), "type": _}:
                    self.settled.add(key)
                case answer:
                    self.answered.append(answer)
                    self.settled.add(answer["key"])
        lines.unlink()
        return len(self.answered) - before

    def forget_unanswered(self) -> None:
        """The days in which a step is known again may be over."""
        self.settled |= set(self.sent)

    def unanswered(self) -> list[Sent]:
        return [step for key, step in self.sent.items() if key not in self.settled]


@dataclass
class Checked:
    """What a check found wrong, and what it learnt."""

    wrong: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    needles: dict[str, list[str]] = field(default_factory=dict)
    events: int = 0


def check(folder: Path, book: Book, machine: Machine) -> Checked:
    """Open a store as the next process does, audit it, and hold it to the book.

    In a process of its own: where the clock was set back, the auditor's clock is right again.
    """
    store = open_store(folder, clock=machine.now)
    try:
        newest = store.recorder.newest_instant()
        if newest and newest > machine.now():
            machine.ahead += newest - machine.now()
        return _Check(store, book).made()
    finally:
        store.engine.close()


class _Check:
    def __init__(self, store: Store, book: Book) -> None:
        self.store, self.book, self.found = store, book, Checked()

    def made(self) -> Checked:
        self.store.resume_erasures()
        self.found.events = self.store.history.newest()
        if self.store.datastore.older:
            self.wrong(f"older: {self.store.datastore.older}")
        for one in self.store.check(self.book.notes[-HELD:], SILENT)[0]:
            self.wrong(f"audit: {one.what}")
        gone = {
            str(event.stream)
            for event in self.store.recorder.events_of(HOUSEKEEPING)
            if isinstance(event, StreamErased)
        }
        self.found.erased = sorted(gone)
        for request in {one["request"] for one in self.book.answered}:
            if request not in gone:
                self._request(request)
        for request in self.book.erased | gone:
            self._erased(request)
        return self.found

    def wrong(self, what: str) -> None:
        self.found.wrong.append(what)

    def _request(self, name: str) -> None:
        answered = [one for one in self.book.answered if one["request"] == name]
        try:
            request = self.store.requests.load(UUID(name))
        except (UnknownRequestError, LookupError):
            self.wrong(f"{name} was acknowledged and is unknown")
            return
        if request.version < (newest := max(one["version"] for one in answered)):
            self.wrong(f"{name} is at {request.version}, acknowledged was {newest}")
        try:
            words = json.dumps([*self.store.vault.open(request.id).values()])
        except KeyErasedError:
            self.found.erased.append(name)
            if not request.erased and name not in self.book.erased:
                self.wrong(f"{name} lost its keys, and nothing says that it was erased")
            return
        if request.erased:
            self.wrong(f"{name} was erased, and its words can be opened")
        for one in answered:
            step = self.book.sent[one["key"]]
            times = words.count(f'"{step.words}"') if step.words else 1
            if times != 1:
                self.wrong(f"{name}: the words of version {one['version']} are there {times} times")
        if request.status is Status.CLOSED:
            self.found.closed.append(name)
            if name not in self.book.needles:
                self.found.needles[name] = [*self._needles(request.id)]

    def _needles(self, request: UUID) -> Iterator[str]:
        select = "SELECT ciphertext FROM vault WHERE request_id = ?"
        for (sealed,) in self.store.datastore.rows(select, (request.hex,)):
            yield from (bytes(sealed[:32]).hex(), bytes(sealed[-32:]).hex())
        yield from (bytes(key).hex() for key in _wrapped(self.store, request))

    def _erased(self, name: str) -> None:
        if self.store.vault.remains_of(UUID(name)):
            self.wrong(f"{name} was erased, and something is left in the vault")
        wanted = [bytes.fromhex(one) for one in self.book.needles.get(name, ())]
        for path in self.store.folder.iterdir():
            octets = path.read_bytes()
            if left := sum(one in octets for one in wanted):
                self.wrong(f"{name} was erased, and {left} of its octets are left in {path.name}")


def _wrapped(store: Store, request: UUID) -> list[bytes]:
    with closing(sqlite3.connect(store.folder / "keys.db")) as keys:
        select = "SELECT wrapped FROM keys WHERE request_id = ? AND state = 'living'"
        return [key for (key,) in keys.execute(select, (request.hex,))]


def say(found: Checked) -> None:
    """What a check in a process of its own hands back."""
    sys.stdout.write(json.dumps(found.__dict__) + "\n")
