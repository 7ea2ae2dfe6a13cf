"""How long a request's own file is kept, tier by tier, and what holds its erasure up.

No article sets these periods: Article 5(1)(e) asks for periods, and these are our policy [P]. This
module says what is due; `carrying_out` does it, when a person says so.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID

from pydantic import TypeAdapter

from griffie.application.disclosure import Tier
from griffie.application.ports import Row
from griffie.application.reports.request_history import RequestHistory
from griffie.domain.law import GDPR, Provision
from griffie.domain.steps.file_erasure import COPIES_MONTHS, copies_kept_until, kept_until

_NO_LONGER_NEEDED = GDPR(5, 1, "e")


class Kept(StrEnum):
    """What is kept for its own time: three tiers of the vault, and the history itself."""

    IDENTITY, COPIES, CORRESPONDENCE = Tier.IDENTITY, Tier.COPIES, Tier.CORRESPONDENCE
    HISTORY = "stream"


class Hold(StrEnum):
    """What keeps it although its time has come."""

    LEGAL_HOLD = "legal_hold"
    """Evidence before an authority or a court, or kept on purpose: Article 17(3)(e) GDPR."""
    WORDS_FIRST = "words_first"
    """A history goes only after its personal data."""


class DueErasure(NamedTuple):
    kept: Kept
    due_on: date
    """The first day on which it may no longer be kept without a reason."""
    because: str
    provision: Provision
    held_by: tuple[Hold, ...]


def due_erasures(history: RequestHistory, on: date) -> tuple[DueErasure, ...]:
    """What should be erased by a day in Brussels, with what holds it up. Nothing is an error."""
    return tuple(one for one in schedule(history) if one.due_on <= on)


def schedule(history: RequestHistory) -> Iterator[DueErasure]:
    """Everything of which it is known when it is due, whenever that is."""
    request = history.request
    holds = (Hold.LEGAL_HOLD,) if request.held else ()
    until = kept_until(request)
    if not request.erased:
        if request.identity_evidence and (
            settled_on := history.identity_settled_on or request.closed_on
        ):
            why = "the identity was settled, or the request closed without that"
            yield DueErasure(Kept.IDENTITY, settled_on, why, _NO_LONGER_NEEDED, ())
        if request.copies_to_destroy and (decided_on := history.copies_condemned_on):
            yield DueErasure(Kept.COPIES, decided_on, "it was decided", _NO_LONGER_NEEDED, ())
        elif on := copies_kept_until(request):
            why = f"delivered {COPIES_MONTHS} months before (our policy)"
            yield DueErasure(Kept.COPIES, on, why, _NO_LONGER_NEEDED, holds)
        if until:
            why = "closed five years before (our policy)"
            yield DueErasure(Kept.CORRESPONDENCE, until, why, _NO_LONGER_NEEDED, holds)
    if until:
        on = _next_new_year(max(until, history.erased_on or until))
        first = () if request.erased else (Hold.WORDS_FIRST,)
        why = "closed five years before, and its personal data erased; on 1 January (our policy)"
        yield DueErasure(Kept.HISTORY, on, why, _NO_LONGER_NEEDED, (*holds, *first))


def _next_new_year(day: date) -> date:
    """On one day a year [P]: histories that go together leave figures in which nobody is alone."""
    return day if (day.month, day.day) == (1, 1) else date(day.year + 1, 1, 1)


# The same for a whole register: dates that do not change overnight, asked with a day.

COLUMNS = ("request_id", "first_due_on", "schedule")
_SCHEDULE = TypeAdapter(tuple[DueErasure, ...])


class DueRequest(NamedTuple):
    id: UUID
    due: tuple[DueErasure, ...]


class RetentionView(Protocol):
    def due(self, on: date) -> list[DueRequest]:
        """What is due by a day, the longest overdue first."""


def row(history: RequestHistory) -> Row:
    """One row a request: the first day on which something of it is due, and all of it as JSON."""
    planned = tuple(schedule(history))
    return {
        "request_id": history.id.hex,
        "first_due_on": min((one.due_on.isoformat() for one in planned), default=None),
        "schedule": _SCHEDULE.dump_json(planned).decode(),
    }


def read_row(request_id: str, written: str, on: date) -> DueRequest:
    """A row read again, as of a day."""
    planned = _SCHEDULE.validate_json(written)
    return DueRequest(UUID(request_id), tuple(one for one in planned if one.due_on <= on))
