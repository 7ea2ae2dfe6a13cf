"""A thread beside the serving process, for the length of a block."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from threading import Event, Thread


@contextmanager
def in_a_thread(
    name: str, run: Callable[[], None], stopping: Event, longest_step: float
) -> Iterator[None]:
    """Let `run` go on in a thread of its own until the end of the block.

    It works for whom the block works (`whose`). `stopping` is set at its end, and `run` is waited
    for as long as its `longest_step`, in seconds.
    """
    stopping.clear()
    thread = Thread(target=copy_context().run, args=(run,), name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(longest_step)
