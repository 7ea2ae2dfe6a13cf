"""Our base of aggregates: the library's aggregate, which folds our frozen events."""

from collections.abc import Iterable
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import BaseAggregate

from griffie.domain.model.event import Event, FirstEvent
from griffie.domain.model.setting import Occasion


class Aggregate(BaseAggregate[UUID]):
    """An object that is built from the events of one stream, and records new ones."""

    @classmethod
    def begin(cls, first: FirstEvent, stream: UUID, now: Occasion) -> Self:
        """A new aggregate from its first event, which is recorded as version 1."""
        stamped = first.stamped(stream, cls.INITIAL_VERSION, now)
        begun: Self | None = stamped.mutate(None)
        assert begun is not None
        begun.pending_events.append(stamped)
        return begun

    @staticmethod
    def replay(aggregate: Any, history: Iterable[Any]) -> Any:
        """Fold a history into an aggregate, or into None where the history begins it."""
        # The library's own fold first asks every event whether it is one: half of a replay's time.
        for event in history:
            aggregate = event.mutate(aggregate)
        return aggregate

    def record(self, event: Event, now: Occasion) -> None:
        """Stamp an event as the next version, apply it, and keep it to be saved."""
        stamped = event.stamped(self.id, self.version + 1, now)
        stamped.mutate(self)
        self.pending_events.append(stamped)
