"""Every event in the order of the log, read from SQLite in pages."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic_core import from_json

from griffie.application.ports import LogLine, Recorded
from griffie.domain.housekeeping import looks_stream
from griffie.domain.log.entry import PREFIX, leaf_hash, tag
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.mapper import UnreadableEventError, read_event


class SQLiteHistory:
    """The events by position, which counts from 1. See `application.ports.History`."""

    def __init__(self, datastore: Database) -> None:
        self._datastore = datastore
        self._beginnings: dict[UUID, int] = {}

    def page(self, after: int, limit: int, upto: int | None = None) -> Sequence[Recorded]:
        """The events at the positions that follow, up to and including `upto`."""
        statement = (
            "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
            " WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?"
        )
        end = upto if upto is not None else 2**62
        return [
            Recorded(at, read_event(_read_uuid(stream), version, topic, state))
            for at, stream, version, topic, state in self._datastore.tuples(
                statement, (after, end, limit)
            )
        ]

    def stream_page(
        self, after: tuple[str, int], limit: int, upto: int, *, beyond: str = "g"
    ) -> Sequence[Recorded]:
        """The events that follow one, by stream and version, up to and including `upto`."""
        return [
            Recorded(at, read_event(_read_uuid(stream), version, topic, state))
            for at, stream, version, topic, state in self._datastore.tuples(
                _BY_STREAM, (*after, beyond, upto, limit)
            )
        ]

    def newest(self) -> int:
        """The last position; nought in an empty store."""
        ((last,),) = self._datastore.rows("SELECT COALESCE(MAX(rowid), 0) FROM stored_events")
        return int(last)

    def requests(self, upto: int) -> int:
        """How many requests that are there began at or before a position."""
        statement = (
            "SELECT COUNT(*) FROM stored_events WHERE topic = 'RequestReceived' AND rowid <= ?"
        )
        ((count,),) = self._datastore.rows(statement, (upto,))
        return int(count)

    def position_at(self, at: datetime) -> int:
        """The last position recorded by an instant: time never runs back in the log."""
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

    def next_after(self, position: int) -> int:
        """The next position at which an event stands; past the newest where there is none."""
        statement = "SELECT MIN(rowid) FROM stored_events WHERE rowid > ?"
        ((following,),) = self._datastore.rows(statement, (position,))
        return int(following or position + 1)

    def instant_of(self, position: int) -> datetime | None:
        """When the last event at or before a position was recorded.

        Where none stands there, the next event's instant; None in an empty store.
        """
        statement = "SELECT state FROM stored_events WHERE rowid <= ? ORDER BY rowid DESC LIMIT 1"
        for (state,) in self._datastore.rows(statement, (position,)):
            return datetime.fromisoformat(from_json(state)["at"])
        following = self._recorded_from(position)
        return following and following[1]

    def version_at(self, stream: UUID, position: int) -> int | None:
        """The version of a stream at a position; None before its first event."""
        statement = (
            "SELECT MAX(originator_version) FROM stored_events"
            " WHERE originator_id = ? AND rowid <= ?"
        )
        ((version,),) = self._datastore.rows(statement, (stream.hex, position))
        return version if isinstance(version, int) else None

    def stirred_since(self, position: int) -> Iterator[tuple[UUID, int]]:
        """The streams with events after a position, and their versions at it: 0 for a new one.

        Read some thousand events at a time, up to what is newest when the end is reached.
        """
        after = position
        while after < (newest := self.newest()):
            last = min(after + _WINDOW, newest)
            for stream, first in self._datastore.tuples(_STIRRED, (after, last, position)):
                yield UUID(stream), first - 1
            after = last

    def departures(self) -> int:
        """How many histories have lawfully left the store so far."""
        ((count,),) = self._datastore.rows(
            "SELECT COUNT(*) FROM stored_events WHERE topic = 'StreamErased'"
        )
        return int(count)

    def departed_since(self, position: int) -> frozenset[UUID]:
        """The streams that have lawfully left since a position, requests and others."""
        rows = self._datastore.tuples(_LEFT, (position,))
        return frozenset(UUID(stream) for (stream,) in rows)

    def left_since(self, position: int) -> int:
        """How many requests that stood at a position have lawfully left since."""
        left = self.departed_since(position)
        return sum(
            self._entered(stream) <= position
            for stream in left - {looks_stream(one) for one in left}
        )

    def _entered(self, stream: UUID) -> int:
        """Where in the log a history began: its entry stays when the history goes."""
        if stream not in self._beginnings:
            statement = "SELECT MIN(position) FROM log WHERE substr(entry, ?, 32) = ?"
            found = self._datastore.rows(statement, (len(PREFIX) + 1, tag(stream, 1)))
            self._beginnings[stream] = found[0][0] or _NEVER
        return self._beginnings[stream]

    def lines(self, after: int, limit: int) -> Sequence[LogLine]:
        """The log from an index on, each entry with its event unless that lawfully went."""
        statement = f"{_LINES} WHERE position > ? ORDER BY position LIMIT ?"
        return [_log_line(row) for row in self._datastore.rows(statement, (after + 1, limit))]

    def lines_of(self, stream: UUID) -> Sequence[LogLine]:
        """The events of one stream, with their places in the log."""
        statement = f"{_LINES} WHERE originator_id = ? ORDER BY originator_version"
        return [_log_line(row) for row in self._datastore.rows(statement, (stream.hex,))]


_NEVER = 2**62
_BY_STREAM = """SELECT rowid, originator_id, originator_version, topic, state FROM stored_events
    WHERE (originator_id, originator_version) > (?, ?) AND originator_id < ? AND +rowid <= ?
    ORDER BY originator_id, originator_version LIMIT ?"""
_WINDOW = 20_000
# The first event of a stream since then is the one whose predecessor is not since then.
_STIRRED = """SELECT originator_id, originator_version FROM stored_events AS e
    WHERE rowid > ? AND rowid <= ? AND NOT EXISTS (SELECT 1 FROM stored_events AS before
        WHERE before.originator_id = e.originator_id
        AND before.originator_version = e.originator_version - 1 AND +before.rowid > ?)"""
_LEFT = """SELECT json_extract(CAST(state AS TEXT), '$.data.stream') FROM stored_events
    WHERE topic = 'StreamErased' AND +rowid > ?"""

_read_uuid = lru_cache(20_000)(UUID)
"""A stream comes again and again: its name is read once."""

_LINES = """SELECT position, entry, originator_id, originator_version, topic, state
    FROM log LEFT JOIN stored_events ON stored_events.rowid = log.position"""


def _log_line(row: Any) -> LogLine:
    """One entry of the log with its event, if that is there; index counted from 0.

    Positions count from 1, the indexes of a Merkle tree from 0.
    """
    position, entry, stream, version, topic, state = row
    if stream is None:
        return LogLine(position - 1, entry, leaf_hash(entry))
    try:
        stored = from_json(state)
        told = {name: stored[name] for name in ("actor", "at", "data", "nonce", "schema")}
        return LogLine(position - 1, entry, leaf_hash(entry), UUID(stream), version, topic, told)
    except (ValueError, TypeError, LookupError, AttributeError):
        raise UnreadableEventError(f"log entry {position}: run griffie audit") from None
