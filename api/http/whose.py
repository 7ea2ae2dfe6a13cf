"""For which controller a thread or a message works, where one process serves many."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

controller: ContextVar[str | None] = ContextVar("controller", default=None)
"""The slug; None where a process serves one store, and for what belongs to none."""


@contextmanager
def working_for(slug: str) -> Iterator[None]:
    """Within the block, and in threads that begin in it, lines of the log name this controller."""
    before = controller.set(slug)
    try:
        yield
    finally:
        controller.reset(before)
