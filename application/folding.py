"""Events folded into what they build, and that into rows: shared by all projections of requests."""

from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from application.ports import Recorded, Row
from domain.events import PersonalDataRevealed, StreamErased
from domain.request import RightsRequest

KNOWN = 10_000
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
        self._known: OrderedDict[UUID, T] = OrderedDict()

    def fold(self, batch: Sequence[Recorded]) -> tuple[Sequence[Row], Sequence[str]]:
        touched: dict[UUID, T] = {}
        gone: list[str] = []
        for _, event in batch:
            if isinstance(event, StreamErased):
                gone.append(event.stream.hex)
                self._known.pop(event.stream, None)
                touched.pop(event.stream, None)
            elif not isinstance(event, PersonalDataRevealed) and (after := self._after(event)):
                touched[after.id] = after
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return [self._row(built) for built in touched.values()], gone

    def _after(self, event: Any) -> T | None:
        stream, version = event.originator_id, event.originator_version
        known = self._known.get(stream)
        if version == RightsRequest.INITIAL_VERSION:
            known = None
        elif known is None or known.version != version - 1:
            known = self._before(stream, version - 1)
            if known is None:
                return None
        built = self.applied(known, event)
        self._known[stream] = built
        self._known.move_to_end(stream)
        return built

    @abstractmethod
    def applied(self, known: T | None, event: Any) -> T:
        """What an event makes of what was; nothing was before the first."""
