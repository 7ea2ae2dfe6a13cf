"""`griffie migrate --database …`: makes a store on a server, or brings its tables up to date.

It is called by the owner, who need not be a superuser. Calling it again changes nothing; of two at
once the second waits.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

import psycopg
from eventsourcing.persistence import PersistenceError
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict

from griffie.application.errors import StoreError
from griffie.infrastructure.postgres import keys, schema
from griffie.infrastructure.postgres.address import complete, whereabouts
from griffie.infrastructure.postgres.dialect import VIEWS
from griffie.infrastructure.postgres.errors import translated_errors
from griffie.infrastructure.postgres.layout import layout
from griffie.infrastructure.postgres.server import refuse_server
from griffie.infrastructure.sqlite.store_version import NEWEST

_ALONE = 0x6772_6966
"""One migration at a time: the number of a lock of the server."""


class Made(NamedTuple):
    """What a migration did."""

    new: bool
    """Whether there was no store before."""
    keys_made: bool
    """Whether the database of the keys was made."""


def make_store(url: str, keys_url: str, role: str | None) -> Made:
    """Make what is missing, and give `role` the rights under which a store is served.

    Raises StoreError, with a sentence.
    """
    _refuse_one_database(url, keys_url)
    try:
        with _connected(url) as connection:
            refuse_server(connection)
        keys_made = _make_keys_database(url, keys_url)
        with _connected(keys_url) as connection:
            refuse_server(connection)
            _carry_out(connection, keys.statements())
            _grant(connection, role, keys.rights)
        with _connected(url) as connection:
            new = _one(connection, "SELECT to_regclass('griffie.store')") is None
            _carry_out(connection, schema.statements())
            _mark(connection, new=new)
            _drop_own_views(connection)
            _grant(connection, role, schema.rights)
    except PersistenceError as error:
        raise StoreError(f"The store could not be made: {error}. Begin again.") from None
    return Made(new, keys_made)


def _refuse_one_database(url: str, keys_url: str) -> None:
    """Raises StoreError where the keys are to stand in the database of the store, or nowhere."""
    try:
        shared = whereabouts(url) & whereabouts(keys_url)
    except psycopg.Error:
        raise StoreError("--keys is written postgresql://ROLE@HOST/NAME.") from None
    if shared:
        raise StoreError(
            "The keys need a database of their own, so that its backups can be kept for a short"
            " time only: name another one with --keys. Nothing was changed."
        )


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    """One transaction, alone. Raises StoreError where the server cannot be reached."""
    try:
        connection = psycopg.connect(complete(url))
    except psycopg.OperationalError as error:
        said = str(error).strip().splitlines()[-1]
        raise StoreError(f"The database cannot be reached: {said}. Nothing was changed.") from None
    with translated_errors(), connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_ALONE,))
        yield connection


def _make_keys_database(url: str, keys_url: str) -> bool:
    """Make the database of the keys where it is missing, on the server of the store."""
    name = str(conninfo_to_dict(keys_url).get("dbname"))
    try:
        psycopg.connect(complete(keys_url)).close()
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error) or f'"{name}"' not in str(error):
            said = str(error).strip().splitlines()[-1]
            raise StoreError(f"The database of the keys cannot be reached: {said}") from None
    else:
        return False
    made = sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0")
    with closing(psycopg.connect(complete(url), autocommit=True)) as connection:
        try:
            connection.execute(made.format(sql.Identifier(name)))
        except errors.DuplicateDatabase:  # another process was first
            return False
        except errors.InsufficientPrivilege:
            raise StoreError(
                f"The keys need a database of their own, and this role may make none. Let an"
                f" administrator do it: CREATE DATABASE {name} OWNER {connection.info.user}"
                " ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0; then begin again."
            ) from None
    return True


def _carry_out(connection: psycopg.Connection[Any], statements: Iterable[str]) -> None:
    for statement in statements:
        connection.execute(statement.encode())


def _mark(connection: psycopg.Connection[Any], *, new: bool) -> None:
    """Say which layout this is; a new store has the newest version, an older one keeps its."""
    if new:
        connection.execute("INSERT INTO store VALUES ('schema', %s)", (str(NEWEST),))
    connection.execute(
        "INSERT INTO store VALUES ('layout', %s)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (layout(),),
    )


def _drop_own_views(connection: psycopg.Connection[Any]) -> None:
    """Drop projections that the owner or a superuser folded: who serves cannot replace them.

    They are folded again from the events when the store is opened next.
    """
    own = (
        "SELECT tablename FROM pg_tables, pg_roles WHERE schemaname = %s AND tableowner = rolname"
        " AND (rolname = current_user OR rolsuper)"
    )
    for (name,) in connection.execute(own, (VIEWS,)).fetchall():
        table = sql.Identifier(VIEWS, name)
        connection.execute(sql.SQL("DROP TABLE {}").format(table))
        connection.execute("DELETE FROM positions WHERE view = %s", (name,))
        connection.execute("DELETE FROM folded_by WHERE view = %s", (name,))


def _grant(
    connection: psycopg.Connection[Any], role: str | None, rights: Callable[[str], str]
) -> None:
    if role is None:
        return
    if not _one(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
        raise StoreError(
            f"There is no role {role}. Let an administrator make it: CREATE ROLE {role} LOGIN"
            " PASSWORD '…'; then begin again."
        )
    _carry_out(connection, [rights(sql.Identifier(role).as_string(connection))])


def _one(connection: psycopg.Connection[Any], select: str, *asked: object) -> Any:
    found = connection.execute(select.encode(), asked).fetchone()
    return found and found[0]
