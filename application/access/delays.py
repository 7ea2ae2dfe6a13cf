"""How long somebody who failed to sign in must wait before the next try is judged.

Tries are counted by what is tried and from where, so that who fails in one place keeps nobody
waiting in another. A delay doubles and never exceeds a quarter of an hour: nothing is locked for
ever. The counts live in memory and are bounded: a server that starts again has forgotten them.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

LONGEST = 900.0
"""Seconds: the longest delay."""
_FIRST = 15.0
"""Seconds: the first delay; each one after it is twice as long."""
_FORGOTTEN_AFTER = 86_400.0
"""Seconds without a try, after which all is as before."""
_KEPT = 50_000
"""Counts that are kept; beyond them the one that was tried longest ago goes."""


class Count(NamedTuple):
    """Something that is tried: under which key, and how many failures are free of delay."""

    key: str
    free: int


class _Tried(NamedTuple):
    times: int
    at: float
    until: float


class Delays:
    """Counts tries and says who must wait; safe from any thread."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        """`elapsed` gives seconds of a clock that never runs back."""
        self._elapsed, self._turn = elapsed, Lock()
        self._tried: OrderedDict[str, _Tried] = OrderedDict()

    def enter(self, *counts: Count) -> float:
        """Begin a try, which counts as failed until `forgive`. Gives 0, or the seconds to wait.

        Of tries at the same time each one counts before the next is let in. Who must wait is not
        judged, and that try is not counted.
        """
        now = self._elapsed()
        with self._turn:
            waits = max((self._of(one.key, now).until - now for one in counts), default=0.0)
            if waits > 0:
                return waits
            for one in counts:
                times = self._of(one.key, now).times + 1
                over = times - one.free
                delay = min(_FIRST * 2 ** min(over - 1, 20), LONGEST) if over > 0 else 0.0
                self._tried[one.key] = _Tried(times, now, now + delay)
                self._tried.move_to_end(one.key)
            while len(self._tried) > _KEPT:
                self._tried.popitem(last=False)
        return 0.0

    def forgive(self, *counts: Count) -> None:
        """Take back the try that was just begun: it was right."""
        now = self._elapsed()
        with self._turn:
            for one in counts:
                tried = self._of(one.key, now)
                if tried.times:
                    self._tried[one.key] = _Tried(tried.times - 1, tried.at, now)

    def forget(self, *counts: Count) -> None:
        """All is as before any try: somebody signed in."""
        with self._turn:
            for one in counts:
                self._tried.pop(one.key, None)

    def waiting(self, key: str) -> int:
        """How many tries were counted under a key."""
        with self._turn:
            return self._of(key, self._elapsed()).times

    def _of(self, key: str, now: float) -> _Tried:
        tried = self._tried.get(key)
        if tried is None or now - tried.at > _FORGOTTEN_AFTER:
            return _Tried(0, now, now)
        return tried
