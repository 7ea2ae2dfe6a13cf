"""One thing for each event loop: a server has one loop, tests have many."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")


class OfLoop(Generic[T]):
    """Makes one for each event loop that asks, and gives it the same one again."""

    def __init__(self, make: Callable[[asyncio.AbstractEventLoop], T]) -> None:
        self._make = make
        self._of = WeakKeyDictionary[asyncio.AbstractEventLoop, T]()
        self._last: tuple[asyncio.AbstractEventLoop | None, T | None] = None, None
        """Who asked last; one value, for loops may run in several threads."""

    def here(self) -> T:
        """That of the event loop that is running."""
        loop = asyncio.get_running_loop()
        last, its = self._last
        if last is loop and its is not None:
            return its
        found = self._of.get(loop)
        if found is None:
            found = self._of[loop] = self._make(loop)
        self._last = loop, found
        return found
