"""Histories that left the store, and whether their personal data were lawfully erased before.

What a history said is gone with it, also that it was closed and erased. Two things stay: its log
entries, which give its length, and the tombstone of its key. The tombstone stands in another file
and is written when personal data are erased, never otherwise. Somebody who can write both files
leaves no difference.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from griffie.application.maintenance.findings import Finding, finding
from griffie.domain.housekeeping import looks_stream


class ErasedStream(NamedTuple):
    """A StreamErased event: its position, the stream, and the number of events that it names."""

    position: int
    stream: UUID
    said: int
    found: int = 0
    """How many there were, by their entries."""


def find_unlawful(
    left: Sequence[ErasedStream], destroyed: Callable[[UUID], bool]
) -> Iterator[Finding]:
    """A finding for each history that left twice, is not as long as said, or was not erased.

    `destroyed` says whether the key of a request has its tombstone.
    """
    looks = {looks_stream(one.stream) for one in left}
    named: set[UUID] = set()
    for one in left:
        if one.stream in named:
            fault = "it left once more, and had left before"
            yield finding(one.position, one.stream.hex, None, fault)
            continue
        named.add(one.stream)
        if one.said != one.found:
            fault = f"it left with {one.said} events, so it was said; the log has {one.found}"
            yield finding(one.position, one.stream.hex, None, fault)
        # Who looked goes with the request: beside its own there is no key.
        if one.stream not in looks and not destroyed(one.stream):
            fault = "its history left the store, but its key was never destroyed"
            yield finding(one.position, one.stream.hex, None, fault)
