"""The messages of the inbox, in a table of their own: codes, days and digests, no personal data."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from griffie.application.intake.message import (
    Became,
    Message,
    MessageCounts,
    MessageQuery,
    MessageSettledError,
    MessageState,
)
from griffie.application.ports import Indexed, Locked, SettledMessage, StoreBehindError
from griffie.domain.law import Language
from griffie.domain.model.values import Sealed
from griffie.domain.request.remarks import DkimResult, RemarkCode
from griffie.infrastructure.database import Cursor, Database
from griffie.infrastructure.sqlite.sealed_rows import EMPTY, UNINDEX, insert_index, insert_values

TABLES = (
    """CREATE TABLE IF NOT EXISTS messages (id TEXT PRIMARY KEY, arrived_at TEXT NOT NULL,
       arrived_on TEXT NOT NULL, taken_at TEXT NOT NULL, read_by TEXT NOT NULL,
       parked INTEGER NOT NULL, mail TEXT NOT NULL, sender TEXT NOT NULL, size INTEGER NOT NULL,
       language TEXT, remarks TEXT NOT NULL, attachments INTEGER NOT NULL, became TEXT,
       request TEXT, settled_by TEXT, settled_at TEXT, forget_on TEXT, reason TEXT,
       dkim TEXT NOT NULL DEFAULT 'not_checked')""",
    "CREATE INDEX IF NOT EXISTS messages_that_wait ON messages (arrived_at) WHERE became IS NULL",
)
_HAS_DKIM = "SELECT 1 FROM pragma_table_info('messages') WHERE name = 'dkim'"
_ADD_DKIM = "ALTER TABLE messages ADD COLUMN dkim TEXT NOT NULL DEFAULT 'not_checked'"
_KEPT = "EXISTS (SELECT 1 FROM vault WHERE request_id = messages.id AND digest = messages.mail)"
_NOTED = "EXISTS (SELECT 1 FROM json_each(messages.remarks) WHERE value = :remark)"
_STATES = {
    MessageState.UNREAD: f"became IS NULL AND NOT parked AND {_KEPT}",
    MessageState.PARKED: f"became IS NULL AND parked AND {_KEPT}",
    MessageState.REQUEST: "became = 'request'",
    MessageState.JOINED: "became = 'joined'",
    MessageState.NO_REQUEST: f"(became = 'no_request' OR became IS NULL AND NOT {_KEPT})",
}
"""`Message.state` in SQL. A test holds the two to each other."""
_SETTLE = """UPDATE messages SET (became, request, settled_by, settled_at, forget_on, reason)
    = (?, ?, ?, ?, ?, ?) WHERE id = ?
    AND COALESCE(became, '') = CASE WHEN CAST(? AS TEXT) IS NULL THEN 'no_request' ELSE '' END
    AND mail <> '' RETURNING 1"""
_EMPTIED = """UPDATE messages SET mail = '', sender = '', size = 0, language = NULL, remarks = '[]',
    attachments = 0, reason = NULL WHERE id = ? AND became = 'no_request'"""


class SQLiteMessages:
    """See `application.intake.message.MessageStore`."""

    def __init__(self, datastore: Database) -> None:
        self._datastore = datastore
        datastore.make(*TABLES)
        if not (
            datastore.on_server or datastore.rows(_HAS_DKIM)
        ):  # of a store that was made before
            with datastore.transaction(commit=True) as c:
                c.execute(_HAS_DKIM)
                if not c.fetchone():
                    c.execute(_ADD_DKIM)

    def add(self, message: Message, locked: list[Locked], indexed: list[Indexed]) -> None:
        if self._datastore.older:
            raise StoreBehindError(self._datastore.older)
        with self._datastore.transaction(commit=True) as c:
            insert_index(c, indexed)
            insert_values(c, locked)
            row = [_plain(value) for value in message[:-1]]
            c.execute(f"INSERT INTO messages VALUES ({', '.join('?' * len(row))})", row)

    def get(self, message_id: UUID) -> Message | None:
        found = self._messages("id = :id", "", id=message_id.hex)
        return found[0] if found else None

    def page(self, query: MessageQuery) -> list[Message]:
        asked: dict[str, Any] = {"limit": query.limit}
        conditions = [_STATES[query.state]] if query.state else []
        if query.late_on:
            conditions += [_STATES[MessageState.UNREAD], "read_by < :late_on"]
            asked["late_on"] = query.late_on.isoformat()
        if query.language:
            conditions.append("language = :language")
            asked["language"] = query.language
        if query.remark:
            conditions.append(_NOTED)
            asked["remark"] = query.remark
        if query.after:
            conditions.append("(arrived_at, id) > (:arrived_at, :id)")
            asked["arrived_at"], asked["id"] = query.after
        order = "ORDER BY arrived_at, id LIMIT :limit"
        return self._messages(" AND ".join(conditions) or "TRUE", order, **asked)

    def counts(self, at: datetime, on: date) -> MessageCounts:
        select = f"""SELECT COUNT(*) FILTER (WHERE NOT parked),
            COUNT(*) FILTER (WHERE NOT parked AND read_by < :on), COUNT(*) FILTER (WHERE parked)
            FROM messages WHERE taken_at <= :at AND (settled_at IS NULL AND {_KEPT}
            OR settled_at > :at)"""
        asked = {"at": _plain(at), "on": on.isoformat()}
        (found,) = self._datastore.rows(select, asked)
        return MessageCounts(*found)

    def due_to_go(self, on: date) -> list[UUID]:
        if self._datastore.older:  # an old copy is read, and nothing in it changes
            return []
        select = """SELECT id FROM messages WHERE became = 'no_request' AND forget_on <= ?
            AND EXISTS (SELECT 1 FROM vault WHERE request_id = messages.id)"""
        return [UUID(row["id"]) for row in self._datastore.rows(select, (on.isoformat(),))]

    def empty(self, message_id: UUID) -> None:
        with self._datastore.transaction(commit=True) as c:
            c.execute(_EMPTIED, (message_id.hex,))

    def _messages(self, condition: str, order: str, **asked: Any) -> list[Message]:
        select = f"SELECT *, {_KEPT} AS kept FROM messages WHERE {condition} {order}"
        return [_message(row) for row in self._datastore.rows(select, asked)]


def find_lost(datastore: Database) -> list[UUID]:
    """The messages whose words are not there, and which nobody set aside: for the audit."""
    select = f"SELECT id FROM messages WHERE became IS NULL AND NOT {_KEPT}"
    return [UUID(row["id"]) for row in datastore.rows(select)]


def settle(c: Cursor, settled: SettledMessage) -> None:
    """Write what became of a message. Raises MessageSettledError where somebody was first.

    What joined a request lies there from now on: its own values are emptied in the same breath.
    """
    became = settled.became
    about = (settled.request, settled.by, settled.at, settled.forget_on, settled.reason)
    row = [_plain(value) for value in (became, *(about if became else (None,) * len(about)))]
    c.execute(_SETTLE, (*row, settled.message.hex, became))
    if not c.fetchone():
        raise MessageSettledError
    if became == Became.JOINED:
        for statement in (EMPTY, UNINDEX):
            c.execute(statement, (settled.message.hex,))


def _plain(value: Any) -> Any:
    match value:
        case UUID():
            return value.hex
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case tuple():
            return json.dumps(value)
    return value


def _message(row: Any) -> Message:
    return Message(
        id=UUID(row["id"]),
        arrived_at=datetime.fromisoformat(row["arrived_at"]),
        arrived_on=date.fromisoformat(row["arrived_on"]),
        taken_at=datetime.fromisoformat(row["taken_at"]),
        read_by=date.fromisoformat(row["read_by"]),
        parked=bool(row["parked"]),
        mail=Sealed(row["mail"]),
        sender=Sealed(row["sender"]),
        size=row["size"],
        language=Language(row["language"]) if row["language"] else None,
        remarks=tuple(RemarkCode(code) for code in json.loads(row["remarks"])),
        attachments=row["attachments"],
        became=Became(row["became"]) if row["became"] else None,
        request=UUID(row["request"]) if row["request"] else None,
        settled_by=row["settled_by"],
        settled_at=datetime.fromisoformat(row["settled_at"]) if row["settled_at"] else None,
        forget_on=date.fromisoformat(row["forget_on"]) if row["forget_on"] else None,
        reason=Sealed(row["reason"]) if row["reason"] else None,
        dkim=DkimResult(row["dkim"]),
        kept=bool(row["kept"]),
    )
