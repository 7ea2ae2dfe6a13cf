"""Work that waits for nobody is tried on the event loop: that saves the way to a thread and back.

What holds here: what is tried takes no lock that others hold for long, and what took long is not
tried again for a while. So a slow disk, or a heavy question, holds up those who ask only now and
then, and each time as long as once.
"""

from collections.abc import Callable
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
LONGEST = 0.02
"""Seconds that work may take on the event loop [P]."""
ELSEWHERE = 16
"""So many times it is then done in a thread, before it is tried on the loop again [P]."""


class OnLoop:
    """Whether one kind of work is tried on the event loop. Only used on that loop."""

    def __init__(self) -> None:
        self._elsewhere = 0

    def tried(self, work: Callable[[], T | None]) -> T | None:
        """What the work gives; None where it is to be done in a thread. Raises what it raises.

        The work gives None where it would have to wait, and has done nothing then.
        """
        if self._elsewhere:
            self._elsewhere -= 1
            return None
        begun = monotonic()
        try:
            return work()
        finally:
            if monotonic() - begun > LONGEST:
                self._elsewhere = ELSEWHERE
