"""The watched mailboxes beside the serving process: a thread for each.

What fails is logged by its class, without any value, and tried again, each time later than before.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from threading import Event

from prometheus_client import CollectorRegistry, Gauge

from griffie.api.http.in_a_thread import in_a_thread
from griffie.application.engine import Engine
from griffie.application.intake.watched_mailbox import Watched, look
from griffie.application.leading import FOLLOWS, mailbox
from griffie.application.maintenance.health import Sign, mailbox_sign

EVERY = 540.0
"""Seconds between two looks where the server says nothing: some end a connection after ten minutes
of silence, and what came is found even where nobody said so."""
_FIRST, _LONGEST = 15.0, 900.0
"""Seconds before it is tried again: at first, and at most."""
_LONGEST_STEP = 10.0

log = logging.getLogger("griffie.mailbox")


class MailboxLoop:
    """A thread that takes in what one mailbox holds. `every` and `first` are in seconds."""

    def __init__(
        self, engine: Engine, watched: Watched, every: float = EVERY, first: float = _FIRST
    ) -> None:
        self._engine, self._watched, self._every, self._first = engine, watched, every, first
        self._stopping = Event()
        self.address, self._work = watched.address, mailbox(watched.address)
        self.looked_at = self.began_at = datetime.now(UTC)
        """When all that it holds was taken in last, in UTC; its start, before the first time."""
        self.failures = 0

    def running(self) -> AbstractContextManager[None]:
        """Watch in a thread of its own until the end of the block."""
        return in_a_thread(f"mailbox {self.address}", self._run, self._stopping, _LONGEST_STEP)

    def seconds_of_last_look(self) -> float:
        """The same in seconds since 1970."""
        return self.looked_at.timestamp()

    def count_of_failures(self) -> float:
        """How often it failed since the start."""
        return self.failures

    def _run(self) -> None:
        rest = self._first
        while not self._stopping.is_set():
            before = self.looked_at
            try:
                if not self._engine.leading.leads(self._work):
                    self.looked_at = self._engine.leading.seen(self._work) or self.looked_at
                    self._stopping.wait(FOLLOWS)
                    continue
                self._watch()
            except Exception as trouble:  # noqa: BLE001 - whatever it is, serving goes on
                self.failures += 1
                log.error("a mailbox failed: %s", type(trouble).__name__)  # noqa: TRY400 - no values
            rest = self._first if self.looked_at != before else min(2 * rest, _LONGEST)
            self._stopping.wait(rest)

    def _watch(self) -> None:
        """Look and wait in turn, as long as the connection holds."""
        with self._watched.opened() as box:
            while not self._stopping.is_set():
                if not self._engine.leading.leads(self._work):
                    return
                look(self._engine, box, self._engine.mailboxes, self._watched.since)
                self.looked_at = datetime.now(UTC)
                box.wait(self._every, self._stopping.is_set)


class Mailboxes:
    """Every mailbox that is watched."""

    def __init__(self, engine: Engine, watched: Sequence[Watched]) -> None:
        self._engine = engine
        self._loops = [MailboxLoop(engine, one) for one in watched]

    @contextmanager
    def running(self) -> Iterator[None]:
        """Watch all of them until the end of the block."""
        with ExitStack() as stack:
            for loop in self._loops:
                stack.enter_context(loop.running())
            yield

    def signs(self, now: datetime) -> Iterator[Sign]:
        """Whether each is looked at, and whether something lies there for a person."""
        parked = Counter(one.mailbox for one in self._engine.mailboxes.parked())
        for loop in self._loops:
            yield mailbox_sign(loop.address, loop.looked_at, parked.pop(loop.address, 0), now)

    def shown_in(self, registry: CollectorRegistry) -> None:
        """Put the last look at each, and its failures, among the metrics."""
        names = ["mailbox"]
        last = Gauge("griffie_mailbox_looked_at_seconds", "Unix", names, registry=registry)
        failed = Gauge("griffie_mailbox_failures", "Since the start", names, registry=registry)
        for loop in self._loops:
            last.labels(loop.address).set_function(loop.seconds_of_last_look)
            failed.labels(loop.address).set_function(loop.count_of_failures)
