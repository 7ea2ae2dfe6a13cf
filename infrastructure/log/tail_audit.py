"""The audit of what was appended since a position: each event against its entry, and no gap.

It reads those rows and no others. That nothing before them was changed is found by the whole audit,
and when a request is next loaded.
"""

from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID

from griffie.application.maintenance.findings import Finding, finding
from griffie.domain.log.entry import LogStore, StoredRow, as_octets, entry

_PAGE = 1000


def find_changed(store: LogStore, after: int, upto: int) -> Iterator[Finding]:
    """A finding for each event in these positions that is not the one that was logged.

    An event that is gone is none where a history left in these positions: the whole audit knows
    which.
    """
    first, left = after + 1, False
    gone: list[int] = []
    while first <= upto:
        last = min(first + _PAGE - 1, upto)
        events = {row[0]: row for row in store.stored_from(first, _PAGE) if row[0] <= last}
        logged = {at: as_octets(e) for at, e in store.logged_from(first, _PAGE) if at <= last}
        for position in range(first, last + 1):
            row = events.get(position)
            left |= row is not None and row[3] == "StreamErased"
            if position not in logged:
                yield finding(position, None, None, "the log has no entry at this position")
            elif row is None:
                gone.append(position)
            elif _computed(row) != logged[position]:
                fault = "the event is not the one that was logged, or its log entry was changed"
                yield finding(position, row[1], row[2], fault)
        first = last + 1
    for position in () if left else gone:
        yield finding(position, None, None, "the event is gone, and no history left since")


def _computed(row: StoredRow) -> bytes:
    _, stream, version, topic, state = row
    with suppress(ValueError, TypeError, OverflowError, AttributeError):
        return entry(UUID(stream), version, topic, state)
    return b""
