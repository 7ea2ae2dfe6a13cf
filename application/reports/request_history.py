"""A request with the course it took: what happened, counted, beside what it now is.

The state of a request forgets how it came to be so; figures and retention ask that.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from griffie.domain.events import (
    DeadlineExtended,
    DocumentAdded,
    DpoAdviceRecorded,
    ErasureOfCopiesDecided,
    IdentityDoubted,
    IdentityNotEstablished,
    IdentityVerified,
    PersonalDataErased,
    RecipientNotificationOmitted,
    RightFulfilled,
)
from griffie.domain.law import Right
from griffie.domain.rights_request import RightsRequest


@dataclass
class RequestHistory:
    """Built event by event, in place."""

    request: RightsRequest
    steps: Counter[str] = field(default_factory=Counter)
    """Events by their names."""
    details: Counter[str] = field(default_factory=Counter)
    """What events say of why, as `extension/complexity`."""
    fulfilled_on: dict[Right, date] = field(default_factory=dict)
    """When it was first recorded that a right was done."""
    identity_settled_on: date | None = None
    """When it was recorded that the identity was verified, or could not be established."""
    copies_condemned_on: date | None = None
    """When it was decided that the delivered copies go."""
    erased_on: date | None = None

    @property
    def id(self) -> UUID:
        return self.request.id

    @property
    def version(self) -> int:
        return self.request.version

    def follow(self, event: Any) -> None:
        self.steps[event.TOPIC] += 1
        self.details.update(_said(event))
        if isinstance(event, RightFulfilled):
            self.fulfilled_on.setdefault(event.right, event.recorded_on)
        elif isinstance(event, IdentityDoubted):
            self.identity_settled_on = None
        elif isinstance(event, IdentityVerified | IdentityNotEstablished):
            self.identity_settled_on = event.recorded_on
        elif isinstance(event, ErasureOfCopiesDecided):
            self.copies_condemned_on = event.recorded_on
        elif isinstance(event, PersonalDataErased):
            self.erased_on = event.recorded_on


def _said(event: Any) -> Iterator[str]:
    """What an event says beside its name that figures count."""
    if isinstance(event, DeadlineExtended):
        yield from (f"extension/{ground}" for ground in event.grounds)
    elif isinstance(event, RecipientNotificationOmitted):
        yield f"omission/{event.ground}"
    elif isinstance(event, DocumentAdded):
        yield f"document/{event.kind}"
    elif isinstance(event, DpoAdviceRecorded):
        yield f"advice/{'followed' if event.followed else 'not followed'}"


def read_history(history: Iterable[Any]) -> RequestHistory | None:
    """The course that a whole history tells; none where it tells nothing."""
    taken: RequestHistory | None = None
    for event in history:
        taken = with_event(taken, event)
    return taken


def with_event(taken: RequestHistory | None, event: Any) -> RequestHistory:
    request = event.mutate(taken.request if taken else None)
    if taken is None:
        taken = RequestHistory(request)
    taken.follow(event)
    return taken
