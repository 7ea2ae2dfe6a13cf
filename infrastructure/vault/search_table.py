"""The table of search values, as it stands: for comparing it with the words, and making it anew."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

from eventsourcing.persistence import OperationalError

from griffie.application.ports import OF_NO_PERSON, Indexed
from griffie.infrastructure.database import Database
from griffie.infrastructure.vault.audit import as_it_stands, is_id

_OTHERS = f"kind NOT IN ({', '.join('?' * len(OF_NO_PERSON))})"
_PAGE = 5_000
# What is an id is asked of each row here, not of the database: a server that has to guess how many
# rows are ids reads the whole table for each page.
_IDS = """SELECT request_id FROM search_index WHERE request_id > ?{0}
    UNION SELECT request_id FROM vault WHERE request_id > ?{0} ORDER BY 1 LIMIT ?"""
_AN_ID = " AND length(request_id) = 32 AND request_id NOT GLOB '*[^0-9a-f]*'"


class SearchTable:
    """See `application.maintenance.search_values.SearchIndex`."""

    def __init__(self, datastore: Database, *, early: bool = False) -> None:
        self._datastore, self.early = datastore, early

    def indexed_ids(self) -> Iterator[UUID]:
        """Every id under which search values or sealed values stand; what is no id is left out."""
        after = ""
        while rows := self._ids_after(after):
            yield from (UUID(name) for (name,) in rows if isinstance(name, str) and is_id(name))
            after = rows[-1][0]

    def _ids_after(self, after: str) -> list[tuple[Any, ...]]:
        asked = (after, after, _PAGE)
        with suppress(OperationalError):  # text that is no text: then more carefully
            return self._datastore.tuples(_IDS.format(""), asked)
        return self._datastore.tuples(_IDS.format(_AN_ID), asked)

    def indexed(self, request_id: UUID) -> set[Indexed]:
        """The search values of an id, without those that are of no person."""
        with self._datastore.transaction(commit=False) as c:
            select = "SELECT CAST(kind AS BLOB), mac FROM search_index WHERE request_id = ?"
            c.execute(f"{select} AND {_OTHERS}", (request_id.hex, *OF_NO_PERSON))
            return {Indexed(request_id, as_it_stands(k), mac) for k, mac in c.fetchall()}

    def reindex(self, request_id: UUID, rows: Iterable[Indexed]) -> None:
        """Put these search values in the place of those of an id, all or none."""
        with self._datastore.transaction(commit=True) as c:
            self._datastore.overwrite_what_is_deleted(c)
            delete = f"DELETE FROM search_index WHERE request_id = ? AND {_OTHERS}"
            c.execute(delete, (request_id.hex, *OF_NO_PERSON))
            c.executemany(
                "INSERT INTO search_index VALUES (?, ?, ?)",
                [(row.request_id.hex, row.kind, row.mac) for row in rows],
            )
