"""Work that may wait (for a lock, a flush, a disk) is done in threads, never on the event loop.

What records something waits for the lock of writers; it has threads of its own, so that reading
goes on while another process holds that lock.
"""

from collections.abc import Callable
from functools import partial, wraps
from inspect import iscoroutinefunction
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request

T = TypeVar("T")
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

_READS = frozenset({"GET", "HEAD"})
WRITERS = 40
"""Threads for what records something. As many again read: the default of the framework."""


def records(endpoint: Endpoint) -> Endpoint:
    """Mark an address that records that it was read, such as a look or an export."""
    endpoint.records = True  # type: ignore[attr-defined]
    return endpoint


async def in_thread(http: Request, work: Callable[[], T], *, writes: bool) -> T:
    """Do the work in a thread; `writes` says that it records something.

    How far the log went afterwards is then in `http.state.reached`.
    """
    if not writes:
        return await to_thread.run_sync(work)
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
            return await to_thread.run_sync(partial(endpoint, **given))
        writes = (
            http.method not in _READS
            or bool(given.get("reveal"))
            or getattr(endpoint, "records", False)
            or getattr(given.get("asked"), "records", False)
        )
        return await in_thread(http, partial(endpoint, **given), writes=writes)

    return beside
