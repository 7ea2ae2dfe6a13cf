"""What is asked once in a turn of the event loop, however many messages of that turn need it.

What holds here: who asks is told no less than was so when his message had come in. A message that
comes in during a turn is looked at in the next one at the earliest, and each turn asks anew; so
nothing that was written before somebody sent is missed.
"""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

A = TypeVar("A")
B = TypeVar("B")


class OneTurn(Generic[A, B]):
    """Answers of one turn of one event loop. Only used on that loop."""

    def __init__(self, ask: Callable[[A], B], loop: asyncio.AbstractEventLoop) -> None:
        self._ask, self._loop, self._known = ask, loop, dict[A, B]()

    def answer(self, asked: A) -> B:
        """The answer, asked for at the earliest in this turn. Raises what asking raises."""
        known = self._known
        if asked not in known:
            if not known:
                self._loop.call_soon(known.clear)
            known[asked] = self._ask(asked)
        return known[asked]
