"""The tables of all projections of a store: served, built anew beside them, or apart from it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from eventsourcing.persistence import PersistenceError

from griffie.application.projections.registry import Definition
from griffie.application.projections.whole_histories import Folded
from griffie.infrastructure.database import Database
from griffie.infrastructure.parallel_folding import ParallelFolding
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.views import SQLiteView


class SQLiteTables:
    """See `application.projections.projections.Tables`."""

    def __init__(self, datastore: Database) -> None:
        self._datastore = datastore
        self._looked_at: dict[str, SQLiteView] = {}

    def served(self, definition: Definition) -> SQLiteView:
        return SQLiteView(self._datastore, definition)

    def emptied(self, definition: Definition) -> SQLiteView:
        anew = self._anew(definition)
        anew.drop()
        anew.create()
        return anew

    def replace(self, definition: Definition) -> None:
        self._anew(definition).take_the_place_of(self.served(definition))

    def outdated(self, definition: Definition) -> bool:
        if definition.name not in self._looked_at:
            self._looked_at[definition.name] = self.served(definition)
        return self._looked_at[definition.name].outdated()

    def share(self, definition: Definition, newest: int) -> float:
        """Requests have ids by chance: in their order, the last one says how far the fold is."""
        name, key = f"{definition.name}_anew", definition.columns[0]
        with suppress(PersistenceError):  # it took its place in this moment
            select = "SELECT position FROM positions WHERE view = ?"
            ((position,),) = self._datastore.tuples(select, (name,)) or [(0,)]
            if position > 0:
                return float(min(1, position / max(1, newest)))
            if definition.row_a_request and position == 0:
                ((last,),) = self._datastore.tuples(f"SELECT MAX({key}) FROM {name}")
                return int(last[:8], 16) / 2**32 if last else 0.0
        return 0.0

    def folded(self, definition: Definition, upto: int, workers: int) -> Iterator[Folded]:
        return ParallelFolding(self._datastore.address).folded(definition, upto, workers)

    def alone(self) -> AbstractContextManager[None]:
        return self._datastore.folding()

    @contextmanager
    def apart(self, definition: Definition) -> Iterator[SQLiteView]:
        """In a file of its own, because it may be larger than memory; without what lists need."""
        with (
            TemporaryDirectory() as folder,
            closing(Datastore(str(Path(folder) / "apart.db"))) as datastore,
        ):
            yield SQLiteView(datastore, definition._replace(indexed=()))

    def _anew(self, definition: Definition) -> SQLiteView:
        bare = definition._replace(indexed=())
        return SQLiteView(self._datastore, bare, f"{definition.name}_anew")
