"""A turn among the writers of a store: what is read in it still holds when it is recorded."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from griffie.application.requests.together import Together
from griffie.domain.model.event import Event
from griffie.infrastructure.database import Cursor
from griffie.infrastructure.sqlite.mapper import read_event
from griffie.infrastructure.sqlite.together import LAST, instant_of

RecordIn = Callable[[Cursor, Sequence[Together]], tuple[int, bytes]]
"""Records a group in an open transaction. Gives the last position, and its log entry."""


class StoreTurn:
    """An open transaction of the one who writes. See `application.requests.together.Turn`."""

    def __init__(self, cursor: Cursor, record: RecordIn) -> None:
        self._cursor, self._record = cursor, record
        cursor.execute(LAST)
        row = cursor.fetchone()
        self.latest: datetime | None = instant_of(row[0]) if row else None
        self.position = int(row[1]) if row else 0
        self.recorded: tuple[int, bytes] | None = None

    def tails(self, known: Mapping[UUID, int]) -> Iterator[tuple[UUID, Sequence[Event]]]:
        """What was recorded of each of these requests after the version that is known."""
        values = ", ".join(["(CAST(? AS TEXT), CAST(? AS BIGINT))"] * len(known))
        told = [word for stream, version in known.items() for word in (stream.hex, version)]
        self._cursor.execute(_TAILS.format(values), told)
        rows = ((UUID(stream), *row) for stream, *row in self._cursor.fetchall())
        for stream, of_it in groupby(rows, itemgetter(0)):
            yield stream, [read_event(*row) for row in of_it]

    def record(self, group: Sequence[Together]) -> int:
        """Record what was decided. Gives the last position. Raises the library's errors."""
        self.recorded = self._record(self._cursor, group)
        return self.recorded[0]


_TAILS = """WITH known(stream, version) AS (VALUES {})
SELECT originator_id, originator_version, topic, state FROM known JOIN stored_events
    ON originator_id = stream AND originator_version > version
    ORDER BY originator_id, originator_version"""
