"""One clock for a store, that the machine sets back a little without anybody seeing it."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock

from griffie.application.requests.histories import A_MOMENT

Clock = Callable[[], datetime]


def never_back(clock: Clock) -> Clock:
    """A clock that does not run back when the clock of the machine is set back a little."""
    last, lock = datetime.min.replace(tzinfo=UTC), Lock()

    def now() -> datetime:
        nonlocal last
        with lock:
            at = clock()
            # A little back, two processors differ; far back, somebody set the clock right.
            last = at if last - at > A_MOMENT else max(last, at)
            return last

    return now
