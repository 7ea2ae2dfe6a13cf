"""Somebody else with a connection of their own to a store, while our process uses it or not.

What they do is written in SQLite's spelling. Where stores stand on a server (`given.on_server`)
it is done there, spelled as the statements of our adapters are.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

STORE, SIGN_IN, KEYS = "griffie.db", "access.db", "keys.db"
"""The files of a folder; on a server the last two are one database."""


class Hand(Protocol):
    """A connection on which each statement is a transaction by itself."""

    def execute(self, statement: str, parameters: Any = (), /) -> Any: ...

    def take_turn(self) -> None:
        """Begin to write, as every writer does: nobody else can until the connection ends."""


class FileHand:
    """One to a file of a folder."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.execute = connection.execute

    def take_turn(self) -> None:
        self.execute("BEGIN IMMEDIATE")


@contextmanager
def in_folder(folder: Path, file: str) -> Iterator[Hand]:
    """Reach a file of the folder."""
    with closing(sqlite3.connect(folder / file, timeout=10, isolation_level=None)) as connection:
        yield FileHand(connection)


reach: Callable[[Path, str], AbstractContextManager[Hand]] = in_folder
"""The same; another where stores stand on a PostgreSQL server: see `given.on_server`."""


def other_hand(folder: Path, file: str = STORE) -> AbstractContextManager[Hand]:
    """A connection of somebody else to the store of a folder, for the block."""
    return reach(folder, file)


@contextmanager
def locked(folder: Path, *files: str) -> Iterator[None]:
    """Another process that writes to these, and takes its time: so it looks from the server."""
    with ExitStack() as stack:
        for file in files:
            stack.enter_context(other_hand(folder, file)).take_turn()
        yield
