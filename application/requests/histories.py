"""Requests rebuilt from their histories, and kept in memory between two commands."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import takewhile
from threading import Lock
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory
from eventsourcing.utils import Environment

from griffie.application.clock_guard import ClockWrongError
from griffie.application.ports import EventLookup, TieredVault
from griffie.domain.errors import NotFoundError, TryAgainError
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest

_ATTEMPTS = 40
"""In every round somebody succeeds: nobody loses so often, unless the store itself refuses."""

_OVERTAKEN, _AHEAD = 3, timedelta(milliseconds=20)
"""After so many lost attempts, and by how much an instant lies ahead for each further one [P]."""

REMEMBERED = 2_000
"""Requests kept in memory between two commands."""

A_MOMENT = timedelta(minutes=5)
"""By how much the clocks of two writers may differ [P]."""

Factory = InfrastructureFactory[Any]
"""Opens the event store: see `eventsourcing`."""
Clock = Callable[[], datetime]
"""Gives the present instant, in UTC."""


class UnknownRequestError(NotFoundError, LookupError):
    """There is no such request, or there was none yet."""

    code = "unknown"
    sentence = "There is no such request, or was none yet"


class ContentionError(TryAgainError):
    """Others kept changing the request, or the store stayed locked."""

    code = "busy"
    sentence = "Others keep changing this, or the store is locked"
    remedy = "try again in a moment"


class ClockBehindError(ClockWrongError):
    """The newest event is later than this machine's clock. Nothing was done."""

    code = "clock"
    sentence = "This machine's clock is behind what is recorded already"
    remedy = "set it right"


class Histories(Application[UUID]):
    """Loads requests, as they are and as they were; safe from any thread."""

    name = "griffie"

    def __init__(
        self, factory: Factory, vault: TieredVault, lookup: EventLookup, clock: Clock
    ) -> None:
        self._given, self._vault, self._lookup, self._clock = factory, vault, lookup, clock
        self.check_clock: Callable[[], None] = lambda: None
        """Raises ClockAheadError where the clock cannot be right."""
        self._remembered: OrderedDict[UUID, RightsRequest] = OrderedDict()
        self._memory = Lock()
        super().__init__()

    def construct_factory(self, env: Environment) -> Factory:
        """The factory that was given: called by the library."""
        del env  # the composition root has read it
        return self._given

    def load(self, request_id: UUID, version: int | None = None) -> RightsRequest:
        """The request as it is, or as it was at a version. Raises UnknownRequestError."""
        if version is not None:
            return self._replayed(self._lookup.events_of(request_id, version), version)
        if known := self.load_at_once(request_id):
            return known
        # What is in memory may be older than the store, or have lawfully left it.
        request = self._replayed(self._lookup.events_of(request_id), None)
        self._remember(request)
        return request.copy()

    def load_at_once(self, request_id: UUID) -> RightsRequest | None:
        """The request as it is, with one question; None where its events have to be read."""
        known = self._remembered.get(request_id)
        if known and self._lookup.newest_version(request_id) == known.version:
            return known.copy()
        return None

    def load_if_there(self, request_id: UUID, version: int) -> RightsRequest | None:
        """The request as it was at a version; none when its history lawfully left."""
        try:
            return self.load(request_id, version)
        except UnknownRequestError:
            return None

    def load_at(self, request_id: UUID, at: datetime) -> RightsRequest:
        """The request as it was recorded up to an instant. Raises UnknownRequestError."""
        # Stop at the first later event: the clocks of two processes may differ a little.
        recorded = takewhile(lambda one: one.timestamp <= at, self.history(request_id))
        return self._replayed(recorded, None)

    def history(self, request_id: UUID) -> Iterator[Any]:
        """The events of a stream, in order; empty when it is unknown."""
        return iter(self._lookup.events_of(request_id))

    def _replayed(self, history: Iterable[Any], version: int | None) -> RightsRequest:
        request: RightsRequest | None = RightsRequest.replay(None, history)
        if not isinstance(request, RightsRequest) or version not in {None, request.version}:
            raise UnknownRequestError
        return request

    def _recall(self, request_id: UUID) -> RightsRequest:
        known = self._remembered.get(request_id)
        return known.copy() if known else self.load(request_id)

    def _forget(self, request_id: UUID) -> None:
        with self._memory:
            self._remembered.pop(request_id, None)

    def _remember(self, request: RightsRequest) -> None:
        with self._memory:
            self._remembered[request.id] = request
            self._remembered.move_to_end(request.id)
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)

    def attempts(self, now: Occasion) -> Iterator[Occasion]:
        """The occasion of each attempt; a later attempt is never earlier than the newest event.

        Clocks of processes and machines differ a little: then the instant of the newest event is
        taken. Who was overtaken several times takes one that lies a little ahead, more each time,
        up to three quarters of a second: others who write all the time would else be first for
        ever. Raises ClockBehindError when ours is behind by more, ClockAheadError when it jumped:
        even the day could be wrong.
        """
        self.check_clock()
        yield now
        for lost in range(1, _ATTEMPTS):
            last = self._lookup.newest_instant()
            not_before(last, now._replace(at=max(now.at, self._clock())))
            ahead = max(0, lost - _OVERTAKEN) * _AHEAD
            yield now if last is None else now._replace(at=max(now.at, last + ahead))

    def _next(self, stream: UUID) -> int:
        return (self._lookup.newest_version(stream) or 0) + 1


def not_before(latest: datetime | None, now: Occasion) -> Occasion:
    """The occasion, no earlier than the newest event. Raises ClockBehindError by more than that."""
    if latest is None or latest <= now.at:
        return now
    if latest - now.at > A_MOMENT:
        raise ClockBehindError
    return now._replace(at=latest)
