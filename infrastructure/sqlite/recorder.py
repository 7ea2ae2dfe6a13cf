"""The append: events, log entries, sealed values and the repeated answer, in one transaction.

The same transaction is the only lawful way out of the store: it records that a stream was erased,
and deletes that stream's rows, which the triggers allow for no other stream.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import IntegrityError, OperationalError, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor
from pydantic_core import from_json

from griffie.application.ports import (
    Indexed,
    Locked,
    RepeatedAnswer,
    SettledMessage,
    StoreBehindError,
)
from griffie.domain.events import StreamErased
from griffie.domain.log.entry import LoggedRow, StoredRow, entry
from griffie.domain.model.event import Event
from griffie.domain.model.policy import REPEATS_FOR
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.mapper import read_event
from griffie.infrastructure.sqlite.messages import settle
from griffie.infrastructure.sqlite.schema import TABLES, TRIGGERS
from griffie.infrastructure.sqlite.sealed_rows import insert_index, insert_values


class AppendOnlyRecorder(SQLiteApplicationRecorder):
    """The library's recorder, with the log and the vault in the same transaction."""

    datastore: Datastore

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.insert_events_statement = (
            "INSERT INTO stored_events (originator_id, originator_version, topic, state)"
            " VALUES (?, ?, ?, ?)"
        )

    def construct_create_table_statements(self) -> list[str]:
        return [*TABLES, *TRIGGERS]

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        locked: Sequence[Locked] = (),
        indexed: Sequence[Indexed] = (),
        settles: SettledMessage | None = None,
        repeat: RepeatedAnswer | None = None,
        erased: Sequence[StreamErased] = (),
        **_: Any,
    ) -> Sequence[int] | None:
        if self.datastore.older:
            raise StoreBehindError(self.datastore.older)
        refuse_earlier(c, stored_events)
        positions = super()._insert_events(c, stored_events)
        assert positions is not None
        c.executemany(
            "INSERT INTO log VALUES (?, ?)",
            [(at, _log_entry(event)) for at, event in zip(positions, stored_events, strict=True)],
        )
        if settles:
            settle(c, settles)  # before what it leaves is written under another name
        insert_values(c, locked)
        insert_index(c, indexed)
        if repeat:
            c.execute("DELETE FROM answers WHERE at < ?", ((repeat.at - REPEATS_FOR).isoformat(),))
            row = (repeat.key, repeat.request_id.hex, repeat.version, repeat.mac)
            c.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?)", (*row, repeat.at.isoformat()))
        for history in erased:
            delete = "DELETE FROM stored_events WHERE originator_id = ?"
            c.execute(delete, (history.stream.hex,))
            c.execute("SELECT changes()")
            if c.fetchone()[0] != history.events:
                raise IntegrityError("it has grown since it was counted")
        return positions

    def repeated_answer(self, key: str, since: datetime) -> RepeatedAnswer | None:
        """The answer once given under a key, unless that was before `since`."""
        statement = "SELECT * FROM answers WHERE key = ? AND at >= ?"
        for row in self.datastore.rows(statement, (key, since.isoformat())):
            at = datetime.fromisoformat(row["at"])
            return RepeatedAnswer(
                row["key"], UUID(row["request_id"]), row["version"], row["mac"], at
            )
        return None

    def newest_version(self, stream: UUID) -> int | None:
        """The version of the last event of a stream; none when there is no such stream (left)."""
        statement = "SELECT MAX(originator_version) FROM stored_events WHERE originator_id = ?"
        ((version,),) = self.datastore.rows(statement, (stream.hex,))
        return version if isinstance(version, int) else None

    def newest_instant(self) -> datetime | None:
        """When the last event was recorded; none in an empty store, or where it is damaged."""
        for row in self.datastore.rows(_LAST):
            return _instant_of(row["state"])
        return None

    def events_of(self, stream: UUID, upto: int | None = None) -> Sequence[Event]:
        """What happened in a stream, in order, up to and including a version."""
        statement = (
            "SELECT originator_version, topic, state FROM stored_events"
            " WHERE originator_id = ? AND originator_version <= ? ORDER BY originator_version"
        )
        rows = self.datastore.rows(statement, (stream.hex, 2**62 if upto is None else upto))
        return [read_event(stream, version, topic, state) for version, topic, state in rows]

    # What the log and its audit read: see `domain.log.entry.LogStore`.

    def log_size(self) -> int:
        ((size,),) = self.datastore.rows("SELECT COALESCE(MAX(position), 0) FROM log")
        return int(size)

    def logged_from(self, first: int, limit: int) -> list[LoggedRow]:
        statement = "SELECT position, entry FROM log WHERE position >= ? ORDER BY position LIMIT ?"
        return self.datastore.tuples(statement, (first, limit))

    def stored_from(self, first: int, limit: int) -> list[StoredRow]:
        with suppress(OperationalError):  # text that is no text: then more carefully
            return self.datastore.tuples(_PAGE.format("originator_id", "topic"), (first, limit))
        # As they stand, damaged or not: text that is no UTF-8 comes with surrogate escapes.
        careful = _PAGE.format("CAST(originator_id AS BLOB)", "CAST(topic AS BLOB)")
        rows = self.datastore.tuples(careful, (first, limit))
        return [
            (at, _as_text(stream), version, _as_text(topic), state)
            for at, stream, version, topic, state in rows
        ]

    def newest_checkpoint(self) -> str | None:
        rows = self._notes("ORDER BY size DESC LIMIT 1")
        return rows[0] if rows else None

    def checkpoints(self) -> list[str]:
        return self._notes("ORDER BY size")

    def _notes(self, which: str) -> list[str]:
        rows = self.datastore.rows(f"SELECT CAST(note AS BLOB) FROM checkpoints {which}")
        return [_as_text(note) for (note,) in rows]

    def keep_checkpoint(self, size: int, note: str) -> None:
        with self.datastore.transaction(commit=True) as c:
            c.execute("SELECT 1 FROM checkpoints WHERE size = ?", (size,))
            if not c.fetchone():
                c.execute("INSERT INTO checkpoints VALUES (?, ?)", (size, note))


class AsItStands(AppendOnlyRecorder):
    """A recorder for an audit of a store with altered guards: opening it puts none back."""

    def construct_create_table_statements(self) -> list[str]:
        return []


_PAGE = (
    "SELECT rowid, {}, originator_version, {}, CAST(state AS BLOB) FROM stored_events"
    " WHERE rowid >= ? ORDER BY rowid LIMIT ?"
)
_LAST = "SELECT state FROM stored_events ORDER BY rowid DESC LIMIT 1"


def refuse_earlier(c: SQLiteCursor, events: Sequence[StoredEvent]) -> None:
    """Refuse events from before the last one: time never runs back along the log.

    It is asked under the write lock, so that nothing comes between. Raises IntegrityError: the
    caller then decides again, no earlier than what was recorded last.
    """
    c.execute(_LAST)
    row = c.fetchone()
    latest = _instant_of(row["state"]) if row else None
    for event in events:
        at = _instant_of(event.state)
        if latest and at and at < latest:
            raise IntegrityError("something was recorded later than this was decided")
        latest = at


def _instant_of(state: bytes) -> datetime | None:
    """When an event was recorded; None where its bytes are damaged, which the audit reports."""
    try:
        return datetime.fromisoformat(from_json(state)["at"])
    except (ValueError, TypeError, LookupError):
        return None


def _as_text(octets: bytes) -> str:
    return octets.decode("utf-8", "surrogateescape")


def _log_entry(event: StoredEvent) -> bytes:
    stream = event.originator_id
    assert isinstance(stream, UUID)
    return entry(stream, event.originator_version, event.topic, event.state)
