"""What the adapters of a store ask of its database: SQLite in a folder, or a PostgreSQL server.

Their SQL is written once, in SQLite's spelling; `postgres.dialect` spells it for the other. What
the two do differently is a method here.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class AnchorFile(Protocol):
    """A file beside the store: see `infrastructure.backup.anchor`."""

    def write(self, size: int, entry: bytes) -> None:
        """Say that the log has so many entries, and that this is the last."""

    def newest(self) -> tuple[int, str] | None:
        """How many entries it says, and the leaf hash (hexadecimal) of the last one."""


class ReplicaRows(Protocol):
    """A replica of the database, of which projections may be read."""

    def rows_of(self, view: str, statement: str, parameters: Any) -> Sequence[Any] | None:
        """The rows of one SELECT on a projection; None where the replica is behind, or away."""

    def close(self) -> None:
        """Close every connection."""


class Cursor(Protocol):
    """What reads and writes rows in a transaction."""

    def execute(self, statement: str, parameters: Any = ..., /) -> Any: ...
    def executemany(self, statement: str, parameters: Iterable[Any], /) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Database(Protocol):
    """The database of one store. Its methods raise the library's persistence errors only."""

    older: str | None
    """Why no event is recorded any more: the store is older than what is kept beside it."""
    anchor: AnchorFile | None
    """Where it is said, after each commit, how far the log goes."""
    replica: ReplicaRows | None
    """From where projections may be read as well."""
    address: str
    """By which another process opens it."""
    on_server: bool
    """Whether it is a server, with rights and tables that `griffie migrate` made."""

    def rows(self, statement: str, parameters: Any = ()) -> Sequence[Any]:
        """The rows of one SELECT; of each a value is had by its place or its name."""

    def tuples(self, statement: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
        """The rows of one SELECT as plain tuples, for pages of many rows."""

    def transaction(self, *, commit: bool) -> AbstractContextManager[Cursor]:
        """A transaction: all or nothing. With `commit` no other writes meanwhile."""

    def derived(self) -> AbstractContextManager[Cursor]:
        """A transaction for what can be made again from the events; a crash may lose it."""

    def folding(self) -> AbstractContextManager[None]:
        """Within the block this process alone folds projections anew; others wait."""

    def make(self, *statements: str) -> None:
        """Make tables and indexes that are missing: statements with `IF NOT EXISTS`."""

    def tell_lost_rows(self, view: str) -> None:
        """Have the database itself say that a view is true up to nothing when a row goes."""

    def overwrite_what_is_deleted(self, c: Cursor) -> None:
        """Within a transaction: leave as little of deleted rows as the database allows."""

    def forget(self) -> bool:
        """Leave no copy of deleted rows behind. False: a reader is in the way."""

    def close(self) -> None:
        """Close every connection."""
