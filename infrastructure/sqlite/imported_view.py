"""The lines of earlier registers that were imported, in SQLite."""

from collections.abc import Collection, Mapping
from uuid import UUID

from griffie.application.projections.imported import ImportedLine
from griffie.application.projections.registry import IMPORTED
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.views import SQLiteView


class SQLiteImported(SQLiteView):
    """See `application.projections.imported.ImportedView`."""

    def __init__(self, datastore: Database, name: str = "") -> None:
        super().__init__(datastore, IMPORTED, name)

    def known(self, keys: Collection[str]) -> Mapping[str, ImportedLine]:
        """Those of these lines that were imported, by their key."""
        marks = ", ".join("?" * len(keys))
        statement = f"SELECT key, request_id, content FROM {self.name} WHERE key IN ({marks})"
        found = self.asked(statement, tuple(keys))
        return {row["key"]: ImportedLine(UUID(row["request_id"]), row["content"]) for row in found}
