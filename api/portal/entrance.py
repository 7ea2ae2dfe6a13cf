"""How much the portal takes from somebody whom it does not know, and from all together.

No picture with letters to read, and nobody locked out: who sends too much waits a little, and is
told how else to reach the office. A right secret code is never made to wait. All figures
are our policy [P].
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from threading import Lock

from griffie.application.access.tries import Tried, Tries

LARGEST = 10 << 20
"""Octets of a form with its files."""
MOST_FILES = 10
_READ_AT_ONCE, _OF_ONE = 32, 4
"""Forms that are being received: in all, and from one address. Each lies in memory until then."""


class Buckets:
    """A bucket of tokens for each key: so many at once, and one more after each so many seconds."""

    def __init__(self, name: str, burst: int, every: float, tries: Tries) -> None:
        """`name` differs between two kinds of buckets, `every` is in seconds."""
        self._name, self._burst, self._every, self._tries = name, burst, every, tries

    def take(self, key: str) -> int:
        """Take a token. Gives after how many whole seconds to come again; 0: it was taken."""
        named = f"{self._name} {key}"
        with self._tries.of(named) as looked:
            left, at, _ = looked.known.get(named, Tried(self._burst, looked.now))
            left = min(self._burst, left + (looked.now - at) / self._every)
            taken = left >= 1
            looked.known[named] = Tried(left - taken, looked.now)
            return 0 if taken else max(1, ceil((1 - left) * self._every))


class Entrance:
    """The buckets of one server, and how many forms it is receiving."""

    def __init__(self, tries: Tries) -> None:
        self.forms = Buckets("forms", 30, 20.0, tries)
        """Requests, reminders and answers that are sent, by address. To look is not counted."""
        self.tries = Buckets("codes", 20, 10.0, tries)
        """Secret codes that opened nothing, by address and by reference."""
        self.requests = Buckets("requests", 120, 15.0, tries)
        """New requests from everybody: it slows, and never stops."""
        self._reading: Counter[str] = Counter()
        self._turn = Lock()

    @contextmanager
    def reading(self, address: str) -> Iterator[bool]:
        """Within the block: whether there is room to receive one more form from this address."""
        with self._turn:
            room = self._reading.total() < _READ_AT_ONCE and self._reading[address] < _OF_ONE
            self._reading[address] += room
        try:
            yield room
        finally:
            with self._turn:
                self._reading[address] -= room
                self._reading += Counter()  # forgets those that are at nought
