"""The group: commands that meet on the event loop and are recorded in one transaction.

What holds here:

1. Nobody is answered before the transaction of the group is flushed.
2. One thread takes one group after the other. So a command is decided on what is recorded, or on
   what a command before it in its group made; and events stand in the order of their instants.
3. When a group cannot be recorded, nothing of it is kept and nothing of it is inserted again: all
   of it is decided anew in a turn among the writers, or each of its commands is taken alone.
4. The event loop carries out no statement of the store, and waits for no disk and no lock.

The first of a group is handed over two turns of the loop later, so that everything that was read
from sockets by then goes with it. What comes while the thread is at work is the next group. One
flush serves a whole group: that is the gain.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Generic, TypeVar

from griffie.api.http.of_loop import OfLoop

A = TypeVar("A")
B = TypeVar("B")
Take = Callable[[Sequence[A]], Sequence[B | None]]
"""Takes commands together; of each its answer, or None where it is to be taken alone."""


class Group(Generic[A, B]):
    """The commands that wait on one event loop. Only used on that loop."""

    def __init__(self, take: Take[A, B], thread: Executor, loop: asyncio.AbstractEventLoop) -> None:
        self._take, self._thread, self._loop = take, thread, loop
        self._waiting: list[tuple[A, asyncio.Future[B | None]]] = []
        self._at_work = False

    def put(self, asked: A) -> asyncio.Future[B | None]:
        """Let a command be taken with the others."""
        if not self._waiting and not self._at_work:
            self._loop.call_soon(self._loop.call_soon, self._hand_over)
        answer: asyncio.Future[B | None] = self._loop.create_future()
        self._waiting.append((asked, answer))
        return answer

    def _hand_over(self) -> None:
        handed, self._waiting = self._waiting, []
        self._at_work = True
        together = [asked for asked, _ in handed]
        taken = self._loop.run_in_executor(self._thread, self._take, together)
        taken.add_done_callback(partial(self._tell, handed))

    def _tell(
        self,
        handed: Sequence[tuple[A, asyncio.Future[B | None]]],
        taken: asyncio.Future[Sequence[B | None]],
    ) -> None:
        self._at_work = False
        if self._waiting:  # first: the thread is at work while these are answered
            self._hand_over()
        for number, (_, answer) in enumerate(handed):
            if answer.done():  # who hung up is not told, and what was recorded stays
                continue
            if trouble := taken.exception():
                answer.set_exception(trouble)
            else:
                answer.set_result(taken.result()[number])


class Groups(Generic[A, B]):
    """The group of each event loop that serves an engine."""

    def __init__(self, take: Take[A, B]) -> None:
        self._take = take
        self._begin()

    def _begin(self) -> None:
        thread = self._thread = ThreadPoolExecutor(1, "group")
        self._of = OfLoop(lambda loop: Group(self._take, thread, loop))

    def here(self) -> Group[A, B]:
        """The group of the event loop that is running."""
        return self._of.here()

    def close(self) -> None:
        """Wait for the group that is being taken. An application may be served again afterwards."""
        self._thread.shutdown()
        self._begin()
