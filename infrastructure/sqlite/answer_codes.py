"""How often a code for the portal was tried. No personal data, and no digit of a code."""

from datetime import UTC, datetime
from uuid import UUID

from griffie.application.sending.codes import CodeAsked, Tried
from griffie.infrastructure.database import Cursor, Database

TABLES = (
    """CREATE TABLE IF NOT EXISTS answer_codes (request_id TEXT PRIMARY KEY,
       mail TEXT NOT NULL DEFAULT '', asked_at TEXT NOT NULL DEFAULT '',
       tries INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID""",
)
_ASKED = """INSERT INTO answer_codes (request_id, mail, asked_at, tries) VALUES (?, ?, ?, 0)
    ON CONFLICT (request_id) DO UPDATE SET mail = excluded.mail, asked_at = excluded.asked_at,
    tries = 0"""
_TRIED = """INSERT INTO answer_codes (request_id, tries) VALUES (?, 1)
    ON CONFLICT (request_id) DO UPDATE SET tries = answer_codes.tries + 1
    RETURNING mail, asked_at, tries"""
_USED = "UPDATE answer_codes SET mail = '' WHERE request_id = ? AND mail = ? RETURNING 1"


class SQLiteCodes:
    """See `application.sending.codes.Codes`. Raises PersistenceError as well."""

    def __init__(self, datastore: Database) -> None:
        self._datastore = datastore
        datastore.make(*TABLES)

    def tried(self, request: UUID) -> Tried:
        with self._datastore.transaction(commit=True) as c:
            c.execute(_TRIED, (request.hex,))
            mail, at, tries = tuple(c.fetchone())
        asked_at = datetime.fromisoformat(at) if at else None
        return Tried(UUID(mail) if mail else None, asked_at, tries)

    def use(self, code: CodeAsked) -> bool:
        with self._datastore.transaction(commit=True) as c:
            c.execute(_USED, (code.request.hex, code.mail.hex))
            return c.fetchone() is not None


def insert_code(c: Cursor, code: CodeAsked) -> None:
    """Let a code be tried, in place of an earlier one."""
    at = code.at.astimezone(UTC).isoformat(timespec="microseconds")
    c.execute(_ASKED, (code.request.hex, code.mail.hex, at))


def forget_code(c: Cursor, request: UUID) -> None:
    """The code of a request whose personal data are erased, or whose history leaves."""
    c.execute("DELETE FROM answer_codes WHERE request_id = ?", (request.hex,))
