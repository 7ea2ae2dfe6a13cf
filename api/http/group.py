"""The group: commands that are decided on the event loop and recorded in one transaction.

What holds here:

1. Nobody is answered before the transaction of the group is flushed.
2. A command is decided on what is recorded, or on what a command before it in the group made.
   When the group fails, nothing of it is kept and nothing of it is inserted again: each command is
   taken alone, and decided anew.
3. From the instant of a command until it stands in the group nothing else runs: the events of a
   group are in the order of their instants.
4. The loop never waits for another writer. It tries again in a moment; after that, each command is
   taken alone, in a thread that may wait.

The flush comes two turns of the loop after the first command of a group, so that everything that
was read from sockets by then joins. One flush serves all of them: that is the gain.
"""

import asyncio
from collections.abc import Callable
from uuid import UUID
from weakref import WeakKeyDictionary

from eventsourcing.persistence import IntegrityError

from griffie.application.requests.together import Decided, GroupedRequests
from griffie.domain.rights_request import RightsRequest

AGAIN, TRIES = 0.002, 25
"""Seconds between two tries while somebody else writes, and how many there are."""

Position = int | None
"""How far the log goes once the group is recorded; None: each is to be taken alone."""


class Group:
    """The commands that wait for the next flush. For one event loop, and only on it."""

    def __init__(self, requests: GroupedRequests, loop: asyncio.AbstractEventLoop) -> None:
        self._requests, self._loop = requests, loop
        self._begin()

    def _begin(self) -> None:
        self._waiting: list[tuple[Decided, asyncio.Future[Position]]] = []
        self._made: dict[UUID, RightsRequest] = {}
        self._tries = 0

    def made(self, request_id: UUID) -> RightsRequest | None:
        """The request as the last command of this group made it; None where none did."""
        return self._made.get(request_id)

    def put(self, decided: Decided) -> asyncio.Future[Position]:
        """Let a command be recorded with the others. It was decided since the last `await`."""
        if not self._waiting:
            self._loop.call_soon(self._loop.call_soon, self._flush)
        recorded: asyncio.Future[Position] = self._loop.create_future()
        self._waiting.append((decided, recorded))
        self._made[decided.request.id] = decided.request
        return recorded

    def _flush(self) -> None:
        try:
            position = self._requests.record([decided for decided, _ in self._waiting])
        except IntegrityError:
            self._answer(lambda one: one.set_result(None))
        except Exception as error:  # noqa: BLE001 - each of those who wait is told
            self._answer(lambda one, error=error: one.set_exception(error))  # type: ignore[misc]
        else:
            self._tries += 1
            if position is None and self._tries < TRIES:
                self._loop.call_later(AGAIN, self._flush)
            else:
                self._answer(lambda one: one.set_result(position))

    def _answer(self, how: Callable[[asyncio.Future[Position]], None]) -> None:
        waiting = self._waiting
        self._begin()
        for _, recorded in waiting:
            if not recorded.done():  # who hung up is not told, and what was recorded stays
                how(recorded)


class Groups:
    """The group of each event loop that serves an engine. A server has one; tests have many."""

    def __init__(self, requests: GroupedRequests) -> None:
        self._requests = requests
        self._of: WeakKeyDictionary[asyncio.AbstractEventLoop, Group] = WeakKeyDictionary()

    def here(self) -> Group:
        """The group of the event loop that is running."""
        loop = asyncio.get_running_loop()
        group = self._of.get(loop)
        if group is None:
            group = self._of[loop] = Group(self._requests, loop)
        return group
