"""Moves the rows of a store from the files of a folder to the two databases of a server.

Nothing is decided anew: events, log, checkpoints, sealed values, wrapped keys and accounts go over
as they stand, octet for octet, so everything that was signed or sealed stays so. Only projections
are left behind: they are folded again.

Each database is filled in one transaction, and read back before it is committed; the keys first,
then the store. While that goes on nobody can write to the files. A copy that was cut off between
the two is begun again: a database of keys that was filled from this folder is emptied first, any
other one that is not empty is refused.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg import sql

from griffie.application.errors import StoreError
from griffie.infrastructure.postgres.address import connected
from griffie.infrastructure.postgres.dialect import STORE
from griffie.infrastructure.postgres.errors import translated_errors
from griffie.infrastructure.postgres.keys import LOG_KEY, SCHEMA
from griffie.infrastructure.postgres.schema import VIEW_TABLES
from griffie.infrastructure.vault.master_key import MasterKey

_MADE_ANEW = VIEW_TABLES | {"positions", "folded_by"}
"""Projections and how far they are: folded again from the events."""
_NOT_IN_FILES = frozenset({"turn", "leaders", "tries", "secrets", "erasures"})
"""Tables that only a server has."""
_FROM = "moved-from"
"""In the database of the keys: from which folder's log it was filled."""
_PAGE = 2_000
_ORDERED = ("stored_events", "log")
"""Tables whose guard asks for the next number. Histories that left are missing in the copy too."""

Progress = Callable[[int, int], None]
Digest = tuple[int, int]
"""How many rows there are, and the sum of their digests: equal for the same rows in any order."""


class Folder(NamedTuple):
    """What is moved: the files of a store, and the keys that open and sign."""

    folder: Path
    ledger: Path
    log: str
    """The public key of its log, by which a copy is known."""
    log_key: Ed25519PrivateKey
    master: MasterKey


class Target(NamedTuple):
    """Where it goes, in the role of the owner. `griffie migrate` made both databases."""

    store: str
    keys: str


def is_filled(target: Target) -> bool:
    """Whether the database of the store holds events. Raises OperationalError."""
    with _transaction(target.store, STORE) as into:
        return bool(into.execute("SELECT 1 FROM log LIMIT 1").fetchone())


def move_rows(source: Folder, target: Target, size: int, progress: Progress) -> None:
    """Copy everything, if the log in the files still has `size` entries.

    Raises StoreError where it has not, where the target holds something else, or where what is read
    back is not what was written: then nothing is in the database of the store.
    """
    with ExitStack() as held:
        names = ("griffie.db", "keys.db", "access.db")
        store, keys, access = (held.enter_context(_held(source.folder / one)) for one in names)
        if store.execute("SELECT COALESCE(MAX(position), 0) FROM log").fetchone() != (size,):
            raise StoreError("Something was recorded meanwhile. Begin again; nothing was moved.")
        with _transaction(target.keys, SCHEMA) as into:
            _begin_keys(into, source.log)
            _copy_all(into, SCHEMA, (keys, access), progress)
            _add_secrets(into, source)
        with _transaction(target.store, STORE) as into:
            if into.execute("SELECT 1 FROM log LIMIT 1").fetchone():
                raise StoreError("The database holds a store already. Name an empty one.")
            for table in _ORDERED:
                into.execute(f"ALTER TABLE {table} DISABLE TRIGGER in_order".encode())
            into.execute("DELETE FROM store WHERE name <> 'layout'")
            _copy_all(into, STORE, (store,), progress)
            for table in _ORDERED:
                into.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER in_order".encode())


def _begin_keys(into: psycopg.Connection[Any], log: str) -> None:
    """Empty a database that was filled from this folder before; refuse one that is not ours."""
    found = into.execute("SELECT wrapped FROM secrets WHERE name = %s", (_FROM,)).fetchone()
    ours = found is not None and bytes(found[0]) == log.encode()
    if not ours and into.execute("SELECT 1 FROM meta").fetchone():
        raise StoreError(
            "The database of the keys holds those of another store. Name another one with --keys;"
            " nothing was changed."
        )
    for table in (*reversed(_tables_of(into, SCHEMA)), "secrets", "erasures"):
        into.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
    into.execute("INSERT INTO secrets VALUES (%s, %s)", (_FROM, log.encode()))


def _add_secrets(into: psycopg.Connection[Any], source: Folder) -> None:
    """The key that signs the log, wrapped, and what was erased, line by line."""
    name, place = LOG_KEY
    wrapped = source.master.wrap(source.log_key.private_bytes_raw(), place, name)
    into.execute("INSERT INTO secrets VALUES (%s, %s)", (name, wrapped))
    if source.ledger.exists():
        lines = source.ledger.read_text("utf-8").splitlines()
        with into.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO erasures (line) VALUES (%s)", [(line,) for line in lines if line]
            )


def _copy_all(
    into: psycopg.Connection[Any],
    schema: str,
    files: Sequence[sqlite3.Connection],
    progress: Progress,
) -> None:
    """Every table of these files, each read back and compared."""
    there = set(_tables_of(into, schema))
    for file in files:
        named = [name for name, columns in _tables_in(file) if name not in _MADE_ANEW]
        if strange := sorted(set(named) - there):
            raise StoreError(
                f"The folder has tables that a server has not: {', '.join(strange)}. Nothing was"
                " moved."
            )
        for number, name in enumerate(named, 1):
            _copy(into, file, name)
            progress(number, len(named))


def _copy(into: psycopg.Connection[Any], file: sqlite3.Connection, table: str) -> None:
    columns = dict(_tables_in(file))[table]
    kept = "" if table != "store" else " WHERE name NOT IN ('layout', 'moved')"
    select = f"SELECT {', '.join(columns)} FROM {table}{kept}"
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    filled = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    count = total = 0
    with into.cursor() as cursor, cursor.copy(filled) as copy:
        for row in file.execute(select):
            copy.write_row(row)
            count, total = _added((count, total), row)
    back = sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier(table))
    if table == "store":
        back += sql.SQL(" WHERE name <> 'layout'")
    if _digest(_read(into, back)) != (count, total):
        raise StoreError(
            f"The table {table} did not arrive as it left. Nothing was moved; run griffie audit."
        )


def _read(into: psycopg.Connection[Any], select: sql.Composed) -> Iterator[Sequence[Any]]:
    with into.cursor("read_back") as cursor:
        cursor.itersize = _PAGE
        yield from cursor.execute(select)


def _digest(rows: Iterable[Sequence[Any]]) -> Digest:
    told: Digest = (0, 0)
    for row in rows:
        told = _added(told, row)
    return told


def _added(told: Digest, row: Sequence[Any]) -> Digest:
    said = repr([int(one) if isinstance(one, bool) else one for one in row]).encode()
    return told[0] + 1, (told[1] + int.from_bytes(sha256(said).digest())) % 2**256


def _tables_of(into: psycopg.Connection[Any], schema: str) -> list[str]:
    select = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename"
    found = [name for (name,) in into.execute(select, (schema,)).fetchall()]
    return [name for name in found if name not in _NOT_IN_FILES | _MADE_ANEW]


def _tables_in(file: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    select = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for (name,) in file.execute(f"{select} ORDER BY name").fetchall():
        columns = file.execute(f"SELECT name FROM pragma_table_info('{name}') ORDER BY cid")
        yield name, [one for (one,) in columns]


@contextmanager
def _held(path: Path) -> Iterator[sqlite3.Connection]:
    """A file that nobody else can write to meanwhile. Raises StoreError where somebody writes."""
    with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True, timeout=10)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreError(f"{path} cannot be held: {error}. Nothing was moved.") from None
        yield connection
        connection.rollback()


@contextmanager
def _transaction(url: str, schema: str) -> Iterator[psycopg.Connection[Any]]:
    with translated_errors(), closing(connected(url, "griffie move")) as connection:
        connection.execute(f"SET search_path = {schema}, pg_temp".encode())
        with connection.transaction():
            yield connection
