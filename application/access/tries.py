"""What was tried of late and how often: the port, and the memory of a process that serves alone.

Every limit on guessing and flooding reads it. Processes that serve one store share it, else each of
them would let in as many tries again. After a restart a process that serves alone has forgotten it.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import AbstractContextManager, contextmanager
from threading import Lock
from typing import NamedTuple, Protocol

KEPT = 50_000
"""Keys that a process remembers; beyond them the one that was tried longest ago goes."""


class Tried(NamedTuple):
    """What is known of one key. Seconds, of a clock that never runs back."""

    times: float
    """How often it was tried; of a bucket, how much is left in it."""
    at: float
    """When, last."""
    until: float = 0.0
    """Up to when the next one waits."""


class Looked(NamedTuple):
    """Some keys at one moment; who changes `known` within the block changes what is kept."""

    now: float
    known: MutableMapping[str, Tried]


class Tries(Protocol):
    """The port to what was tried; for any thread."""

    def of(self, *keys: str) -> AbstractContextManager[Looked]:
        """Within the block nobody else reads or changes these keys."""


class TriesInMemory:
    """For a store that one process serves."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        """`elapsed` gives seconds of a clock that never runs back."""
        self._elapsed, self._turn = elapsed, Lock()
        self._tried: OrderedDict[str, Tried] = OrderedDict()

    @contextmanager
    def of(self, *keys: str) -> Iterator[Looked]:
        with self._turn:
            before = {key: self._tried[key] for key in keys if key in self._tried}
            looked = Looked(self._elapsed(), dict(before))
            yield looked
            for key in before.keys() - looked.known.keys():
                del self._tried[key]
            for key, tried in looked.known.items():
                if before.get(key) != tried:
                    self._tried[key] = tried
                    self._tried.move_to_end(key)
            while len(self._tried) > KEPT:
                self._tried.popitem(last=False)
