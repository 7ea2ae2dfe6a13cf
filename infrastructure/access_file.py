"""`access.db`, opened: of its rows only those are seen that are as they were sealed."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, local
from typing import Any

from eventsourcing.persistence import OperationalError

from griffie.application.errors import MasterKeyError, SignInUnavailableError, StoreError
from griffie.infrastructure.access_rows import (
    TABLE_OF,
    PersonRow,
    R,
    Row,
    S,
    Seals,
    TokenRow,
    make_tables,
)
from griffie.infrastructure.vault.master_key import MasterKey
from griffie.infrastructure.vault.secure_file import (
    FAILED,
    PATIENCE,
    OnServer,
    SmallDatabase,
    open_secure_file,
    why_elsewhere,
)


def open_access_file(place: Path | OnServer, master_key: MasterKey) -> "AccessFile":
    """Open or make the file, or use a database on a server.

    Raises MasterKeyError where the file is broken, StoreError where something else is in the way:
    the disk, or another process.
    """
    try:
        return AccessFile(place, master_key)
    except (OSError, *FAILED) as trouble:
        if not isinstance(place, Path):
            raise StoreError(f"The database of the keys does not answer: {trouble}") from None
        if why := why_elsewhere(place, trouble):
            raise StoreError(why) from None
        raise MasterKeyError(
            f"The sign-in file {place} cannot be opened ({type(trouble).__name__}). Put it back"
            " from its newest backup, or move it away and make new tokens."
        ) from None


def _opened(path: Path) -> tuple[SmallDatabase, SmallDatabase]:
    """Who writes, and who reads; the tables are made first."""
    writer = open_secure_file(path, "")
    make_tables(writer)
    reader = open_secure_file(path, "")
    reader.execute("PRAGMA busy_timeout = 0")
    return writer, reader


class AccessFile:
    """`access.db`, of which only sound rows are seen. Hold `turn` to read, `writing()` to write.

    Each has a connection of its own: who reads waits neither for who writes nor for their lock.
    """

    def __init__(self, place: Path | OnServer, master_key: MasterKey) -> None:
        """Raises OSError, and what is in `FAILED`."""
        self._place, self._seals, self.turn = place, Seals(master_key), Lock()
        self._turn_to_write, self._here = Lock(), local()
        self._writer, self._reader = _opened(place) if isinstance(place, Path) else place()

    def version(self) -> object:
        """Something that changes when anybody has written to the file, in whichever process.

        Our own writes count, for they have another connection than who reads.
        """
        try:
            return self._reader.changes()
        except FAILED:
            raise self._unavailable() from None

    def rows(self, kind: type[R], where: str = "TRUE", *values: object) -> Iterator[R]:
        """The rows of a kind that are as they were sealed; `where` is a condition on the table."""
        for row, seal in self._stored(kind, where, *values):
            if self._seals.holds(row, seal):
                yield row

    def row(self, kind: type[R], where: str, *values: object) -> R | None:
        """The first of `rows`, or None."""
        return next(self.rows(kind, where, *values), None)

    def pair(
        self, kind: type[R], other: type[S], shared: str, where: str, *values: object
    ) -> tuple[R | None, S | None]:
        """A row of a kind, and that of another kind with the same value in the `shared` column.

        They are asked for together, for on a server each question is a journey. None in the place
        of one that is not there, or not as it was sealed.
        """
        one, two = TABLE_OF[kind], TABLE_OF[other]
        first = [f"{one}.{name}" for name in (*kind._fields, "seal")]
        second = [f"{two}.{name}" for name in (*other._fields, "seal")]
        found = self._found(
            f"SELECT {', '.join(first + second)} FROM {one}"
            f" LEFT JOIN {two} ON {two}.{shared} = {one}.{shared} WHERE {where}",
            values,
        )
        if not found:
            return None, None
        *said, seal = found[0][: len(first)]
        *beside, its_seal = found[0][len(first) :]
        row, partner = kind(*said), other(*beside)
        return (
            row if self._seals.holds(row, seal) else None,
            partner if self._seals.holds(partner, its_seal) else None,
        )

    def write(self, row: Row, **unsealed: object) -> None:
        """Write a row with its seal, in the place of the one that had its key."""
        said = {**row._asdict(), **unsealed, "seal": self._seals.of(row)}
        table, marks = TABLE_OF[type(row)], ", ".join("?" * len(said))
        insert = f"INSERT OR REPLACE INTO {table} ({', '.join(said)}) VALUES ({marks})"
        self._connection.execute(insert, tuple(said.values()))

    def execute(self, statement: str, *values: object) -> int:
        """Carry out a statement that needs no seal. Gives how many rows it changed."""
        return int(self._connection.execute(statement, values).rowcount)

    def count(self, select: str, *values: object) -> int:
        """The number that a statement selects, also of rows that are not sound."""
        (found,) = self._connection.execute(select, values).fetchone()
        return int(found)

    def execute_or_not(self, statement: str, *values: object) -> None:
        """Carry out a statement for a reader; where somebody writes just now, leave it."""
        with suppress(sqlite3.OperationalError, OperationalError):
            self.execute(statement, *values)

    def unsound(self) -> list[str]:
        """A sentence for each row that is not as it was sealed."""
        return [
            f"access.db: a row of {table} is not as it was sealed; it lets nobody in"
            for kind, table in TABLE_OF.items()
            for row, seal in self._stored(kind)
            if not self._seals.holds(row, seal)
        ]

    def carry_over(self) -> dict[str, int]:
        """Seal the rows that have no seal; gives how many, by table. Sessions without one end."""
        people = [row for row, _ in self._stored(PersonRow, "seal IS NULL")]
        tokens = [row for row, _ in self._stored(TokenRow, "seal IS NULL")]
        for person in people:
            self.write(person)
        for token in tokens:
            self.write(token)
        self.execute("DELETE FROM sessions WHERE seal IS NULL")
        return {"people": len(people), "tokens": len(tokens)}

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction, alone among threads and processes.

        Raises SignInUnavailableError: nobody waits behind all who wait already.
        """
        if not self._turn_to_write.acquire(timeout=PATIENCE):
            raise self._unavailable()
        try:
            self._writer.begin()
            self._here.writes = True
            try:
                yield
            except BaseException:
                self._writer.rollback()
                raise
            finally:
                self._here.writes = False
            self._writer.commit()
        finally:
            self._turn_to_write.release()

    def leave_no_copy(self) -> None:
        """Empty the write-ahead log, in which what was overwritten may still stand."""
        with self.turn, self._turn_to_write:
            self._writer.leave_no_copy()

    def close(self) -> None:
        self._reader.close()
        self._writer.close()

    @property
    def _connection(self) -> SmallDatabase:
        """That of this thread: who writes also reads what was written a moment ago."""
        return self._writer if getattr(self._here, "writes", False) else self._reader

    def _stored(
        self, kind: type[R], where: str = "TRUE", *values: object
    ) -> Iterator[tuple[R, Any]]:
        fields = ", ".join(kind._fields)
        select = f"SELECT {fields}, seal FROM {TABLE_OF[kind]} WHERE {where}"
        for *row, seal in self._found(select, values):
            yield kind(*row), seal

    def _found(self, select: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        try:
            return list(self._connection.execute(select, values).fetchall())
        except FAILED:
            raise self._unavailable() from None

    def _unavailable(self) -> SignInUnavailableError:
        if not isinstance(self._place, Path):
            return SignInUnavailableError("The database of the keys does not answer.")
        return SignInUnavailableError(
            f"The sign-in file {self._place} does not answer. Run griffie doctor; where it is"
            " damaged put it back from its newest backup, or move it away and make new tokens."
        )
