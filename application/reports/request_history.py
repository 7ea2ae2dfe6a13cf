"""A request together with its history: counts of events, and dates that its state no longer holds.

Figures and retention are computed from it.
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
from griffie.domain.steps.deed import is_irregular


@dataclass
class RequestHistory:
    """A request and what its events said; changed in place by each event."""

    request: RightsRequest
    steps: Counter[str] = field(default_factory=Counter)
    """How often each event occurred, by topic."""
    details: Counter[str] = field(default_factory=Counter)
    """How often each detail occurred, such as `extension/complexity`."""
    fulfilled_on: dict[Right, date] = field(default_factory=dict)
    """The day on which it was first recorded that a right was fulfilled."""
    identity_settled_on: date | None = None
    """The day on which it was recorded that the identity was verified or not established."""
    copies_erasure_decided_on: date | None = None
    """The day on which it was recorded that the delivered copies are to be erased."""
    erased_on: date | None = None

    @property
    def id(self) -> UUID:
        """The id of the request."""
        return self.request.id

    @property
    def version(self) -> int:
        """The version of the request after the last event."""
        return self.request.version

    def follow(self, event: Any) -> None:
        """Count an event and note its dates; the request itself has applied it before."""
        if is_irregular(event):  # counted apart, and as nothing else
            self.details[f"irregular/{event.TOPIC}"] += 1
            return
        self.steps[event.TOPIC] += 1
        self.details.update(_details_of(event))
        if isinstance(event, RightFulfilled):
            self.fulfilled_on.setdefault(event.right, event.recorded_on)
        elif isinstance(event, IdentityDoubted):
            self.identity_settled_on = None
        elif isinstance(event, IdentityVerified | IdentityNotEstablished):
            self.identity_settled_on = event.recorded_on
        elif isinstance(event, ErasureOfCopiesDecided):
            self.copies_erasure_decided_on = event.recorded_on
        elif isinstance(event, PersonalDataErased):
            self.erased_on = event.recorded_on


def _details_of(event: Any) -> Iterator[str]:
    """The details of an event that figures count."""
    if isinstance(event, DeadlineExtended):
        yield from (f"extension/{ground}" for ground in event.grounds)
    elif isinstance(event, RecipientNotificationOmitted):
        yield f"omission/{event.ground}"
    elif isinstance(event, DocumentAdded):
        yield f"document/{event.kind}"
    elif isinstance(event, DpoAdviceRecorded):
        yield f"advice/{'followed' if event.followed else 'not followed'}"


def read_history(history: Iterable[Any]) -> RequestHistory | None:
    """The history that all events of a request tell, in order; none without events."""
    taken: RequestHistory | None = None
    for event in history:
        taken = with_event(taken, event)
    return taken


def with_event(taken: RequestHistory | None, event: Any) -> RequestHistory:
    """The history after one more event; `taken` is none before the first."""
    request = event.mutate(taken.request if taken else None)
    if taken is None:
        taken = RequestHistory(request)
    taken.follow(event)
    return taken
