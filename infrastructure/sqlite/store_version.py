"""The version of a store: what its tables and the files beside it look like.

    1  as the first releases wrote it
    2  rows of repeated answers are sealed, and so are lines of the erasure ledger; whoever asks is
       found by telephone and postal address as well, and under the corrected name alone

A store keeps its version until `griffie migrate` raises it; a release reads every version up to its
own. A newer store is refused: what it says may mean something else by now.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from uuid import UUID

from griffie.application.errors import StoreError
from griffie.application.ports import RepeatedAnswer
from griffie.domain.log.entry import entry
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.made_once import remember
from griffie.infrastructure.sqlite.mapper import is_known
from griffie.infrastructure.sqlite.reading import StoreRecorder

NEWEST = 2
_SELECT = "SELECT value FROM store WHERE name = 'schema'"


def version_of(datastore: Database) -> int:
    """The version of an opened store; 1 where it says none."""
    rows = datastore.rows(_SELECT)
    return int(rows[0]["value"]) if rows else 1


def mark_new(datastore: Database) -> None:
    """Give a store that is being made the newest version; one that was made before keeps its."""
    if not datastore.rows("SELECT 1 FROM store WHERE name = 'origin'"):
        remember(datastore, "schema", str(NEWEST))


class SQLiteVersion:
    """See `application.maintenance.migrate.Versioned`."""

    def __init__(self, datastore: Database, recorder: StoreRecorder) -> None:
        self._datastore, self._recorder = datastore, recorder

    def version(self) -> int:
        return version_of(self._datastore)

    def raise_version(self) -> int:
        with self._datastore.transaction(commit=True) as c:
            c.execute(
                "INSERT OR REPLACE INTO store (name, value) VALUES ('schema', ?)", (str(NEWEST),)
            )
        return NEWEST

    def answers(self) -> Sequence[RepeatedAnswer]:
        return self._recorder.repeated_answers()

    def write_answers(self, rows: Sequence[RepeatedAnswer]) -> None:
        with self._datastore.transaction(commit=True) as c:
            change = "UPDATE answers SET mac = ? WHERE key = ?"
            c.executemany(change, [(row.mac, row.key) for row in rows])


def refuse_newer_event(recorder: StoreRecorder) -> None:
    """Raises StoreError where the last event is one that only a newer release can have written.

    No older release appends after it. An event that is not the one that was logged is somebody's
    forgery: the audit says so.
    """
    last = recorder.log_size()
    for position, stream, version, topic, state in recorder.stored_from(last, 1):
        try:
            logged = recorder.logged_from(last, 1) == [
                (position, entry(UUID(stream), version, topic, state))
            ]
            known = is_known(topic, state)
        except (ValueError, TypeError, OverflowError, AttributeError):
            return
        if logged and not known:
            raise StoreError(
                f"The last event of the store (entry {position}) was written by a newer release:"
                " this one does not know its kind or its form. Install that release. Nothing was"
                " changed."
            )


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
    _refuse(found, database)


def refuse_newer_version(datastore: Database, named: str) -> None:
    """The same for an opened store, which the operator knows as `named`."""
    for row in datastore.rows(_SELECT):
        _refuse(str(row["value"]), named)


def _refuse(found: str | None, named: object) -> None:
    if found is not None and (not found.isdigit() or int(found) > NEWEST):
        raise StoreError(
            f"{named} has version {found}, and this release knows versions up to {NEWEST}: a"
            " newer release wrote it. Install that release. Nothing was changed."
        )
