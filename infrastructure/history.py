"""Every event in the order of the log, read in pages as SQLite gives them."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic_core import from_json

from application.ports import Line, Recorded
from infrastructure.datastore import Datastore
from infrastructure.log import leaf_hash
from infrastructure.mapper import read


class SQLiteHistory:
    def __init__(self, datastore: Datastore) -> None:
        self._datastore = datastore

    def page(self, after: int, limit: int, upto: int | None = None) -> Sequence[Recorded]:
        """The events at the positions that follow, up to and including `upto`."""
        statement = (
            "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
            " WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?"
        )
        end = upto if upto is not None else 2**62
        return [
            Recorded(at, read(stream_named(stream), version, topic, state))
            for at, stream, version, topic, state in self._datastore.tuples(
                statement, (after, end, limit)
            )
        ]

    def newest(self) -> int:
        """The last position; nought in an empty store."""
        ((last,),) = self._datastore.rows("SELECT COALESCE(MAX(rowid), 0) FROM stored_events")
        return int(last)

    def position_at(self, at: datetime) -> int:
        """The last position that was recorded by an instant: time never runs back along the log."""
        low, high = 0, self.newest()
        while low < high:
            middle = (low + high + 1) // 2
            recorded = self._recorded_from(middle)
            if recorded is None or recorded[1] > at:
                high = middle - 1
            else:
                low = recorded[0]
        return low

    def _recorded_from(self, position: int) -> tuple[int, datetime] | None:
        """The first event at or after a position (before it, histories may have lawfully gone)."""
        statement = "SELECT rowid, state FROM stored_events WHERE rowid >= ? ORDER BY rowid LIMIT 1"
        for at, state in self._datastore.rows(statement, (position,)):
            return at, datetime.fromisoformat(from_json(state)["at"])
        return None

    def lines(self, after: int, limit: int) -> Sequence[Line]:
        """The log from an index on, each entry with its event unless that lawfully went."""
        statement = f"{LINES} WHERE position > ? ORDER BY position LIMIT ?"
        return [line(row) for row in self._datastore.rows(statement, (after + 1, limit))]

    def lines_of(self, stream: UUID) -> Sequence[Line]:
        """The events of one stream, with their places in the log."""
        statement = f"{LINES} WHERE originator_id = ? ORDER BY originator_version"
        return [line(row) for row in self._datastore.rows(statement, (stream.hex,))]


stream_named = lru_cache(20_000)(UUID)
"""A stream comes again and again: its name is read once."""

LINES = """SELECT position, entry, originator_id, originator_version, topic, state
    FROM log LEFT JOIN stored_events ON stored_events.rowid = log.position"""


def line(row: Any) -> Line:
    """Positions count from one, the indexes of a Merkle tree from nought."""
    position, entry, stream, version, topic, state = row
    if stream is None:
        return Line(position - 1, entry, leaf_hash(entry))
    return Line(
        position - 1, entry, leaf_hash(entry), UUID(stream), version, topic, from_json(state)
    )
