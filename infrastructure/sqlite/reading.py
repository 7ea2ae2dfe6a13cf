"""What is read of a store by who decides, signs and audits, and where checkpoints are kept.

See `application.ports.EventLookup` and `domain.log.entry.LogStore`.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import OperationalError

from griffie.application.ports import RepeatedAnswer, StoreBehindError
from griffie.application.requests.together import Together
from griffie.domain.log.entry import LoggedRow, StoredRow, as_octets, leaf_hash
from griffie.domain.model.event import Event
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.mapper import read_event
from griffie.infrastructure.sqlite.together import LAST, instant_of
from griffie.infrastructure.sqlite.turn import StoreTurn


class StoreRecorder(ABC):
    """A recorder of either kind of store: what it reads is asked in the same words."""

    datastore: Database

    @abstractmethod
    def record_together(self, group: Sequence[Together]) -> int:
        """Record what several commands decided: all of it, or nothing. Gives the last position.

        Raises IntegrityError where one of them was decided on what is no longer so.
        """

    @abstractmethod
    def record_in(self, c: Any, group: Sequence[Together]) -> tuple[int, bytes]:
        """The same in a transaction that is open; the last log entry beside the position."""

    @contextmanager
    def in_turn(self) -> Iterator[StoreTurn]:
        """Within the block nobody else records. What was recorded in it is kept at its end.

        Raises the library's errors, and IntegrityError as `record_together` does.
        """
        if self.datastore.older:
            raise StoreBehindError(self.datastore.older)
        with self.datastore.transaction(commit=True) as c:
            turn = StoreTurn(c, self.record_in)
            yield turn
        if turn.recorded and self.datastore.anchor:  # after the commit, before anybody is answered
            self.datastore.anchor.write(*turn.recorded)

    def repeated_answer(self, key: str, since: datetime) -> RepeatedAnswer | None:
        """The answer once given under a key, unless that was before `since`."""
        statement = "SELECT * FROM answers WHERE key = ? AND at >= ?"
        found = self._answers(statement, (key, since.isoformat()))
        return found[0] if found else None

    def answered_among(self, keys: Collection[str], since: datetime) -> set[str]:
        """Those of these keys under which something was answered, and not before `since`."""
        statement = """SELECT key FROM answers
            WHERE key IN (SELECT value FROM json_each(?)) AND at >= ?"""
        asked = (json.dumps([*keys]), since.isoformat())
        return {key for (key,) in self.datastore.rows(statement, asked)}

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

    def keep_checkpoint(self, size: int, note: str, *, after: int, last: bytes) -> bool:
        with self.datastore.transaction(commit=True) as c:
            c.execute("SELECT COALESCE(MAX(size), 0) FROM checkpoints")
            (kept,) = c.fetchone()
            c.execute("SELECT entry FROM log WHERE position = ?", (size,))
            found = c.fetchone()
            if kept != after or (size and not (found and leaf_hash(as_octets(found[0])) == last)):
                return False
            c.execute("INSERT INTO checkpoints VALUES (?, ?)", (size, note))
        return True


_PAGE = (
    "SELECT rowid, {}, originator_version, {}, CAST(state AS BLOB) FROM stored_events"
    " WHERE rowid >= ? ORDER BY rowid LIMIT ?"
)
_ENTRIES = "SELECT position, {} FROM log WHERE position >= ? ORDER BY position LIMIT ?"


def _as_text(octets: bytes) -> str:
    return octets.decode("utf-8", "surrogateescape")
