"""Events folded into what they build, and that into rows: shared by all projections of requests."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from griffie.application.ports import Recorded, Row
from griffie.domain.events import StreamErased
from griffie.domain.housekeeping import HousekeepingEvent
from griffie.domain.rights_request import RightsRequest

KNOWN = 2_000
"""Requests kept in memory between two batches; an older one is replayed when it stirs."""


class Built(Protocol):
    """What events build: it has the id of its stream, and the version of its last event."""

    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...


T = TypeVar("T", bound=Built)


class Folding(ABC, Generic[T]):
    def __init__(
        self, before: Callable[[UUID, int], T | None], row: Callable[[T], Row], known: int = KNOWN
    ) -> None:
        """`before` replays a request up to a version; none when its history lawfully went."""
        self._before, self._row, self._most = before, row, known
        self._known: dict[UUID, T] = {}

    def fold(self, batch: Sequence[Recorded]) -> tuple[Sequence[Row], Sequence[str]]:
        touched: dict[UUID, T] = {}
        gone: list[str] = []
        for _, event in batch:
            if isinstance(event, StreamErased):
                gone.append(event.stream.hex)
                self._known.pop(event.stream, None)
                touched.pop(event.stream, None)
            elif not isinstance(event, HousekeepingEvent):
                stream = event.originator_id
                if after := self._after(
                    event, touched.get(stream) or self._known.pop(stream, None)
                ):
                    touched[stream] = after
        # What stirred last is forgotten last.
        self._known.update(touched)
        for stream in list(islice(self._known, max(0, len(self._known) - self._most))):
            del self._known[stream]
        return [self._row(built) for built in touched.values()], gone

    def _after(self, event: Any, known: T | None) -> T | None:
        """What was built, with this event; none when its history lawfully went."""
        before = event.originator_version - 1
        if before < RightsRequest.INITIAL_VERSION:
            known = None
        elif known is None or known.version != before:
            known = self._before(event.originator_id, before)
            if known is None:
                return None
        return self.applied(known, event)

    @abstractmethod
    def applied(self, known: T | None, event: Any) -> T:
        """What an event makes of what was; nothing was before the first."""
