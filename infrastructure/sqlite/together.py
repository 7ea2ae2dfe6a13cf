"""What several commands decided, in one transaction: the append of a group.

What holds here: it is all recorded or nothing is, under the same refusals as a command alone. The
anchor is written once, after the commit and before anybody is answered.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from uuid import UUID

from eventsourcing.persistence import IntegrityError, StoredEvent
from pydantic_core import from_json

from griffie.application.ports import RepeatedAnswer
from griffie.application.requests.together import Together
from griffie.domain.log.entry import entry
from griffie.domain.model.policy import REPEATS_FOR
from griffie.infrastructure.database import Cursor
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.sealed_rows import insert_index, insert_values

LAST = "SELECT state, rowid FROM stored_events ORDER BY rowid DESC LIMIT 1"
_INSERT_ENTRY = "INSERT INTO log VALUES (?, ?)"
_INSERT_EVENT = "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)"


def record_together(datastore: Datastore, group: Sequence[Together]) -> int:
    """Record a group; gives the last position.

    Raises IntegrityError where one of them was decided on what is no longer so, and the library's
    other errors where the disk or the file fails: then nothing is recorded.
    """
    last, entry_of_it = datastore.recorded(lambda c: record_in(c, group))
    if datastore.anchor:
        datastore.anchor.write(last, entry_of_it)
    return last


def record_in(c: Cursor, group: Sequence[Together]) -> tuple[int, bytes]:
    """Record a group in the transaction that is open. Gives the last position, and its log entry.

    Raises IntegrityError where one of them was decided on what is no longer so.
    """
    last, entries = insert_logged(c, [event for one in group for event in one.events])
    insert_values(c, chain.from_iterable(one.locked for one in group))
    insert_index(c, chain.from_iterable(one.indexed for one in group))
    insert_answers(c, [one.repeat for one in group if one.repeat])
    return last, entries[-1]


def insert_logged(c: Cursor, events: Sequence[StoredEvent]) -> tuple[int, list[bytes]]:
    """Write events and their log entries. Gives the last position, and the entries.

    Raises IntegrityError where one is earlier than the last event, or a version is taken.
    """
    first = refuse_earlier(c, events) + 1
    rows = [
        (at, _stream(event).hex, event.originator_version, event.topic, event.state)
        for at, event in enumerate(events, first)
    ]
    entries = [log_entry(event) for event in events]
    c.executemany(_INSERT_EVENT, rows)
    c.executemany(_INSERT_ENTRY, list(enumerate(entries, first)))
    return first + len(events) - 1, entries


def refuse_earlier(c: Cursor, events: Iterable[StoredEvent]) -> int:
    """Refuse events from before the last one: time never runs back along the log.

    It is asked under the write lock, so that nothing comes between. Gives the last position. Raises
    IntegrityError: the caller then decides again, no earlier than what was recorded last.
    """
    c.execute(LAST)
    row = c.fetchone()
    latest = instant_of(row[0]) if row else None
    for event in events:
        at = instant_of(event.state)
        if latest and at and at < latest:
            raise IntegrityError("something was recorded later than this was decided")
        latest = at
    return int(row[1]) if row else 0


@lru_cache(1)  # the last event of a transaction is what the next one is held against
def instant_of(state: bytes) -> datetime | None:
    """When an event was recorded; None where its bytes are damaged, which the audit reports."""
    try:
        return datetime.fromisoformat(from_json(state)["at"])
    except (ValueError, TypeError, LookupError):
        return None


def log_entry(event: StoredEvent) -> bytes:
    """The log entry of an event: 75 bytes."""
    return entry(_stream(event), event.originator_version, event.topic, event.state)


def insert_answers(c: Cursor, repeats: Sequence[RepeatedAnswer]) -> None:
    """Write the rows by which answers are repeated, and remove those that are too old."""
    if not repeats:
        return
    oldest = max(one.at for one in repeats) - REPEATS_FOR
    c.execute("DELETE FROM answers WHERE at < ?", (oldest.isoformat(),))
    rows = [
        (one.key, one.request_id.hex, one.version, one.mac, one.at.isoformat()) for one in repeats
    ]
    c.executemany("INSERT INTO answers VALUES (?, ?, ?, ?, ?)", rows)


def _stream(event: StoredEvent) -> UUID:
    stream = event.originator_id
    assert isinstance(stream, UUID)
    return stream
