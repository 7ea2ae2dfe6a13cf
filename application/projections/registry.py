"""The registry of projections: each is defined here, once, by its name, columns and fold.

Serving, `griffie rebuild`, the audit and the past read this page. A store makes its tables from
the columns; the first column is the key.
"""

from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from griffie import application, domain
from griffie.application.ports import Row
from griffie.application.projections import (
    announcements,
    figures,
    imported,
    register,
    register_counts,
    trail,
)
from griffie.application.projections.register import Before
from griffie.application.projections.request_histories import RequestHistories
from griffie.application.projections.whole_histories import Projection
from griffie.application.retention import schedule
from griffie.domain.law import Right


class EventReplay(NamedTuple):
    """Where a fold finds what happened before the events of its batch."""

    request_at: Before
    """A request at a version; none when its history lawfully left."""
    events_of: Callable[[UUID, int], Iterable[Any]]
    """The events of a stream up to and including a version; empty when they lawfully left."""


class Index(NamedTuple):
    """What a list is found by: columns, of all rows or only of those that meet a condition."""

    name: str
    columns: tuple[str, ...]
    only: str = ""
    """In SQL, of columns of the table: such an index stays small however many rows there are."""


class Counted(NamedTuple):
    """What is counted of the rows, in a table of its own: how many of them say the same."""

    columns: tuple[str, ...]
    """Of that table: the first is the key, and `times` is the number."""
    groups: Callable[[Row], Iterable[Row]]
    """The groups in which a row counts, without their `times`."""


class Definition(NamedTuple):
    """One projection: the name and columns of its table, and its fold."""

    name: str
    columns: tuple[str, ...]
    """The first is the key. Rows are deleted with the stream that `request_id` names."""
    fold: Callable[[EventReplay], Projection]
    """Makes a fold that has seen no event."""
    indexed: tuple[Index, ...] = ()
    """By what lists are sorted or searched, and counts counted."""
    row_a_request: bool = False
    """Whether every request has a row, so that a missing row shows without folding anything."""
    counted: Counted | None = None

    @property
    def stamp(self) -> str:
        """A digest of the code: rows that other code folded are folded again."""
        return folding_code()


@cache
def folding_code() -> str:
    """SHA-256 (hexadecimal) of all code that can change a row: domain and application."""
    digest = sha256()
    for package in (domain, application):
        for path in sorted(Path(package.__path__[0]).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


_STANDS = ("overdue_after", "waiting", "judged_on", "soon_on")
"""From what it follows how a deadline stands on a day, where no day settled it."""
_FILTERED = (
    *("status", "outcome", "handler", "channel", "rights", "entered_by", "settled"),
    *_STANDS,
)
"""By what the queue is filtered. `outcome` stands in each index that is only of open requests, too:
without it SQLite looks each row up to see what the index already says."""

_ALONE = {**dict.fromkeys(("status", "handler", "entered_by"), ()), "channel": ("status",)}
"""What is filtered by alone, and what else stands in its index: a channel, of closed requests."""

_UNSETTLED = "settled IS NULL"
_LISTED = ("request_id", "due_on", "received_on")
_FOUND_BY = {"late": "overdue_after", "soon": "soon_on", "waiting": "waiting"}
"""By what those are found whose deadline has passed, comes near or waits, without the others."""

REGISTER = Definition(
    "register",
    register.COLUMNS,
    lambda replay: register.RegisterFold(replay.request_at),
    indexed=(
        # What a list of the queue asks stands in its index, so that a filter which few pass
        # reads no row of those that do not.
        Index("due_on", ("due_on", "request_id", "received_on", *_FILTERED)),
        Index("received_on", ("received_on", "request_id", "due_on", *_FILTERED)),
        # Of a right one index for each: the rights of a request stand in one text.
        *(
            Index(f"{right}_{day}", (f"{day}_on", "request_id"), f"instr(rights, ' {right} ') > 0")
            for right in Right
            for day in ("due", "received")
        ),
        Index("reference", ("reference",)),
        Index("wakes_on", ("wakes_on",)),
        # A filter alone, in either order: few requests may pass it.
        *(
            Index(f"{column}_{day}", (column, f"{day}_on", "request_id", *others))
            for column, others in _ALONE.items()
            for day in ("due", "received")
        ),
        # How a deadline stands: settled for good, or as of a day. Where few requests are late, soon
        # due or waiting they are put in order when they are found; else all are read in order.
        *(
            Index(f"{kind}_{day}", (*first, f"{day}_on", "request_id", *others), only)
            for kind, first, others, only in (
                ("settled", ("settled",), (), "settled IS NOT NULL"),
                ("unsettled", (), _FILTERED, _UNSETTLED),
            )
            for day in ("due", "received")
        ),
        *(
            Index(name, tuple(dict.fromkeys((first, *_LISTED, *_FILTERED))), _UNSETTLED)
            for name, first in _FOUND_BY.items()
        ),
        # Closed requests are nearly all that an old office has: lists of work do not read them,
        # and what is counted of open ones stands in the index itself.
        Index("open", ("due_on", "request_id", "strict_soon_on", *_FILTERED), "outcome IS NULL"),
        Index("open_received", ("received_on", "request_id", *_FILTERED), "outcome IS NULL"),
        Index("promised", ("due_on",), "promised"),
        Index("held", ("received_on",), "held"),
        Index("proposed", ("due_on",), "proposed"),
        Index("task", ("task_due_on",), "task_due_on IS NOT NULL"),
        Index("erased", ("request_id",), "erased"),
        Index("to_destroy", ("request_id",), "to_destroy"),
    ),
    row_a_request=True,
    counted=Counted(register_counts.COLUMNS, register_counts.groups),
)
TRAIL = Definition(
    "trail",
    trail.COLUMNS,
    lambda _: trail.TrailFold(),
    indexed=(
        Index("request", ("request_id",)),
        Index("actor", ("actor", "position")),
        Index("type", ("type", "position")),
    ),
)
FIGURES = Definition(
    "figures",
    figures.COLUMNS,
    lambda replay: figures.FiguresFold(replay.events_of),
    indexed=(Index("received_on", ("received_on", "request_id")),),
    row_a_request=True,
)
RETENTION = Definition(
    "retention",
    schedule.COLUMNS,
    lambda replay: RequestHistories(replay.events_of, schedule.row),
    indexed=(Index("first_due_on", ("first_due_on", "request_id")),),
    row_a_request=True,
)

_OF_A_REQUEST = (Index("request", ("request_id",)),)
"""By what rows are deleted with a history that leaves, where the request is not the key."""

ANNOUNCED = Definition(
    "announced",
    announcements.COLUMNS,
    lambda _: announcements.AnnouncementsFold(),
    indexed=(*_OF_A_REQUEST, Index("purpose", ("purpose", "announced_on"))),
)

IMPORTED = Definition(
    "imported", imported.COLUMNS, lambda _: imported.ImportedFold(), indexed=_OF_A_REQUEST
)

PROJECTIONS: dict[str, Definition] = {
    one.name: one for one in (REGISTER, TRAIL, FIGURES, RETENTION, ANNOUNCED, IMPORTED)
}
"""By name, in the order in which they are rebuilt and audited."""
