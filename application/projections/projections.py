"""All projections of one store: kept up to date, made again, compared with the events."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar
from uuid import UUID

from griffie.application.ports import History, Progress, Row, View
from griffie.application.projections.projector import Projector
from griffie.application.projections.register import row
from griffie.application.projections.registry import PROJECTIONS, Definition, EventReplay

V = TypeVar("V", bound=View)


class Table(View, Protocol):
    """The rows of one projection, in a store."""

    def all(self) -> Sequence[dict[str, Any]]:
        """Every row, in the order of the key."""


class Tables(Protocol):
    """The tables of a store's projections."""

    def served(self, definition: Definition) -> Table:
        """The table that is read while the store is served."""

    def emptied(self, definition: Definition) -> Table:
        """A second table beside it, without rows."""

    def replace(self, definition: Definition) -> None:
        """Put the second table in the place of the served one, in one transaction."""

    def in_memory(self, definition: Definition) -> AbstractContextManager[Table]:
        """An empty table that is gone afterwards."""


class Projections:
    """The projections of the registry, on one store."""

    def __init__(self, history: History, replay: EventReplay, tables: Tables) -> None:
        self._history, self._replay, self._tables = history, replay, tables

    def projector(self, definition: Definition, view: View) -> Projector:
        """What brings a view up to date with the events."""
        return Projector(self._history, definition.fold(self._replay), view)

    def current(self, definition: Definition, view: V) -> Callable[[], V]:
        """Gives the view, brought up to date whenever it is asked for, and not before."""
        projector = self.projector(definition, view)

        def brought_up_to_date() -> V:
            projector.catch_up()
            return view

        return brought_up_to_date

    def register_row(self, request_id: UUID, version: int) -> Row | None:
        """What the register said of a request at a version; none when its history lawfully went."""
        then = self._replay.request_at(request_id, version)
        return None if then is None else row(then)

    def rebuild(self, name: str, progress: Progress) -> int:
        """Fold a projection from the first event, beside the served one, then replace that.

        Gives the number of rows. Raises KeyError: there is no projection of that name.
        """
        definition = PROJECTIONS[name]
        table = self._tables.emptied(definition)
        self.projector(definition, table).catch_up(progress=progress)
        rows = len(table.all())
        self._tables.replace(definition)
        return rows

    def strayed(self, name: str) -> bool:
        """Whether the served rows differ from a fold over all events up to their position.

        Raises KeyError: there is no projection of that name.
        """
        definition = PROJECTIONS[name]
        served = self._tables.served(definition)
        with self._tables.in_memory(definition) as anew:
            if upto := served.position():
                self.projector(definition, anew).catch_up(upto)
            return anew.all() != served.all()
