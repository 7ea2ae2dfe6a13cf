"""Requests with a day of receipt, and a clock that says what is due."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from griffie.api.composition import Store
from griffie.application.clock import Ticker
from griffie.application.requests.commands import AnyStep, Receive, command
from griffie.domain.events import DeadlineMissed, ReminderRaised
from griffie.domain.model.setting import Occasion

BEGAN = datetime(2026, 3, 5, 9, tzinfo=UTC)


DUE_ON = date(2026, 4, 7)


DAY = timedelta(days=1)


FIRST_DAY = BEGAN.date()


def asked(*rights: str, received_on: date = FIRST_DAY) -> Receive:
    return Receive.model_validate(
        {
            "received_on": received_on.isoformat(),
            "channel": "email",
            "language": "nl",
            "rights": [{"right": right} for right in rights],
            "requester": {"email": "iemand@people.example"},
        }
    )


def now(store: Store, actor: str = "u-17") -> Occasion:
    return Occasion(actor, store.engine.clock(), store.engine.controller)


def ticking(store: Store) -> Ticker:
    engine = store.engine
    return Ticker(engine.requests, engine.current, engine.retention)


def tick(store: Store, clock: Ticker | None = None) -> list[tuple[UUID, Any]]:
    return list((clock or ticking(store)).tick(now(store)))


def clocked(store: Store, request_id: UUID) -> list[Any]:
    """What the clock ever said of a request."""
    kinds = (ReminderRaised, DeadlineMissed)
    return [one for one in store.requests.history(request_id) if isinstance(one, kinds)]


def take(store: Store, request_id: UUID, step: AnyStep, **body: Any) -> None:
    store.requests.take(request_id, command(step, **body), now(store))


def key(event: Any) -> tuple[Any, ...]:
    what = event.kind if isinstance(event, ReminderRaised) else event.limit
    about = event.about if isinstance(event, ReminderRaised) else event.right
    return event.TOPIC, what, event.due_on, about
