"""Readers of a real server that wait for a position of the log, each on a connection of its own."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.given.server import Answer, Server, answer_of

_AT_ONCE = 40
"""A server keeps no more than a hundred connections of an address that have not signed in."""


class Readers:
    """Who asked for a position that is not there yet."""

    def __init__(self, connections: list[socket.socket]) -> None:
        self._connections = connections

    def answers(self) -> list[Answer]:
        return [answer_of(one) for one in self._connections]


@contextmanager
def readers(server: Server, token: str, path: str, many: int) -> Iterator[Readers]:
    """So many ask for `path`; the block begins when all of them wait."""
    head = f"GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n"
    head += f"authorization: Bearer {token}\r\n\r\n"
    with ExitStack() as stack:
        connections: list[socket.socket] = []
        while len(connections) < many:
            for _ in range(min(_AT_ONCE, many - len(connections))):
                one = stack.enter_context(server.connect())
                one.sendall(head.encode())
                connections.append(one)
            until_waiting(server, len(connections))
        yield Readers(connections)


def until_waiting(server: Server, many: int) -> None:
    for _ in range(6000):
        if waiting(server) == many:
            return
        time.sleep(0.01)
    raise AssertionError(f"{waiting(server)} wait, not {many}")


def waiting(server: Server) -> int:
    """How many wait, as the server itself says."""
    figures = server.ask("/metrics").body.decode()
    found = re.search(r"^griffie_awaiting_position ([0-9.]+)$", figures, re.MULTILINE)
    return int(float(found[1])) if found else -1
