"""Histories folded by several processes beside each other, each a range of them.

What a request's row is follows from its own history alone. So the streams can be shared out by
their names, which are chance; the rows are written by one process, range after range.
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import Protocol
from uuid import UUID

from griffie.application.ports import History
from griffie.application.projections.registry import Definition, EventReplay
from griffie.application.projections.whole_histories import BEYOND, FIRST, Folded
from griffie.domain.errors import TryAgainError
from griffie.domain.model.event import Event
from griffie.domain.rights_request import RightsRequest

OF_A_RANGE = 20_000
"""Events in a range that one process folds at a time, about: their rows go over together."""
WORTH = 5
"""Ranges from which on several processes are worth their start: half a second each."""
_DIGITS = 8


class FoldersEndedError(TryAgainError):
    """A process that folded was ended from outside: the old rows stand as they stood."""

    code = "folders"
    sentence = "A process that folded was ended, by somebody or for want of memory. Nothing changed"
    remedy = "try again with fewer --workers"


class Folders(Protocol):
    """The port to processes that fold beside each other."""

    def folded(self, definition: Definition, upto: int, workers: int) -> Iterator[Folded]:
        """What comes of every range of streams, in their order, with the events up to a position.

        Raises FoldersEndedError.
        """


def ranges(events: int) -> list[tuple[str, str]]:
    """Names of streams in ranges, from the first to before the second, for so many events."""
    many = max(1, events // OF_A_RANGE)
    bounds = [format(16**_DIGITS * one // many, f"0{_DIGITS}x") for one in range(1, many)]
    return list(zip([FIRST, *bounds], [*bounds, BEYOND], strict=True))


def replay_of(history: History) -> EventReplay:
    """Replays requests from their events alone, without what a whole store remembers of them."""

    def events_of(stream: UUID, version: int) -> list[Event]:
        page = history.stream_page((stream.hex, 0), version, 2**62)
        told = (recorded.event for recorded in page)
        return list(takewhile(lambda event: event.originator_id == stream, told))

    def request_at(stream: UUID, version: int) -> RightsRequest | None:
        request: RightsRequest | None = None
        for event in events_of(stream, version):
            request = event.mutate(request)
        return request if request and request.version == version else None

    return EventReplay(request_at, events_of)
