"""Rows that an audit looks for apart: outside the log, of an erased history, twins."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from uuid import UUID

from griffie.application.maintenance.findings import Finding, finding
from griffie.domain.log.entry import LogStore, tag

LOWEST, HIGHEST = -(2**63), 2**63 - 1  # an event at any position is read with its stream


def find_below(store: LogStore, page: int) -> Iterator[Finding]:
    """Events before the first position of the log."""
    first = LOWEST
    while rows := [row for row in store.stored_from(first, page) if row[0] < 1]:
        for position, stream, version, *_ in rows:
            yield finding(position, stream, version, "the event stands outside the log")
        first = rows[-1][0] + 1


def find_beyond(store: LogStore, last: int, page: int) -> Iterator[Finding]:
    """Events after the last entry. Events first, then entries: both come in one commit."""
    while rows := store.stored_from(last + 1, page):
        logged = {position for position, _ in store.logged_from(last + 1, page)}
        for position, stream, version, *_ in rows:
            if position not in logged:
                yield finding(position, stream, version, "the log has no entry for this event")
        last = rows[-1][0]
        if last == HIGHEST:
            return


def find_standing(store: LogStore, erased: Collection[str], page: int) -> Iterator[Finding]:
    """Events of an erased history. Read anew: they may have gone since they were read first."""
    first = 1
    while erased and (rows := store.stored_from(first, page)):
        for position, stream, version, *_ in rows:
            if stream in erased:
                yield finding(position, stream, version, "its request was erased; it stands")
        first = rows[-1][0] + 1


def twins_of(
    store: LogStore, tags: Collection[bytes], page: int
) -> Iterator[tuple[bytes, str, int, int]]:
    """Events that stand and bear one of these tags: the tag, stream, version and position."""
    first = 1
    while tags and (rows := store.stored_from(first, page)):
        for position, stream, version, *_ in rows:
            with suppress(TypeError, ValueError, OverflowError, AttributeError):
                if (borne := tag(UUID(stream), version)) in tags:
                    yield borne, stream, version, position
        first = rows[-1][0] + 1
