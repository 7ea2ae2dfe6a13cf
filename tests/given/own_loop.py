"""An event loop for one piece of work, in a thread of its own.

The synchronous browser driver leaves a loop running in the thread of its tests; `asyncio.run` then
refuses whoever comes after it in the same process.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def on_a_loop(work: Coroutine[Any, Any, T]) -> T:
    """What the work gives."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
