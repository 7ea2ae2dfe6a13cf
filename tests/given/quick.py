"""Whether something is quick, asked on a machine that has other work too."""

import time
from collections.abc import Callable

_TIMES = 5


def is_quick(
    do: Callable[[], object], seconds: float, clock: Callable[[], float] = time.thread_time
) -> bool:
    """Whether `do` takes less than so many seconds, at least once in five times.

    The clock counts the work of this thread alone. A machine at work makes one time slow (a
    collection of all that other tests left, a cache that somebody else needs), but what is slow by
    itself is slow each time.
    """
    for _ in range(_TIMES):
        begun = clock()
        do()
        if clock() - begun < seconds:
            return True
    return False
