"""When each tier of a request and its history are due to be erased, and what holds that.

No article sets these periods: Article 5(1)(e) demands periods, and these are our policy [P].
`carry_out` erases what is due, when a person asks for it.
"""

from collections.abc import Iterator, Mapping
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
    """A history is deleted only after its personal data are erased."""


class DueErasure(NamedTuple):
    """One thing to erase: what, from which day, why, by which provision, and what holds it."""

    kept: Kept
    due_on: date
    """The first civil day on which it may no longer be kept without a reason."""
    because: str
    provision: Provision
    held_by: tuple[Hold, ...]


def due_erasures(history: RequestHistory, on: date) -> tuple[DueErasure, ...]:
    """What is due by a civil day in Brussels, with what holds it."""
    return tuple(one for one in schedule(history) if one.due_on <= on)


def schedule(history: RequestHistory) -> Iterator[DueErasure]:
    """Everything of a request with a known day on which it is due, however late."""
    request = history.request
    holds = (Hold.LEGAL_HOLD,) if request.held else ()
    until = kept_until(request)
    if not request.erased:
        if request.identity_evidence and (
            settled_on := history.identity_settled_on or request.closed_on
        ):
            why = "the identity was settled, or the request closed without that"
            yield DueErasure(Kept.IDENTITY, settled_on, why, _NO_LONGER_NEEDED, ())
        if request.copies_to_destroy and (decided_on := history.copies_erasure_decided_on):
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
    """The day itself if it is 1 January, else the next 1 January.

    Histories leave together on one day a year, so that their figures tell of nobody alone [P].
    """
    return day if (day.month, day.day) == (1, 1) else date(day.year + 1, 1, 1)


# The projection: dates that do not change overnight, read as of a day.

COLUMNS = ("request_id", "first_due_on", "schedule")
_SCHEDULE = TypeAdapter(tuple[DueErasure, ...])


class DueRequest(NamedTuple):
    """A request, and what of it is due."""

    id: UUID
    due: tuple[DueErasure, ...]


class RetentionView(Protocol):
    """The port to the rows of the retention projection."""

    def due(self, on: date) -> list[DueRequest]:
        """What is due by a civil day in Brussels, the longest overdue first."""

    def soon(self, after: date, until: date) -> Mapping[str, int]:
        """Of how many requests something falls due first in each month (`2026-12`).

        After one civil day, up to and including another; a month with none is left out.
        """


def row(history: RequestHistory) -> Row:
    """The row of one request: the first day on which something is due, and all as JSON."""
    planned = tuple(schedule(history))
    return {
        "request_id": history.id.hex,
        "first_due_on": min((one.due_on.isoformat() for one in planned), default=None),
        "schedule": _SCHEDULE.dump_json(planned).decode(),
    }


def read_row(request_id: str, written: str, on: date) -> DueRequest:
    """What a row says is due by a civil day; `written` is its JSON."""
    planned = _SCHEDULE.validate_json(written)
    return DueRequest(UUID(request_id), tuple(one for one in planned if one.due_on <= on))
