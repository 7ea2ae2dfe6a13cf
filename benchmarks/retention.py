"""What is due is erased, and histories leave: how many a second, in an office of some thousands.

Against twenty thousand in five minutes, which is our aim. In processor time: each request whose
words are erased is flushed by itself besides, because nothing may be left of it anywhere. A start
afterwards looks at all that was erased: against twenty thousand in three seconds.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bulk import fill
from benchmarks.common import WHO, Measured
from griffie.api.composition import Store, open_store

REQUESTS = 1_000
AIM, AIM_OF_START = 20_000 / 300, 20_000 / 3
_YEAR = timedelta(days=366)


class _Clock:
    """A clock that goes on by years."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at


def _rate(opened: Store) -> float:
    """What is due today, carried out: requests a second."""
    engine = opened.engine
    engine.retention()
    begun = time.process_time()
    done = engine.carry_out(WHO, engine.today())
    return len(done) / (time.process_time() - begun)


def _looked_at(opened: Store) -> float:
    """Erasures that a start looks at, a second."""
    begun = time.process_time()
    assert not opened.resume_erasures()
    seconds = time.process_time() - begun
    return len(opened.beside.erasures.lines()) / seconds


def measure() -> Iterator[Measured]:
    """First the words of all closed requests, six years on; two years later their histories."""
    clock = _Clock()
    with TemporaryDirectory() as folder:
        opened = open_store(Path(folder) / "data", clock=clock, demo=True)
        fill(opened, REQUESTS)
        opened.engine.current()
        for what, years in (("words erased", 6), ("histories that leave", 2)):
            clock.at += years * _YEAR
            yield Measured(f"retention: {what} / 20,000 in five minutes", _rate(opened), AIM, 1.0)
            start = f"retention: a start after that, {what} / 20,000 in three seconds"
            yield Measured(start, _looked_at(opened), AIM_OF_START, 1.0)
        opened.engine.close()
