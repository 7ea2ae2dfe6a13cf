"""Sessions in `access.db`: browsers that are signed in, each by a token or by a password."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from griffie.application.access.accounts import Session
from griffie.infrastructure.access_file import AccessFile
from griffie.infrastructure.access_rows import SessionRow, hash_of

_COOKIE_BYTES = 32
_LASTS = 12 * 3600.0
_IDLES = 3600.0
_OPEN = "opened_at > ? AND seen_at > ?"
_SEEN_AGAIN = 60.0
"""Seconds: a session is marked as seen at most so often, for each mark is a write to disk."""


class SessionTable:
    """The sessions in an opened file. Hold its `turn` to read, `writing()` to write.

    What opened a session is named by the id of the token or of the password.
    """

    def __init__(self, file: AccessFile, clock: Callable[[], float]) -> None:
        """`clock` gives seconds since 1970."""
        self._file, self._clock = file, clock

    def open(self, by: str) -> str:
        """The cookie of a new session, for at most twelve hours; those that are over are gone."""
        cookie, now = secrets.token_urlsafe(_COOKIE_BYTES), self._clock()
        ended = "DELETE FROM sessions WHERE opened_at <= ? OR seen_at <= ?"
        self._file.execute(ended, *self._since())
        self._file.write(SessionRow(hash_of(cookie), by, now), seen_at=now)
        return cookie

    def opened_by(self, cookie: str, *, used: bool) -> str | None:
        """What opened a session; None after 12 hours, or 1 hour unused.

        `used` says that somebody uses it now, which keeps it open.
        """
        hashed, now = hash_of(cookie), self._clock()
        session = self._file.row(SessionRow, f"hash = ? AND {_OPEN}", hashed, *self._since())
        if session and used:
            update = "UPDATE sessions SET seen_at = ? WHERE hash = ? AND seen_at <= ?"
            self._file.execute_or_not(update, now, hashed, now - _SEEN_AGAIN)
        return session.token_id if session else None

    def of(self, by: str) -> tuple[Session, ...]:
        """The sessions that a token or a password opened, and that are open."""
        where = f"token_id = ? AND {_OPEN}"
        rows = self._file.rows(SessionRow, where, by, *self._since())
        return tuple(Session(datetime.fromtimestamp(one.opened_at, UTC)) for one in rows)

    def close(self, cookie: str) -> None:
        """End one session."""
        self._file.execute("DELETE FROM sessions WHERE hash = ?", hash_of(cookie))

    def end(self, by: str) -> int:
        """End what a token or a password opened. Gives how many there were."""
        return self._file.execute("DELETE FROM sessions WHERE token_id = ?", by)

    def _since(self) -> tuple[float, float]:
        """Since when a session must have been opened, and used, to be open still."""
        return self._clock() - _LASTS, self._clock() - _IDLES
