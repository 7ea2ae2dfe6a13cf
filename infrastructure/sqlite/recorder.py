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

from griffie.application.ports import (
    PORTAL_PAIR,
    Indexed,
    Locked,
    RepeatedAnswer,
    SettledMessage,
    StoreBehindError,
)
from griffie.application.requests.together import Together
from griffie.application.sending.outbox import Mailed, Outgoing
from griffie.domain.events import StreamErased
from griffie.domain.log.entry import LoggedRow, StoredRow
from griffie.domain.model.event import Event
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.made_once import make
from griffie.infrastructure.sqlite.mapper import read_event
from griffie.infrastructure.sqlite.messages import settle
from griffie.infrastructure.sqlite.outbox import change, delete_of, insert_outgoing, stop_erased
from griffie.infrastructure.sqlite.schema import TABLES, TRIGGERS
from griffie.infrastructure.sqlite.sealed_rows import insert_index, insert_values
from griffie.infrastructure.sqlite.together import (
    INSERT_ENTRY,
    LAST,
    insert_answers,
    instant_of,
    log_entry,
    record_together,
    refuse_earlier,
)
from griffie.infrastructure.vault.secure_file import overwrite_what_is_deleted

_FORGET_WHO = """DELETE FROM search_index WHERE request_id = ?
    AND kind IN ('name', 'email', 'phone', 'postal_address')"""
_FORGET_CODE = "DELETE FROM search_index WHERE request_id = ? AND kind = ?"


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

    def create_table(self) -> None:
        make(self.datastore, *self.create_table_statements)

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        positions = super().insert_events(stored_events, **kwargs)
        anchor = self.datastore.anchor
        if positions and anchor:  # after the commit, and before anybody is answered
            anchor.write(positions[-1], log_entry(stored_events[-1]))
        return positions

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        locked: Sequence[Locked] = (),
        indexed: Sequence[Indexed] = (),
        found_anew: UUID | None = None,
        code_anew: UUID | None = None,
        settles: SettledMessage | None = None,
        outgoing: Sequence[Outgoing] = (),
        mailed: Mailed | None = None,
        erases: tuple[UUID, datetime] | None = None,
        repeat: RepeatedAnswer | None = None,
        erased: Sequence[StreamErased] = (),
        **_: Any,
    ) -> Sequence[int] | None:
        if self.datastore.older:
            raise StoreBehindError(self.datastore.older)
        if settles:
            settle(c, settles)  # who is second is told so, and not that a version is taken
        if mailed:
            change(c, mailed)
        refuse_earlier(c, stored_events)
        positions = super()._insert_events(c, stored_events)
        assert positions is not None
        entries = [log_entry(event) for event in stored_events]
        c.executemany(INSERT_ENTRY, list(zip(positions, entries, strict=True)))
        if found_anew:  # under its corrected name alone
            overwrite_what_is_deleted(c)
            c.execute(_FORGET_WHO, (found_anew.hex,))
        if code_anew:  # the code before opens nothing any more
            overwrite_what_is_deleted(c)
            c.execute(_FORGET_CODE, (code_anew.hex, PORTAL_PAIR))
        insert_values(c, locked)
        insert_index(c, indexed, settles.message if settles else None)
        insert_answers(c, [repeat] if repeat else [])
        insert_outgoing(c, outgoing)
        if erases:
            stop_erased(c, *erases)
        for history in erased:
            delete_of(c, history.stream)
            delete = "DELETE FROM stored_events WHERE originator_id = ?"
            c.execute(delete, (history.stream.hex,))
            c.execute("SELECT changes()")
            if c.fetchone()[0] != history.events:
                raise IntegrityError("it has grown since it was counted")
        return positions

    def record_together(self, group: Sequence[Together]) -> int:
        """Record what several commands decided: all of it, or nothing. Gives the last position.

        Raises IntegrityError where one of them was decided on what is no longer so.
        """
        if self.datastore.older:
            raise StoreBehindError(self.datastore.older)
        return record_together(self.datastore, group)

    def repeated_answer(self, key: str, since: datetime) -> RepeatedAnswer | None:
        """The answer once given under a key, unless that was before `since`."""
        statement = "SELECT * FROM answers WHERE key = ? AND at >= ?"
        found = self._answers(statement, (key, since.isoformat()))
        return found[0] if found else None

    def repeated_answers(self) -> list[RepeatedAnswer]:
        """Every answer that may be repeated, as it stands."""
        return self._answers("SELECT * FROM answers ORDER BY key")

    def _answers(self, statement: str, asked: tuple[str, ...] = ()) -> list[RepeatedAnswer]:
        return [
            RepeatedAnswer(
                row["key"],
                UUID(row["request_id"]),
                row["version"],
                row["mac"],
                datetime.fromisoformat(row["at"]),
            )
            for row in self.datastore.rows(statement, asked)
        ]

    def newest_version(self, stream: UUID) -> int | None:
        """The version of the last event of a stream; none when there is no such stream (left)."""
        statement = "SELECT MAX(originator_version) FROM stored_events WHERE originator_id = ?"
        ((version,),) = self.datastore.rows(statement, (stream.hex,))
        return version if isinstance(version, int) else None

    def newest_instant(self) -> datetime | None:
        """When the last event was recorded; none in an empty store, or where it is damaged."""
        for row in self.datastore.rows(LAST):
            return instant_of(row["state"])
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
        with suppress(OperationalError):  # text that is no text: then more carefully
            return self.datastore.tuples(_ENTRIES.format("entry"), (first, limit))
        careful = "CASE typeof(entry) WHEN 'blob' THEN entry ELSE '' END"
        return self.datastore.tuples(_ENTRIES.format(careful), (first, limit))

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
        rows = self._kept("ORDER BY size DESC LIMIT 1")
        return rows[0][1] if rows else None

    def checkpoints(self) -> list[str]:
        return [note for _, note in self.kept_checkpoints()]

    def kept_checkpoints(self) -> list[tuple[object, str]]:
        return self._kept("ORDER BY size")

    def _kept(self, which: str) -> list[tuple[object, str]]:
        rows = self.datastore.tuples(f"SELECT size, CAST(note AS BLOB) FROM checkpoints {which}")
        return [(size, _as_text(note or b"")) for size, note in rows]

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
_ENTRIES = "SELECT position, {} FROM log WHERE position >= ? ORDER BY position LIMIT ?"


def _as_text(octets: bytes) -> str:
    return octets.decode("utf-8", "surrogateescape")
