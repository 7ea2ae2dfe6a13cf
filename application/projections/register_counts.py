"""How many requests say the same: kept with the rows of the register, so that nobody counts rows.

An old office has a million rows, and a few thousand different things that its dashboard counts by:
a day of receipt, a day of the answer, a handler, the days by which an open deadline is judged.
"""

from collections.abc import Iterator
from functools import lru_cache

from griffie.application.ports import Row

COLUMNS = (
    *("key", "times", "said", "day", "settled", "met_strictly", "overdue_after", "waiting"),
    *("judged_on", "soon_on", "strict_soon_on", "due_on"),
)
_JUDGED = ("overdue_after", "waiting", "judged_on", "soon_on", "strict_soon_on", "due_on")

STANDING = "standing/"
"""Begins the key of how a deadline stands: settled, or from which days it follows."""
RUNNING = "standing/running/"
"""The same of requests that are neither settled nor closed."""
OPEN, HANDLER, RIGHT = "open/", "handler/", "right/"
"""Of requests that are not closed: by status, by handler, and one for each right."""
ANSWERED = "answered/"
"""Of what is settled: by the day on which the requester was informed."""
RECEIVED = "received/"
"""Of all: by the day of receipt."""


def groups(row: Row) -> Iterator[Row]:
    """The groups in which a row counts, each without `times`; its `key` names it."""
    if row["settled"] is None:
        kind = RUNNING if row["outcome"] is None else f"{STANDING}unsettled/"
        yield _group(kind, **{name: row[name] for name in _JUDGED})
    else:
        yield _group(f"{STANDING}settled/", settled=row["settled"])
        if day := row["informed_on"]:
            yield _group(
                ANSWERED, day=day, settled=row["settled"], met_strictly=row["met_strictly"]
            )
    yield _group(RECEIVED, day=row["received_on"])
    if row["outcome"] is None:
        yield _group(OPEN, said=row["status"])
        yield _group(HANDLER, said=row["handler"])
        for right in row["rights"].split():
            yield _group(RIGHT, said=right)


@lru_cache(4096)  # of few different ones; nobody changes what is given
def _group(kind: str, **said: object) -> Row:
    written = "/".join("" if one is None else str(_plain(one)) for one in said.values())
    return dict.fromkeys(COLUMNS) | said | {"key": f"{kind}{written}"}


def _plain(value: object) -> object:
    return int(value) if isinstance(value, bool) else value
