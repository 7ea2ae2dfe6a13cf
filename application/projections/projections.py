"""Serving, rebuilding and checking the projections of one store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from functools import partial
from itertools import zip_longest
from typing import Any, Protocol, TypeVar
from uuid import UUID

from griffie.application.ports import History, Progress, Row
from griffie.application.projections.folders import WORTH, Folders, ranges
from griffie.application.projections.making import Made, Making
from griffie.application.projections.projector import Projector
from griffie.application.projections.register import row
from griffie.application.projections.registry import PROJECTIONS, Definition, EventReplay
from griffie.application.projections.view import View

V = TypeVar("V", bound=View)


class Table(View, Protocol):
    """The port to the rows of one projection."""

    def all(self) -> Sequence[dict[str, Any]]:
        """Every row, in the order of the key."""

    def at_once(self) -> AbstractContextManager[tuple[int, Iterator[dict[str, Any]]]]:
        """Position and every row in the order of the key, of one moment; read one by one."""

    def count(self) -> int:
        """How many rows there are."""

    def miscounted(self) -> bool:
        """Whether the counts that are kept beside the rows are not theirs."""


class Tables(Made, Folders, Protocol):
    """The port to the tables of a store's projections."""

    def served(self, definition: Definition) -> Table:
        """The table that is read while the store is in use."""

    def emptied(self, definition: Definition) -> Table:
        """A second table for the same projection, empty."""

    def replace(self, definition: Definition) -> None:
        """Replace the served table by the second one, in one transaction."""

    def alone(self) -> AbstractContextManager[None]:
        """Within the block no other process makes a second table; who comes second waits."""

    def apart(self, definition: Definition) -> AbstractContextManager[Table]:
        """An empty table outside the store that is gone afterwards."""


class Mender(Protocol):
    """Rebuilds the projections that are astray."""

    def __call__(self, *, counted: bool = True) -> Sequence[str]:
        """Give the names of those that were rebuilt; see `Projections.astray` for `counted`."""


class Projections:
    """Uses the projections of the registry on one store."""

    def __init__(self, history: History, replay: EventReplay, tables: Tables) -> None:
        self._history, self._replay, self._tables = history, replay, tables
        self.making = Making(tables, history.newest, self._make)

    def projector(self, definition: Definition, view: View) -> Projector:
        """The projector that brings a view up to date."""
        fold = definition.fold(self._replay)
        return Projector(self._history, fold, view, by_stream=definition.row_a_request)

    def keeping(self, definition: Definition, view: View) -> Projector:
        """The same of a view that is read: rows of another release are made anew first."""
        projector = self.projector(definition, view)
        projector.before = partial(self.making.need, definition)
        return projector

    def current(self, definition: Definition, view: V) -> Callable[[], V]:
        """A function that brings the view up to date and gives it."""
        projector = self.keeping(definition, view)

        def brought_up_to_date() -> V:
            projector.catch_up()
            return view

        return brought_up_to_date

    def register_row(self, request_id: UUID, version: int) -> Row | None:
        """The register's row of a request at a version; none when its history lawfully left."""
        then = self._replay.request_at(request_id, version)
        return None if then is None else row(then)

    def rebuild(self, name: str, progress: Progress | None = None, workers: int = 1) -> int:
        """Fold a projection from the first event into a second table, then serve that one.

        With `workers` so many processes fold the histories of a large store beside each other; of
        a projection without a row a request, one does. Gives the number of rows. Raises KeyError
        when there is no projection of that name, FoldersEndedError: then nothing was changed.
        """
        definition = PROJECTIONS[name]
        with self._tables.alone():
            return self._rebuilt(definition, progress, workers)

    def _make(self, definition: Definition, progress: Progress) -> None:
        with self._tables.alone():
            if self._tables.outdated(
                definition
            ):  # asked again: another process may have been first
                self._rebuilt(definition, progress)

    def _rebuilt(
        self, definition: Definition, progress: Progress | None = None, workers: int = 1
    ) -> int:
        table = self._tables.emptied(definition)
        projector = self.projector(definition, table)
        if workers > 1 and len(ranges(self._history.newest())) >= WORTH:
            projector.whole = partial(self._tables.folded, definition, workers=workers)
        projector.catch_up(progress=progress)
        rows = table.count()
        self._tables.replace(definition)
        return rows

    def astray(self, *, counted: bool = True) -> list[str]:
        """The projections that are ahead of the log, or lack the rows of requests.

        That is seen without folding anything; what else may be wrong only `strayed` finds. What is
        made anew is left out. A row that is deleted is told by the database itself; with `counted`
        all rows are counted as well, for one that went while nothing told of it. That takes time
        that grows with the store.
        """
        newest, found = self._history.newest(), []
        for name, definition in PROJECTIONS.items():
            if self._tables.outdated(definition):
                continue
            table = self._tables.served(definition)
            position = table.position()
            lacks = (
                counted
                and definition.row_a_request
                and table.count() < self._history.requests(position)
            )
            if not 0 <= position <= newest or (lacks and table.position() == position):
                found.append(name)
        return found

    def mend(self, *, counted: bool = True) -> list[str]:
        """Rebuild the projections that are astray; gives their names."""
        if not self.astray(counted=counted):
            return []
        with self._tables.alone():
            # Asked again: another process may have been first.
            found = self.astray(counted=counted)
            for name in found:
                self._rebuilt(PROJECTIONS[name])
        return found

    def mend_strayed(self) -> list[str]:
        """Rebuild the projections that are not what the events say; gives their names.

        Each is folded once more to know: for an old copy, from which histories went again.
        """
        found = [name for name in PROJECTIONS if self.strayed(name)]
        for name in found:
            self.rebuild(name)
        return found

    def strayed(self, name: str) -> bool:
        """Whether the served rows differ from a fold over all events up to their position.

        Of a history that left after that position the rows may still be there and its events are
        not: it is left out. Rows of another release are read by nobody, and are not compared.
        Raises KeyError when there is no projection of that name.
        """
        definition = PROJECTIONS[name]
        if self._tables.outdated(definition):
            return False
        served = self._tables.served(definition)
        with self._tables.apart(definition) as anew:
            projector = self.projector(definition, anew)
            _upto(projector, served.position())
            with served.at_once() as (position, rows):
                if position < anew.position():
                    return True  # somebody took rows away, and it is being built again
                _upto(projector, position)
                # Asked last: what leaves during the fold is missing in it as well.
                left = {stream.hex for stream in self._history.departed_since(position)}
                with anew.at_once() as (_, others):
                    pairs = zip_longest(_staying(rows, left), _staying(others, left))
                    if any(one != other for one, other in pairs):
                        return True
            return served.miscounted()


def _upto(projector: Projector, position: int) -> None:
    if position > 0:
        projector.catch_up(position)


def _staying(rows: Iterable[dict[str, Any]], left: AbstractSet[str]) -> Iterator[dict[str, Any]]:
    return (row for row in rows if row["request_id"] not in left)
