"""The rows of the outbox. No personal data: ids, states and instants."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from griffie.application.sending.outbox import (
    Mailed,
    MailSettledError,
    OutboxRow,
    OutboxState,
    Outgoing,
    UnknownMailError,
)
from griffie.domain.request.outgoing_mail import MailKind
from griffie.infrastructure.database import Cursor, Database
from griffie.infrastructure.sqlite.answer_codes import SQLiteCodes, forget_code
from griffie.infrastructure.sqlite.digests import SQLiteDigests

TABLES = (
    """CREATE TABLE IF NOT EXISTS outbox (mail TEXT PRIMARY KEY, request_id TEXT NOT NULL,
       kind TEXT NOT NULL, message_id TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
       queued_at TEXT NOT NULL, next_at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
       changed_at TEXT NOT NULL, said TEXT NOT NULL DEFAULT '') WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS outbox_by_state ON outbox (state, next_at)",
    "CREATE INDEX IF NOT EXISTS outbox_by_request ON outbox (request_id)",
    "CREATE INDEX IF NOT EXISTS outbox_by_kind ON outbox (kind, state, next_at)",
)
_WAIT = """INSERT INTO outbox (mail, request_id, kind, message_id, state, queued_at, next_at,
    changed_at) VALUES (:mail, :request, :kind, :message_id, 'waiting', :at, :at, :at)"""
_ERASED = """UPDATE outbox SET state = 'erased', changed_at = ?
    WHERE request_id = ? AND state IN ('waiting', 'sending', 'perhaps', 'stopped')"""
AS_RESTORED = """UPDATE outbox SET state = 'perhaps' WHERE state IN ('waiting', 'sending')"""
"""In a store that was put back, what waited may have left since the backup was made."""
_SELECT = "SELECT * FROM outbox WHERE {} ORDER BY queued_at, mail"


class SQLiteOutbox:
    """See `application.sending.outbox.Outbox`. Raises PersistenceError as well."""

    def __init__(
        self, datastore: Database, lock: Callable[[], AbstractContextManager[None]]
    ) -> None:
        """`lock` is that of the one sender: see `Outbox.alone`."""
        self._datastore, self._lock = datastore, lock
        self.codes, self.digests = SQLiteCodes(datastore), SQLiteDigests(datastore)
        datastore.make(*TABLES)

    def get(self, mail: UUID) -> OutboxRow:
        for row in self._rows("mail = ?", mail.hex):
            return row
        raise UnknownMailError

    def in_state(self, *states: OutboxState) -> list[OutboxRow]:
        return self._rows(f"state IN ({_some(states)})", *states)

    def due(self, at: datetime) -> list[OutboxRow]:
        return self._rows("state = 'waiting' AND next_at <= ?", _instant(at))

    def due_of(
        self, kind: MailKind, states: Collection[OutboxState], at: datetime
    ) -> list[OutboxRow]:
        condition = f"kind = ? AND state IN ({_some(states)}) AND next_at <= ?"
        return self._rows(condition, kind, *states, _instant(at))

    def counts(self) -> Mapping[OutboxState, int]:
        found = self._datastore.rows("SELECT state, COUNT(*) FROM outbox GROUP BY state")
        return {OutboxState(state): count for state, count in found}

    def queued_since(self, requests: Collection[UUID], kind: MailKind, at: datetime) -> int:
        named = [one.hex for one in requests]
        select = f"""SELECT COUNT(*) FROM outbox WHERE request_id IN ({_some(named)})
            AND kind = ? AND queued_at >= ?"""
        ((count,),) = self._datastore.rows(select, (*named, kind, _instant(at)))
        return int(count)

    def of_message_id(self, message_ids: Collection[str]) -> OutboxRow | None:
        found = self._rows(f"message_id IN ({_some(message_ids)})", *message_ids)
        return found[0] if found else None

    def handing_over(self, mail: UUID, at: datetime) -> None:
        with self._datastore.transaction(commit=True) as c:
            change(c, Mailed(mail, (OutboxState.WAITING,), OutboxState.SENDING, at))

    def tried(self, mail: UUID, at: datetime, next_at: datetime, said: str) -> None:
        update = """UPDATE outbox SET state = 'waiting', tries = tries + 1, changed_at = ?,
            next_at = ?, said = ? WHERE mail = ? AND state IN ('waiting', 'sending')"""
        with self._datastore.transaction(commit=True) as c:
            c.execute(update, (_instant(at), _instant(next_at), said, mail.hex))

    def look_again(self, mail: UUID, at: datetime, next_at: datetime, said: str) -> None:
        update = """UPDATE outbox SET tries = tries + 1, changed_at = ?, next_at = ?, said = ?
            WHERE mail = ? AND state IN ('perhaps', 'sent')"""
        with self._datastore.transaction(commit=True) as c:
            c.execute(update, (_instant(at), _instant(next_at), said, mail.hex))

    def note(self, mail: UUID, state: OutboxState, at: datetime) -> None:
        update = "UPDATE outbox SET state = ?, changed_at = ? WHERE mail = ?"
        with self._datastore.transaction(commit=True) as c:
            c.execute(update, (state, _instant(at), mail.hex))

    def alone(self) -> AbstractContextManager[None]:
        return self._lock()

    def _rows(self, condition: str, *asked: Any) -> list[OutboxRow]:
        return [_row(row) for row in self._datastore.rows(_SELECT.format(condition), asked)]


def insert_outgoing(c: Cursor, outgoing: Sequence[Outgoing]) -> None:
    """Let messages wait."""
    for one in outgoing:
        row = {**one._asdict(), "mail": one.mail.hex, "request": one.request.hex}
        c.execute(_WAIT, row | {"at": _instant(one.at)})


def change(c: Cursor, mailed: Mailed) -> None:
    """Write what became of a message. Raises MailSettledError where it is in another state."""
    update = f"""UPDATE outbox SET state = ?, changed_at = ?, said = ? WHERE mail = ?
        AND state IN ({_some(mailed.before)}) RETURNING 1"""
    row = (mailed.state, _instant(mailed.at), mailed.said, mailed.mail.hex, *mailed.before)
    c.execute(update, row)
    if not c.fetchone():
        raise MailSettledError
    if mailed.state is OutboxState.WAITING:  # once more, and as long as the first time
        anew = "UPDATE outbox SET tries = 0, queued_at = ?, next_at = ? WHERE mail = ?"
        c.execute(anew, (_instant(mailed.at), _instant(mailed.at), mailed.mail.hex))


def stop_erased(c: Cursor, request: UUID, at: datetime) -> None:
    """Nothing of a request whose personal data are erased goes out any more."""
    c.execute(_ERASED, (_instant(at), request.hex))
    forget_code(c, request)


def delete_of(c: Cursor, stream: UUID) -> None:
    """The rows of a history that leaves the store."""
    c.execute("DELETE FROM outbox WHERE request_id = ?", (stream.hex,))
    forget_code(c, stream)


def _some(values: Collection[Any]) -> str:
    return ", ".join("?" * len(values))


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _row(row: Any) -> OutboxRow:
    return OutboxRow(
        UUID(row["mail"]),
        UUID(row["request_id"]),
        MailKind(row["kind"]),
        row["message_id"],
        OutboxState(row["state"]),
        datetime.fromisoformat(row["queued_at"]),
        datetime.fromisoformat(row["next_at"]),
        row["tries"],
        datetime.fromisoformat(row["changed_at"]),
        row["said"],
    )
