"""How long somebody who failed to sign in must wait before the next try is judged.

Tries are counted by what is tried and from where, so that who fails in one place keeps nobody
waiting in another. A delay doubles and never exceeds a quarter of an hour: nothing is locked for
ever. Where the counts live: `tries`.
"""

from collections.abc import Sequence
from typing import NamedTuple

from griffie.application.access.tries import Looked, Tried, Tries

LONGEST = 900.0
"""Seconds: the longest delay."""
_FIRST = 15.0
"""Seconds: the first delay; each one after it is twice as long."""
_FORGOTTEN_AFTER = 86_400.0
"""Seconds without a try, after which all is as before."""


class Count(NamedTuple):
    """Something that is tried: under which key, and how many failures are free of delay."""

    key: str
    free: int


class Delays:
    """Counts tries and says who must wait; safe from any thread."""

    def __init__(self, tries: Tries) -> None:
        self._tries = tries

    def enter(self, *counts: Count) -> float:
        """Begin a try, which counts as failed until `forgive`. Gives 0, or the seconds to wait.

        Of tries at the same time each one counts before the next is let in. Who must wait is not
        judged, and that try is not counted.
        """
        with self._tries.of(*_keys(counts)) as looked:
            now = looked.now
            waits = max((_of(looked, one.key).until - now for one in counts), default=0.0)
            if waits > 0:
                return waits
            for one in counts:
                times = _of(looked, one.key).times + 1
                over = times - one.free
                delay = min(_FIRST * 2 ** min(over - 1, 20), LONGEST) if over > 0 else 0.0
                looked.known[one.key] = Tried(times, now, now + delay)
        return 0.0

    def forgive(self, *counts: Count) -> None:
        """Take back the try that was just begun: it was right."""
        with self._tries.of(*_keys(counts)) as looked:
            for one in counts:
                tried = _of(looked, one.key)
                if tried.times:
                    looked.known[one.key] = Tried(tried.times - 1, tried.at, looked.now)

    def forget(self, *counts: Count) -> None:
        """All is as before any try: somebody signed in."""
        with self._tries.of(*_keys(counts)) as looked:
            for one in counts:
                looked.known.pop(one.key, None)

    def waiting(self, key: str) -> int:
        """How many tries were counted under a key."""
        with self._tries.of(key) as looked:
            return int(_of(looked, key).times)


def _keys(counts: Sequence[Count]) -> list[str]:
    return [one.key for one in counts]


def _of(looked: Looked, key: str) -> Tried:
    tried = looked.known.get(key)
    if tried is None or looked.now - tried.at > _FORGOTTEN_AFTER:
        return Tried(0, looked.now, looked.now)
    return tried
