"""Who is connected: how many in all, and how many from one address that have not signed in.

When all places are taken, the connection that has waited longest without saying anything gives up
its place. So somebody who opens connections and says nothing shuts nobody out.
"""

from collections import Counter
from enum import Enum
from threading import Lock
from typing import Protocol

from griffie.api.server.limits import Limits


class Connection(Protocol):
    """A connection, as far as it is counted."""

    def give_up(self) -> None:
        """Close at once: somebody else needs the place."""


class Place(Enum):
    """What a new connection gets."""

    ORDINARY = "ordinary"
    RESERVE = "reserve"
    """Beyond all: it may only ask whether the server is alive."""
    NONE = "none"
    TOO_MANY_OF_THESE = "too many of these"
    """Too many connections from its address have not signed in."""


class Crowd:
    """The connections of one server: for the thread of the event loop.

    Strangers may sign in from any thread.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._connected: set[Connection] = set()
        self._reserve: dict[Connection, None] = {}
        self._silent: dict[Connection, None] = {}
        self._strangers: Counter[str] = Counter()
        self._turn = Lock()
        self.refused: Counter[str] = Counter()
        """How many were refused or closed early, by the reason."""

    def __len__(self) -> int:
        return len(self._connected) + len(self._reserve)

    def admit(self, connection: Connection, address: str | None) -> Place:
        """A place for a new connection from an address; None for one that is not counted."""
        if address is not None and not self.enter(address):
            return Place.TOO_MANY_OF_THESE
        if len(self._connected) >= self._limits.connections:
            self._make_room(self._silent)
        if len(self._connected) < self._limits.connections:
            self._connected.add(connection)
            self._silent[connection] = None
            return Place.ORDINARY
        if len(self._reserve) >= self._limits.reserve:
            self._make_room(self._reserve)
        if len(self._reserve) < self._limits.reserve:
            self._reserve[connection] = None
            return Place.RESERVE
        self.leave(address)
        self.refused["all places taken"] += 1
        return Place.NONE

    def enter(self, address: str) -> bool:
        """Count one more stranger from an address; False where there are too many already."""
        with self._turn:
            if self._strangers[address] >= self._limits.strangers:
                self.refused["too many strangers from one address"] += 1
                return False
            self._strangers[address] += 1
            return True

    def leave(self, address: str | None) -> None:
        """One stranger less from an address: it signed in, or it is gone."""
        if address is None:
            return
        with self._turn:
            self._strangers[address] -= 1
            if self._strangers[address] <= 0:
                del self._strangers[address]

    def is_heard(self, connection: Connection) -> None:
        """Its message is being answered: it keeps its place."""
        self._silent.pop(connection, None)

    def is_silent(self, connection: Connection) -> None:
        """It waits for nothing and has not signed in: others may get its place."""
        if connection in self._connected:
            self._silent[connection] = None

    def forget(self, connection: Connection) -> None:
        """It is closed."""
        self._connected.discard(connection)
        self._reserve.pop(connection, None)
        self._silent.pop(connection, None)

    def _make_room(self, among: dict[Connection, None]) -> None:
        if among:
            oldest = next(iter(among))
            self.refused["silent while others waited"] += 1
            self.forget(oldest)
            oldest.give_up()
