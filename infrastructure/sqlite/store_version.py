"""The version of a store: what its tables and the files beside it look like.

    1  as the first releases wrote it
    2  rows of repeated answers are sealed, and so are lines of the erasure ledger

A store keeps its version until `griffie migrate` raises it; a release reads every version up to its
own. A newer store is refused: what it says may mean something else by now.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from griffie.application.errors import StoreError
from griffie.infrastructure.sqlite.datastore import Datastore

NEWEST = 2
_SELECT = "SELECT value FROM store WHERE name = 'schema'"


def version_of(datastore: Datastore) -> int:
    """The version of an opened store; 1 where it says none."""
    rows = datastore.rows(_SELECT)
    return int(rows[0]["value"]) if rows else 1


def mark_new(datastore: Datastore) -> None:
    """Give a store that is being made the newest version; one that was made before keeps its."""
    with datastore.transaction(commit=True) as c:
        c.execute(
            "INSERT OR IGNORE INTO store SELECT 'schema', ?"
            " WHERE NOT EXISTS (SELECT 1 FROM store WHERE name = 'origin')",
            (str(NEWEST),),
        )


def raise_version(datastore: Datastore) -> None:
    """Say that the store was brought to the newest version."""
    with datastore.transaction(commit=True) as c:
        c.execute("INSERT OR REPLACE INTO store VALUES ('schema', ?)", (str(NEWEST),))


def refuse_newer(database: Path) -> None:
    """Raises StoreError for a store of a newer release. Reads the file and changes nothing."""
    if not database.exists():
        return
    found: str | None = None
    with (
        suppress(sqlite3.DatabaseError),  # opening it gives its own error
        closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection,
    ):
        row = connection.execute(_SELECT).fetchone()
        found = str(row[0]) if row else None
    if found is not None and (not found.isdigit() or int(found) > NEWEST):
        raise StoreError(
            f"{database} has version {found}, and this release knows versions up to {NEWEST}: a"
            " newer release wrote it. Install that release. Nothing was changed."
        )
