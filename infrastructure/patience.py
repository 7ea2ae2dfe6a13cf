"""How long a write waits for other writers: a limit of our own, that a caller may lower."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

PATIENCE = 5.0
"""Seconds that a write waits for other writers, of this process and of others."""

_patience: ContextVar[float] = ContextVar("patience", default=PATIENCE)


def current_patience() -> float:
    """Seconds that a write waits now: see `waiting_at_most`."""
    return _patience.get()


def unless_at_once(seconds: float) -> float:
    """These seconds; none where nothing is waited for: see `waiting_at_most`."""
    return seconds if _patience.get() else 0


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """Within the block a write gives up after so many seconds: with OperationalError, "locked".

    With nought nothing else is waited for either: no connection, and no turn to read keys.
    """
    before = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(before)
