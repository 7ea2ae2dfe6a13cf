"""Who waits until the log reaches a position: on the event loop, without a thread or a connection.

What holds here:

1. Who asks for what is there already waits for nothing: one look, in a thread, as before.
2. For all the others of an event loop together one follower looks. It has a thread for the length
   of a look, and ends when nobody waits any more.
3. Every wait ends: at the position, after its patience, or when the server is asked to stop.

A view is brought up to date by whoever reads it. So a reader whose log got so far reads views that
did, in whichever process, and on a replica only where that one is as far (`postgres/replica.py`).
"""

import asyncio
import logging
from collections.abc import Callable
from weakref import WeakKeyDictionary

from anyio import to_thread
from eventsourcing.persistence import PersistenceError
from prometheus_client import CollectorRegistry, Gauge

EVERY = 0.05
"""Seconds between two looks, for all who wait together."""
PATIENCE = 5.0
"""Seconds that a reader waits at most [P]."""
PLACES = 500
"""Readers who wait at the same moment [P]; who comes beyond them is told at once."""

log = logging.getLogger("griffie.positions")


class AwaitedPositions:
    """The readers of one application who wait for the log."""

    def __init__(self, newest: Callable[[], int]) -> None:
        """`newest` gives the last position of the log; it may take its time, and fail."""
        self.newest = newest
        self._here: WeakKeyDictionary[asyncio.AbstractEventLoop, _Waiting] = WeakKeyDictionary()
        self.stopping: Callable[[], bool] = lambda: False
        """Whether the server was asked to stop: nobody waits any more then."""

    @property
    def waiting(self) -> int:
        """How many wait, on every event loop: a server has one, tests have many."""
        return sum(len(one) for one in list(self._here.values()))

    def shown_in(self, registry: CollectorRegistry) -> None:
        """Put how many wait among the metrics."""
        gauge = Gauge("griffie_awaiting_position", "Readers who wait", registry=registry)
        gauge.set_function(lambda: self.waiting)

    async def reached(self, position: int, patience: float = PATIENCE) -> bool:
        """Whether the log reaches a position within `patience` (seconds, at most `PATIENCE`).

        Raises PersistenceError where the first look finds no store.
        """
        if await to_thread.run_sync(self.newest) >= position:
            return True
        if patience <= 0 or self.waiting >= PLACES:
            return False
        loop = asyncio.get_running_loop()
        here = self._here.setdefault(loop, _Waiting(self))
        return await here.told(position, min(patience, PATIENCE))


class _Waiting:
    """Those who wait on one event loop. Only used on that loop."""

    def __init__(self, positions: AwaitedPositions) -> None:
        self._of = positions
        self._for: dict[asyncio.Future[bool], int] = {}
        self._follower: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._for)

    async def told(self, position: int, patience: float) -> bool:
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._for[answer] = position
        if self._follower is None:
            self._follower = asyncio.create_task(self._follow())
        try:
            async with asyncio.timeout(patience):
                return await answer
        except TimeoutError:
            return False
        finally:
            del self._for[answer]

    async def _follow(self) -> None:
        while self._for:
            await asyncio.sleep(EVERY)
            if self._of.stopping():
                self._tell(lambda _: True, reached=False)
                break
            try:
                newest = await to_thread.run_sync(self._of.newest)
            except PersistenceError as trouble:  # a server that is away may come back in time
                log.warning("the log cannot be read on: %s", type(trouble).__name__)
                continue
            self._tell(newest.__ge__)
        self._follower = None

    def _tell(self, concerns: Callable[[int], bool], *, reached: bool = True) -> None:
        for answer, position in self._for.items():
            if concerns(position) and not answer.done():
                answer.set_result(reached)
