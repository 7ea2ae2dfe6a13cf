"""The fold that all projections of requests share: events into objects, objects into rows."""

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
"""Objects kept in memory between two batches; others are replayed when needed."""


class _Built(Protocol):
    """An object built from events: the id of its stream, the version of its last event."""

    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...


T = TypeVar("T", bound=_Built)


class Folding(ABC, Generic[T]):
    """Folds batches of events into rows, one row for each stream."""

    def __init__(
        self, before: Callable[[UUID, int], T | None], row: Callable[[T], Row], known: int = KNOWN
    ) -> None:
        """`before` replays a stream up to a version: none when its history lawfully left.

        `row` makes the row; `known` is how many objects stay in memory.
        """
        self._before, self._row, self._most = before, row, known
        self._known: dict[UUID, T] = {}

    def fold(self, batch: Sequence[Recorded]) -> tuple[Sequence[Row], Sequence[str]]:
        """The rows of the streams in a batch, and the keys of histories that left."""
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
        # What changed last is dropped from memory last.
        self._known.update(touched)
        for stream in list(islice(self._known, max(0, len(self._known) - self._most))):
            del self._known[stream]
        return [self._row(built) for built in touched.values()], gone

    def _after(self, event: Any, known: T | None) -> T | None:
        """The object after this event; none when its history lawfully left."""
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
        """The object after an event; `known` is none before the first event."""
