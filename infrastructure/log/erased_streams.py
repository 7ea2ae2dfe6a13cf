"""Histories that left the store, and whether somebody had lawfully erased them before.

What a history said is gone with it, also that it was closed and erased. What stays is its entries,
by which its length is known; and the tombstone of its key, which is kept in another file and made
when personal data are erased, never otherwise. Whoever writes both files leaves no difference.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from griffie.application.maintenance.findings import Finding, finding
from griffie.domain.housekeeping import looks_stream


class ErasedStream(NamedTuple):
    """A StreamErased: where it stands, what it names, how many events it says there were."""

    position: int
    stream: UUID
    said: int
    found: int = 0
    """How many there were, by their entries."""


def read_erased_stream(data: Mapping[str, Any], position: int) -> ErasedStream:
    """Raises KeyError, ValueError, TypeError, AttributeError where it names nothing."""
    if not isinstance(said := data["events"], int):
        raise TypeError
    return ErasedStream(position, UUID(data["stream"]), said)


def find_unlawful(
    left: Sequence[ErasedStream], destroyed: Callable[[UUID], bool]
) -> Iterator[Finding]:
    """`destroyed` says whether the key of a request has its tombstone."""
    looks = {looks_stream(one.stream) for one in left}
    for one in left:
        if one.said != one.found:
            fault = f"it left with {one.said} events, so it was said; the log has {one.found}"
            yield finding(one.position, one.stream.hex, None, fault)
        # Who looked goes with the request: beside its own there is no key.
        if one.stream not in looks and not destroyed(one.stream):
            fault = "its history left the store, but its key was never destroyed"
            yield finding(one.position, one.stream.hex, None, fault)
