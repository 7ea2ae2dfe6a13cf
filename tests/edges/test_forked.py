"""A child of a fork reads with threads of its own: it inherits none."""

import asyncio
import os
import signal

from griffie.api.http.beside_the_loop import read

WITHIN = 60
"""Seconds, after which the child is ended."""


def test_a_child_of_a_fork_reads() -> None:
    assert asyncio.run(read(lambda: 1)) == 1  # its parent has a thread by now
    child = os.fork()
    if not child:
        signal.alarm(WITHIN)
        os._exit(0 if asyncio.run(read(lambda: 2)) == 2 else 1)

    assert os.waitpid(child, 0)[1] == 0
