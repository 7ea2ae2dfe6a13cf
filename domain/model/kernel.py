"""What the domain stands on: sealed values, stamped events, and the errors a step may raise."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar, NamedTuple, Self, TypeVar
from uuid import UUID

from eventsourcing.domain import BaseAggregate, CanInitAggregate, CanMutateAggregate
from eventsourcing.utils import register_topic
from pydantic import AfterValidator, BaseModel, ConfigDict, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from griffie.domain.law import Provision, Right
from griffie.domain.law.deadlines import Suspension, civil_date
from griffie.domain.model.lead_times import Leads

S = TypeVar("S", bound=str)

Code = Annotated[str, StringConstraints(pattern="^[a-z0-9_-]{1,40}$")]
"""A word of the controller's own lists (a purpose, a category, a recipient), kept in clear."""

Account = Annotated[str, StringConstraints(pattern="^u-[a-z0-9-]{1,40}$")]
"""A member of staff, by pseudonym: who hides behind it stands elsewhere."""


def in_order(codes: tuple[S, ...]) -> tuple[S, ...]:
    return tuple(sorted(set(codes)))


Codes = Annotated[tuple[Code, ...], AfterValidator(in_order)]
"""Codes in one order: equal sets are stored as equal bytes."""


Rights = Annotated[tuple[Right, ...], AfterValidator(in_order)]
"""Rights of which something is said at once: as with codes, their order says nothing."""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sealed(str):
    """A personal value as the domain knows it: the salted digest that commits to it (RFC 9901)."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.str_schema(pattern="^[A-Za-z0-9_-]{43}$")
        return core_schema.no_info_after_validator_function(cls, written)


class Setting(Frozen):
    """The rules under which a request is judged, by name and version: those of its receipt."""

    policy: Suspension = Suspension.PAUSE_IF_PROMPT
    calendar: str = "BE/2026.1"
    profile: str = "neutral/1"
    four_eyes: bool = False


class Controller(NamedTuple):
    """What the domain must know of the controller: its setting, and who receives what it holds."""

    setting: Setting = Setting()
    recipients: Mapping[str, tuple[str, ...]] = {}
    """The recipients of the data of each purpose."""
    demo: bool = False
    leads: Leads = Leads()

    def recipients_of(self, purposes: Iterable[str]) -> tuple[str, ...]:
        """Those who receive data for these purposes. None named means every purpose."""
        named = tuple(purposes) or self.recipients
        return in_order(tuple(who for name in named for who in self.recipients.get(name, ())))


class Occasion(NamedTuple):
    """Who acts, when, and for which controller. Time is an argument."""

    actor: str
    at: datetime
    controller: Controller = Controller()

    @property
    def today(self) -> date:
        return civil_date(self.at)


class Event(Frozen, CanMutateAggregate[UUID]):
    """What happened. A command writes the facts; recording stamps whose, when and by whom."""

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
        return civil_date(self.timestamp)

    def mutate(self, aggregate: Any) -> Any:
        """The library's own fold of one event, without asking every value again what it is."""
        if aggregate is None or (self.originator_version, self.originator_id) != (
            aggregate._version + 1,  # noqa: SLF001 - the library's own attributes
            aggregate._id,  # noqa: SLF001
        ):
            return super().mutate(aggregate)  # which opens an aggregate, or says what is wrong
        self.apply(aggregate)
        aggregate._version, aggregate._modified_on = self.originator_version, self.timestamp  # noqa: SLF001
        return aggregate

    def stamped(self, stream: UUID, version: int, now: Occasion) -> Self:
        stamp = {"originator_id": stream, "originator_version": version}
        return self.model_copy(update=stamp | {"timestamp": now.at, "actor": now.actor})


class FirstEvent(Event, CanInitAggregate[UUID]):
    """The event that opens an aggregate; its default names the class of that aggregate."""

    originator_topic: str


ENVELOPE = frozenset(
    {"originator_id", "originator_version", "originator_topic", "timestamp", "actor"}
)
"""What recording stamps on an event; the rest is what happened."""


class Aggregate(BaseAggregate[UUID]):
    @classmethod
    def begin(cls, first: FirstEvent, stream: UUID, now: Occasion) -> Self:
        stamped = first.stamped(stream, cls.INITIAL_VERSION, now)
        begun: Self | None = stamped.mutate(None)
        assert begun is not None
        begun.pending_events.append(stamped)
        return begun

    @staticmethod
    def replay(aggregate: Any, history: Iterable[Any]) -> Any:
        # The library's own fold first asks every event whether it is one: half of a replay's time.
        for event in history:
            aggregate = event.mutate(aggregate)
        return aggregate

    def record(self, event: Event, now: Occasion) -> None:
        stamped = event.stamped(self.id, self.version + 1, now)
        stamped.mutate(self)
        self.pending_events.append(stamped)


class Objection(Exception):  # noqa: N818 - it reads as a judgement, which it is
    """Why a step may not be taken now. The sentence is a template: its words are translated."""

    provision: Provision | None = None

    def __init__(self, reason: str, **words: Any) -> None:
        super().__init__(reason.format(**words))
        self.reason, self.words = reason, words


class Unlawful(Objection):
    """A step the law does not allow, and the provision that forbids it."""

    def __init__(self, provision: Provision, reason: str, **words: Any) -> None:
        super().__init__(reason, **words)
        self.provision = provision


class Untimely(Objection):
    """A step that no article forbids, only the order of things."""


class Meaningless(Exception):  # noqa: N818
    """What was said cannot be: a day to come, a right not invoked. Says where, repeats nothing."""

    def __init__(self, word: str, reason: str) -> None:
        super().__init__(reason)
        self.word = word
