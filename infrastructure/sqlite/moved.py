"""The mark of a store whose rows go, or went, to a server: it is audited, and never served again.

A store that was served in both places would have two histories under one name. So the mark is
written before anything arrives on the server.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from griffie.application.errors import StoreError

_SELECT = "SELECT value FROM store WHERE name = 'moved'"


def moved_to(database: Path) -> str | None:
    """Where a store went or is going, as an operator calls it; None: it stands here."""
    with (
        suppress(sqlite3.DatabaseError),  # opening it gives its own error
        closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection,
    ):
        row = connection.execute(_SELECT).fetchone()
        return str(row[0]) if row else None
    return None


def mark_moved(database: Path, to: str | None) -> None:
    """Say where a store goes, durably; None: nowhere, it stays. Raises StoreError."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=rw", uri=True, timeout=10)) as c, c:
            c.execute("PRAGMA synchronous = FULL")
            c.execute("DELETE FROM store WHERE name = 'moved'")
            if to is not None:
                c.execute("INSERT INTO store VALUES ('moved', ?)", (to,))
    except sqlite3.OperationalError as error:
        raise StoreError(f"{database} cannot be written: {error}. Nothing was moved.") from None


def refuse_moved(database: Path) -> None:
    """Raises StoreError for a store that is on a server now, or on its way there."""
    if database.exists() and (to := moved_to(database)):
        raise StoreError(
            f"The store in {database.parent} was moved to {to}, or is on its way there: work with"
            f" that one (--database). Where the move was cut off, call griffie move again, with"
            f" --give-up to go on here. Nothing was changed; griffie audit reads this folder still."
        )
