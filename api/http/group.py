"""The group: commands that meet on the event loop and are recorded in one transaction.

What holds here:

1. Nobody is answered before the transaction of the group is flushed.
2. One group is taken after the other. So a command is decided on what is recorded, or on what a
   command before it in its group made; and events stand in the order of their instants.
3. When a group cannot be recorded, nothing of it is kept and nothing of it is inserted again: all
   of it is decided anew in a turn among the writers, or each of its commands is taken alone.
4. The event loop waits for no lock, and for no slow disk: a group is taken on it only where nobody
   else writes and the groups before it were quick. Else a thread takes it, and the loop goes on.

The first of a group is handed over two turns of the loop later, so that everything that was read
from sockets by then goes with it. What comes while a group is taken is the next one. One flush
serves a whole group: that is the gain.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Generic, TypeVar

from griffie.api.http.of_loop import OfLoop
from griffie.api.http.on_loop import OnLoop

A = TypeVar("A")
B = TypeVar("B")
Take = Callable[[Sequence[A]], Sequence[B | None]]
"""Takes commands together; of each its answer, or None where it is to be taken alone."""
TakeAtOnce = Callable[[Sequence[A]], Sequence[B | None] | None]
"""The same, waiting for nobody; None where somebody has to be waited for: nothing was recorded."""
_Waiting = tuple[A, asyncio.Future[B | None]]
MOST = 64
"""So many commands are taken on the event loop together [P]."""


class Group(Generic[A, B]):
    """The commands that wait on one event loop. Only used on that loop."""

    def __init__(
        self,
        take: Take[A, B],
        thread: Executor,
        loop: asyncio.AbstractEventLoop,
        take_at_once: TakeAtOnce[A, B] | None = None,
    ) -> None:
        """`take_at_once` takes a group on the loop; without it each is taken in the thread."""
        self._take, self._thread, self._loop = take, thread, loop
        self._take_at_once, self._on_loop = take_at_once, OnLoop()
        self._waiting: list[_Waiting[A, B]] = []
        self._at_work = False

    def put(self, asked: A) -> asyncio.Future[B | None]:
        """Let a command be taken with the others."""
        if not self._waiting and not self._at_work:
            self._loop.call_soon(self._loop.call_soon, self._hand_over)
        answer: asyncio.Future[B | None] = self._loop.create_future()
        self._waiting.append((asked, answer))
        return answer

    def _hand_over(self) -> None:
        if not self._take_at_once or not self._is_taken_at_once(self._take_at_once):
            handed, self._waiting = self._waiting, []
            self._hand_to_thread(handed)

    def _is_taken_at_once(self, take: TakeAtOnce[A, B]) -> bool:
        """Whether the first who wait were taken on the loop, or were told why it failed."""
        handed = self._waiting[:MOST]
        together = [asked for asked, _ in handed]
        try:
            taken = self._on_loop.tried(lambda: take(together))
        except Exception as trouble:  # noqa: BLE001 - whatever it is, each of them is told
            _tell_trouble(handed, trouble)
        else:
            if taken is None:
                return False
            _tell(handed, taken)
        del self._waiting[:MOST]
        if self._waiting:
            self._loop.call_soon(self._hand_over)
        return True

    def _hand_to_thread(self, handed: Sequence[_Waiting[A, B]]) -> None:
        self._at_work = True
        together = [asked for asked, _ in handed]
        taken = self._loop.run_in_executor(self._thread, self._take, together)
        taken.add_done_callback(partial(self._end, handed))

    def _end(
        self, handed: Sequence[_Waiting[A, B]], taken: asyncio.Future[Sequence[B | None]]
    ) -> None:
        self._at_work = False
        if trouble := taken.exception():
            _tell_trouble(handed, trouble)
        else:
            _tell(handed, taken.result())
        if self._waiting:
            self._hand_over()


def _tell(handed: Sequence[_Waiting[A, B]], taken: Sequence[B | None]) -> None:
    for (_, answer), told in zip(handed, taken, strict=True):
        if not answer.done():  # who hung up is not told, and what was recorded stays
            answer.set_result(told)


def _tell_trouble(handed: Sequence[_Waiting[A, B]], trouble: BaseException) -> None:
    for _, answer in handed:
        if not answer.done():
            answer.set_exception(trouble)


class Groups(Generic[A, B]):
    """The group of each event loop that serves an engine."""

    def __init__(self, take: Take[A, B], take_at_once: TakeAtOnce[A, B] | None = None) -> None:
        """See `Group`."""
        self._take, self._take_at_once = take, take_at_once
        self._begin()

    def _begin(self) -> None:
        thread = self._thread = ThreadPoolExecutor(1, "group")
        self._of = OfLoop(lambda loop: Group(self._take, thread, loop, self._take_at_once))

    def here(self) -> Group[A, B]:
        """The group of the event loop that is running."""
        return self._of.here()

    def close(self) -> None:
        """Wait for the group that is being taken. An application may be served again afterwards."""
        self._thread.shutdown()
        self._begin()
