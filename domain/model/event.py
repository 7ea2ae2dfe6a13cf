"""What an event is: a frozen record of facts, with a stamp of whose, when and by whom."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from eventsourcing.domain import CanInitAggregate, CanMutateAggregate
from eventsourcing.utils import register_topic, resolve_topic

from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Frozen


class Event(Frozen, CanMutateAggregate[UUID]):
    """A fact that was recorded. A step writes the facts; recording adds the stamp."""

    TOPIC: ClassVar[str]
    SCHEMA: ClassVar[int] = 1

    originator_id: UUID = UUID(int=0)
    originator_version: int = 0
    timestamp: datetime = datetime.min.replace(tzinfo=UTC)
    actor: str = ""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        if topic := cls.__dict__.get("TOPIC"):
            register_topic(topic, cls)

    @property
    def recorded_on(self) -> date:
        """The civil day in Brussels on which it was recorded."""
        return civil_date(self.timestamp)

    def mutate(self, aggregate: Any) -> Any:
        """Apply the event to an aggregate: the library's fold, without validating again."""
        if aggregate is None or (self.originator_version, self.originator_id) != (
            aggregate._version + 1,  # noqa: SLF001 - the library's own attributes
            aggregate._id,  # noqa: SLF001
        ):
            return super().mutate(aggregate)  # which opens an aggregate, or says what is wrong
        self.apply(aggregate)
        aggregate._version, aggregate._modified_on = self.originator_version, self.timestamp  # noqa: SLF001
        return aggregate

    def stamped(self, stream: UUID, version: int, now: Occasion) -> Self:
        """A copy with stream, version, instant and actor, as it is recorded."""
        stamp = {"originator_id": stream, "originator_version": version}
        return self.model_copy(update=stamp | {"timestamp": now.at, "actor": now.actor})


class FirstEvent(Event, CanInitAggregate[UUID]):
    """The event that opens an aggregate; its default names the class of that aggregate."""

    originator_topic: str

    def mutate(self, aggregate: Any) -> Any:
        """Open the aggregate: as the library does, of which ours take nothing in `__init__`."""
        assert aggregate is None
        kind = resolve_topic(self.originator_topic)
        opened = kind.__new__(kind)
        opened.__base_init__(self.originator_id, self.originator_version, self.timestamp)
        opened.__init__()
        self.apply(opened)
        return opened


ENVELOPE = frozenset(
    {"originator_id", "originator_version", "originator_topic", "timestamp", "actor"}
)
"""What recording stamps on an event; the rest is what happened."""


class KeptEvent(Event):
    """An event that no rule needs, and that a reader wants all the same (Article 5(2)).

    The request keeps it unchanged. Nothing is decided by it: what a rule asks, `apply` writes.
    """

    def mutate(self, aggregate: Any) -> Any:
        request = super().mutate(aggregate)
        request.kept_events = (*request.kept_events, self)
        return request
