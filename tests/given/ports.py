"""A port on which a program of a test may listen."""

import socket
from contextlib import suppress
from pathlib import Path
from secrets import SystemRandom

_GIVEN = Path("/proc/sys/net/ipv4/ip_local_port_range")
_USUAL = "32768 60999"
_UNPRIVILEGED = range(11_000, 65_536)
"""A browser refuses some below, the last of them 10080."""
_MARKS: list[socket.socket] = []
"""Kept for as long as this process lives."""


def free_port() -> int:
    """A port on which nobody listens, and which no other process of a test gets meanwhile.

    The system gives a port to whoever asks for any: what it gave and got back, it may give to the
    next one before a program of ours listens there. So ours is one of those that it never gives,
    marked by an abstract name that only one process can have. Raises RuntimeError without one.
    """
    first, last = map(int, (_GIVEN.read_text() if _GIVEN.exists() else _USUAL).split())
    ours = [port for port in _UNPRIVILEGED if not first <= port <= last] or [*_UNPRIVILEGED]
    for port in SystemRandom().sample(ours, len(ours)):
        mark = socket.socket(socket.AF_UNIX)
        with suppress(OSError):
            mark.bind(f"\0griffie test {port}")
            with socket.socket() as found:
                found.bind(("127.0.0.1", port))
            _MARKS.append(mark)
            return port
        mark.close()
    raise RuntimeError("no port is free")
