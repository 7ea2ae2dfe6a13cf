"""Erases what is due, when a person asks for it: in order, each thing by its own command.

After an interruption the same call finishes the rest: what is done is no longer due. When two
callers do it at once, nothing is done twice.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from griffie.application.ports import Progress
from griffie.application.reports.request_history import read_history
from griffie.application.requests.commands import AnyStep, command
from griffie.application.requests.histories import UnknownRequestError
from griffie.application.requests.requests import Requests
from griffie.application.retention.schedule import DueErasure, DueRequest, Hold, Kept, due_erasures
from griffie.domain.model.errors import StepRefusedError
from griffie.domain.model.setting import Occasion
from griffie.domain.request.vocabulary import FileErasure
from griffie.domain.rights_request import RightsRequest

_SAID = {
    "ground": FileErasure.RETENTION_ELAPSED,
    "explanation": "The period for which it was kept is over.",
}
TOGETHER = 500
"""Histories deleted in one transaction, at most: other writers wait for it."""


class Selection(NamedTuple):
    """Limits what is erased: to a request, to a kind of data, to a list; nothing named, not at all.

    All limits that are named hold together.
    """

    request: UUID | None = None
    kept: Kept | None = None
    only: frozenset[tuple[UUID, Kept]] | None = None
    """Just these: of which request, and which kind of data."""

    def takes(self, request_id: UUID, kept: Kept) -> bool:
        """Whether this kind of data of a request is within all limits."""
        return (
            self.request in {None, request_id}
            and self.kept in {None, kept}
            and (self.only is None or (request_id, kept) in self.only)
        )


EVERYTHING = Selection()
"""No limit."""


# What became of a thing that was due. A docstring would change the OpenAPI document.
class Became(StrEnum):
    DONE = "done"
    HELD = "held"
    """It is due, and something holds it."""
    WAITS = "waits"
    """A reader still uses older pages of a file, or something changed: do it again."""


class ErasureResult(NamedTuple):
    """What became of one thing that was due: of request `id`, of kind `kept`."""

    id: UUID
    kept: Kept
    became: Became
    held_by: tuple[Hold, ...] = ()


def carry_out(
    requests: Requests,
    listed: Sequence[DueRequest],
    now: Occasion,
    on: date,
    *,
    only: Selection = EVERYTHING,
    progress: Progress = lambda _done, _all: None,
) -> list[ErasureResult]:
    """Erase what is due by `on`, a civil day in Brussels, today or before.

    Tiers first, then histories, many in one transaction. `progress` is told how many requests are
    done, and of how many. Raises KeyUnavailableError when the key store does not answer,
    ContentionError: what was done before stays done.
    """
    found: list[ErasureResult] = []
    going: dict[int, list[UUID]] = {}
    for number, one in enumerate(listed, 1):
        due = _still_due(requests, one.id, on)
        for kept in (kept for kept in Kept if only.takes(one.id, kept)):
            if not (what := due.of(kept)):
                continue
            if what.held_by:
                found.append(ErasureResult(one.id, kept, Became.HELD, what.held_by))
            elif kept is Kept.HISTORY:
                going.setdefault(due.year, []).append(one.id)
            else:
                _carry_out_for(requests, one.id, kept, now)
                due = _still_due(requests, one.id, on)
                found.append(_became(one.id, kept, due))
        progress(number, len(listed))
    for of_a_year in going.values():
        for together in in_batches(of_a_year):
            went = requests.erase_streams(together, now)
            found += [ErasureResult(one, Kept.HISTORY, Became.DONE) for one in went]
    return found


class _StillDue(NamedTuple):
    """What is due by the present history, not by the list, and the year of its receipt."""

    all: Sequence[DueErasure] = ()
    """Nothing where somebody was first."""
    year: int = 0

    def of(self, kept: Kept) -> DueErasure | None:
        """What is due of a kind."""
        return next((one for one in self.all if one.kept is kept), None)


def _still_due(requests: Requests, request_id: UUID, on: date) -> _StillDue:
    told = read_history(requests.history(request_id))
    return _StillDue(due_erasures(told, on), told.request.received_on.year) if told else _StillDue()


def _carry_out_for(requests: Requests, request_id: UUID, kept: Kept, now: Occasion) -> None:
    # Somebody was first, or placed a hold: the present history says what is still due.
    with suppress(StepRefusedError, UnknownRequestError):
        _BY[kept](requests, request_id, now)


def _became(request_id: UUID, kept: Kept, due: _StillDue) -> ErasureResult:
    if not (left := due.of(kept)):
        return ErasureResult(request_id, kept, Became.DONE)
    return ErasureResult(
        request_id, kept, Became.HELD if left.held_by else Became.WAITS, left.held_by
    )


def _by_command(step: AnyStep) -> Callable[[Requests, UUID, Occasion], object]:
    return lambda requests, request_id, now: requests.take(request_id, command(step, **_SAID), now)


def _erase_copies(requests: Requests, request_id: UUID, now: Occasion) -> None:
    """Finish what was decided; where nothing was, decide it by a command first."""
    if requests.waiting(request_id):
        requests.destroy_copies(request_id, now)
    else:
        _by_command(RightsRequest.erase_copies)(requests, request_id, now)


_BY: dict[Kept, Callable[[Requests, UUID, Occasion], object]] = {
    Kept.IDENTITY: Requests.destroy_identity_evidence,
    Kept.COPIES: _erase_copies,
    Kept.CORRESPONDENCE: _by_command(RightsRequest.erase_personal_data),
}


def in_batches(going: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """Batches of `TOGETHER`; a small rest joins the batch before it."""
    for start in range(0, len(going), TOGETHER):
        rest = len(going) - start
        if rest > TOGETHER * 3 // 2:
            yield going[start : start + TOGETHER]
        else:
            yield going[start:]
            return
