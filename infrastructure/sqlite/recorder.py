"""The append: events, log entries, sealed values and the repeated answer, in one transaction.

The same transaction is the only lawful way out of the store: it records that a stream was erased,
and deletes that stream's rows, which the triggers allow for no other stream.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder

from griffie.application.ports import (
    PORTAL_PAIR,
    Indexed,
    Locked,
    RepeatedAnswer,
    SettledMessage,
    StoreBehindError,
)
from griffie.application.requests.together import Together
from griffie.application.sending.codes import CodeAsked
from griffie.application.sending.outbox import Mailed, Outgoing
from griffie.domain.events import StreamErased
from griffie.infrastructure.database import Cursor
from griffie.infrastructure.sqlite.answer_codes import insert_code
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.messages import settle
from griffie.infrastructure.sqlite.outbox import change, delete_of, insert_outgoing, stop_erased
from griffie.infrastructure.sqlite.reading import StoreRecorder
from griffie.infrastructure.sqlite.schema import TABLES, TRIGGERS
from griffie.infrastructure.sqlite.sealed_rows import insert_index, insert_values
from griffie.infrastructure.sqlite.together import (
    insert_answers,
    insert_logged,
    record_in,
    record_together,
)
from griffie.infrastructure.vault.secure_file import overwrite_what_is_deleted

FORGET_WHO = """DELETE FROM search_index WHERE request_id = ?
    AND kind IN ('name', 'email', 'phone', 'postal_address')"""
FORGET_CODE = "DELETE FROM search_index WHERE request_id = ? AND kind = ?"


class AppendOnlyRecorder(StoreRecorder, SQLiteApplicationRecorder):
    """The library's recorder, with the log and the vault in the same transaction."""

    datastore: Datastore

    def construct_create_table_statements(self) -> list[str]:
        return [*TABLES, *TRIGGERS]

    def create_table(self) -> None:
        self.datastore.make(*self.create_table_statements)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        last, entries = self.datastore.recorded(lambda c: self._insert(c, stored_events, **kwargs))
        anchor = self.datastore.anchor
        if entries and anchor:  # after the commit, and before anybody is answered
            anchor.write(last, entries[-1])
        return range(last - len(entries) + 1, last + 1)

    def _insert(
        self,
        c: Cursor,
        stored_events: Sequence[StoredEvent],
        *,
        locked: Sequence[Locked] = (),
        indexed: Sequence[Indexed] = (),
        found_anew: UUID | None = None,
        code_anew: UUID | None = None,
        settles: SettledMessage | None = None,
        outgoing: Sequence[Outgoing] = (),
        mailed: Mailed | None = None,
        code: CodeAsked | None = None,
        erases: tuple[UUID, datetime] | None = None,
        repeat: RepeatedAnswer | None = None,
        erased: Sequence[StreamErased] = (),
        **_: Any,
    ) -> tuple[int, list[bytes]]:
        """The last position, and the log entries."""
        if self.datastore.older:
            raise StoreBehindError(self.datastore.older)
        if settles:
            settle(c, settles)  # who is second is told so, and not that a version is taken
        if mailed:
            change(c, mailed)
        last, entries = insert_logged(c, stored_events)
        if found_anew:  # under its corrected name alone
            overwrite_what_is_deleted(c)
            c.execute(FORGET_WHO, (found_anew.hex,))
        if code_anew:  # the code before opens nothing any more
            overwrite_what_is_deleted(c)
            c.execute(FORGET_CODE, (code_anew.hex, PORTAL_PAIR))
        insert_values(c, locked)
        insert_index(c, indexed, settles.message if settles else None)
        insert_answers(c, [repeat] if repeat else [])
        insert_outgoing(c, outgoing)
        if code:
            insert_code(c, code)
        if erases:
            stop_erased(c, *erases)
        for history in erased:
            delete_of(c, history.stream)
            delete = "DELETE FROM stored_events WHERE originator_id = ?"
            c.execute(delete, (history.stream.hex,))
            c.execute("SELECT changes()")
            if c.fetchone()[0] != history.events:
                raise IntegrityError("it has grown since it was counted")
        return last, entries

    def record_together(self, group: Sequence[Together]) -> int:
        """Record what several commands decided: all of it, or nothing. Gives the last position.

        Raises IntegrityError where one of them was decided on what is no longer so.
        """
        if self.datastore.older:
            raise StoreBehindError(self.datastore.older)
        return record_together(self.datastore, group)

    def record_in(self, c: Any, group: Sequence[Together]) -> tuple[int, bytes]:
        """The same in a transaction that is open; the last log entry beside the position."""
        return record_in(c, group)


class AsItStands(AppendOnlyRecorder):
    """A recorder for an audit of a store with altered guards: opening it puts none back."""

    def construct_create_table_statements(self) -> list[str]:
        return []
