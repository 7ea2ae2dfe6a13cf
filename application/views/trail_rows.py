"""The audit trail as rows of a table: a row an entry of the log, without personal data."""

from collections.abc import Iterator

from pydantic_core import to_json

from griffie.application.ports import History, LogLine
from griffie.application.views.events import ErasedEntry, log_entry_shown

TRAIL_COLUMNS = (
    *("entry_index", "reference", "stream", "version", "type", "schema", "recorded_at"),
    *("happened_on", "recorded_late", "actor", "data", "entry_hash", "event_hash", "erased"),
)
"""`entry_index` counts from 0. The instants are UTC, the days civil days in Brussels, the hashes
base64; `data` is the event's JSON, in which every personal value is a digest."""
_PAGE = 500

Row = tuple[str | int | bool | None, ...]


def trail_rows(history: History) -> Iterator[Row]:
    """A row an entry, in the order of the log. Of a history that left only the entry stands.

    Raises PersistenceError where the store cannot be read.
    """
    after = -1
    while page := history.lines(after, _PAGE):
        yield from map(_row, page)
        after = page[-1].place


def _row(line: LogLine) -> Row:
    shown = log_entry_shown(line)
    if isinstance(shown, ErasedEntry):
        return (shown.entry_index, *[None] * 10, shown.entry_hash, shown.event_hash, True)
    happened_on = shown.happened_on.isoformat() if shown.happened_on else None
    head = (shown.entry_index, shown.reference, str(shown.stream), shown.version, shown.type)
    told = (shown.schema_, shown.recorded_at, happened_on, shown.recorded_late, shown.actor)
    data = to_json(shown.data).decode()
    return (*head, *told, data, shown.entry_hash, shown.event_hash, False)
