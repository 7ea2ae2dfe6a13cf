"""Work that may wait (for a lock, a flush, a disk) is done in threads, never on the event loop.

What records something waits for the lock of writers; it has threads of its own, so that reading
goes on while another process holds that lock.
"""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial, wraps
from inspect import iscoroutinefunction
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request

T = TypeVar("T")
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

_READS = frozenset({"GET", "HEAD"})
WRITERS = 40
"""Threads for what records something, of each application."""


class _Readers:
    """Threads that read, of a process: a hand-over to one takes half of the framework's.

    A child of a fork inherits the pool without its threads, and would wait for them: it gets its
    own.
    """

    def __init__(self) -> None:
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        self.pool = ThreadPoolExecutor(40, "read")


_READERS = _Readers()


def records(endpoint: Endpoint) -> Endpoint:
    """Mark an address that records that it was read, such as a look or an export."""
    endpoint.records = True  # type: ignore[attr-defined]
    return endpoint


async def read(work: Callable[[], T]) -> T:
    """Do work that records nothing in a thread, in the context of the caller."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_READERS.pool, copy_context().run, work)


async def in_thread(http: Request, work: Callable[[], T], *, writes: bool) -> T:
    """Do the work in a thread; `writes` says that it records something.

    How far the log went afterwards is then in `http.state.reached`.
    """
    if not writes:
        return await read(work)
    state = http.app.state  # of an application without an engine nothing is recorded
    limiter: CapacityLimiter | None = getattr(state, "writers", None)

    def write() -> T:
        done = work()
        if hasattr(state, "engine"):
            http.state.reached = state.engine.history.newest()
        return done

    return await to_thread.run_sync(write, limiter=limiter)


def beside_the_loop(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """An endpoint whose work is done in a thread. A coroutine is left as it is: it never waits."""
    if iscoroutinefunction(endpoint):
        return endpoint

    @wraps(endpoint)
    async def beside(**given: Any) -> Any:
        http = given.get("http")
        if not isinstance(http, Request):
            return await read(partial(endpoint, **given))
        writes = (
            http.method not in _READS
            or bool(given.get("reveal"))
            or getattr(endpoint, "records", False)
            or getattr(given.get("asked"), "records", False)
        )
        return await in_thread(http, partial(endpoint, **given), writes=writes)

    return beside
