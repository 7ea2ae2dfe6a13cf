"""What is asked of a server, and of the role of this process, before a store on it is used.

Each refusal is a sentence for the operator. Nothing is changed here but who may fold views.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from griffie.application.errors import StoreError
from griffie.application.sending.outbox import SendingElsewhereError
from griffie.infrastructure.database import Database
from griffie.infrastructure.postgres.address import connected
from griffie.infrastructure.postgres.dialect import VIEWS
from griffie.infrastructure.postgres.errors import translated_errors
from griffie.infrastructure.postgres.layout import layout
from griffie.infrastructure.postgres.schema import CORE

OLDEST, NEWEST = 15, 18
"""The versions of PostgreSQL that this release was tried with."""
_MIGRATE = "Run griffie migrate --database as the owner of the store"


def refuse_server(connection: psycopg.Connection[Any]) -> None:
    """Raises StoreError for a server that is too old or too new, read-only, or of other letters."""
    version = connection.info.server_version // 10_000
    if not OLDEST <= version <= NEWEST:
        raise StoreError(
            f"The server is PostgreSQL {version}; this release works with {OLDEST} to {NEWEST}."
            " Nothing was changed."
        )
    for setting, wanted, why in _SETTINGS:
        found = connection.execute(f"SHOW {setting}".encode()).fetchone()
        if found and found[0] != wanted:
            raise StoreError(f"{why} ({setting} is {found[0]}). Nothing was changed.")


def refuse_unfit(url: str) -> None:
    """The same of a server that is not connected to yet. Raises OperationalError too."""
    with translated_errors(), closing(connected(url, "griffie")) as connection:
        refuse_server(connection)


_SETTINGS = (
    (
        "server_encoding",
        "UTF8",
        "The database cannot hold every letter: make it with ENCODING UTF8",
    ),
    (
        "transaction_read_only",
        "off",
        "The server is read-only: it is a standby, or was set so. Name the primary",
    ),
)


class Role(NamedTuple):
    """What the role of this process may do."""

    name: str
    superuser: bool
    owner: bool
    """Whether it may change the tables of what happened, and so drop what guards them."""
    serves: bool
    """Whether it may do what serving needs."""

    @property
    def too_wide(self) -> str | None:
        """A sentence where the role may do more than serving needs; else None."""
        if not (self.superuser or self.owner):
            return None
        kind = "a superuser" if self.superuser else "the owner of the store"
        return (
            f"The role {self.name} is {kind}: whoever takes over this process can drop the guards"
            " of the history. Serve under a role that griffie migrate --for ROLE gave its rights"
        )


def role_of(database: Database) -> Role:
    """The role under which this process works. Raises StoreError where it may do too little."""
    ((name, superuser, owner, serves),) = database.rows(_ROLE)
    role = Role(name, superuser, owner, serves)
    if not role.serves:
        raise StoreError(
            f"The role {name} may not work with this store: let the owner give it its rights"
            f" (griffie migrate --database … --for {name}). Nothing was changed."
        )
    return role


_ROLE = f"""SELECT CAST(current_user AS TEXT), rolsuper,
    pg_has_role(relowner, 'USAGE'),
    has_schema_privilege('griffie_views', 'CREATE')
    AND has_table_privilege('griffie.{CORE[0]}', 'SELECT')
    AND has_table_privilege('griffie.vault', 'INSERT')
    AND has_table_privilege('griffie.vault', 'UPDATE')
    FROM pg_roles, pg_class WHERE rolname = current_user
    AND pg_class.oid = to_regclass('griffie.{CORE[0]}')"""


def share_views(database: Database, url: str) -> None:
    """Let every role that may make views read and fold those that this role makes.

    A view is a table of the role that folded it first: the one that serves, or a wider one under
    which somebody asked something. Without this, each would shut the others out of its lists.
    """
    roles = [sql.Identifier(str(name)) for (name,) in database.rows(_LEFT_OUT)]
    if not roles:
        return
    others = sql.SQL(", ").join(roles)
    alone = "SELECT pg_advisory_xact_lock(hashtext('griffie_views'))"
    with (
        translated_errors(),
        closing(connected(url, "griffie")) as connection,
        connection.transaction(),
    ):
        connection.execute(alone)  # of two that start at once, the second finds it done
        for (name,) in connection.execute(_OWN_VIEWS).fetchall():
            table = sql.Identifier(VIEWS, name)
            connection.execute(sql.SQL("GRANT ALL ON {} TO {}").format(table, others))
        made_later = sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA {} GRANT ALL ON TABLES TO {}")
        connection.execute(made_later.format(sql.Identifier(VIEWS), others))


_LEFT_OUT = """SELECT rolname FROM pg_namespace, aclexplode(nspacl) AS one, pg_roles
    WHERE nspname = 'griffie_views' AND privilege_type = 'CREATE' AND pg_roles.oid = grantee
    AND rolname <> current_user AND NOT EXISTS (
        SELECT 1 FROM pg_default_acl, aclexplode(defaclacl) AS given
        WHERE defaclobjtype = 'r' AND pg_get_userbyid(defaclrole) = current_user
        AND defaclnamespace = pg_namespace.oid AND given.grantee = one.grantee)
    ORDER BY rolname"""
"""The roles that may make views, and may not yet read those of this one."""
_OWN_VIEWS = """SELECT tablename FROM pg_tables
    WHERE schemaname = 'griffie_views' AND tableowner = current_user ORDER BY tablename"""


def refuse_other_layout(database: Database, named: str) -> None:
    """Raises StoreError where there is no store in the database, or one of another layout."""
    ((there, may_look),) = database.rows(
        "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'griffie'),"
        " has_schema_privilege('griffie', 'USAGE') FROM (SELECT 1) AS one"
        " WHERE EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'griffie')"
    ) or [(False, False)]
    if not there:
        raise StoreError(f"there is no store in the database {named}. {_MIGRATE}.")
    if not may_look:
        raise StoreError(
            "The role of this process may not look into the store: let the owner give it its"
            " rights (griffie migrate --database … --for ROLE). Nothing was changed."
        )
    rows = database.rows("SELECT value FROM store WHERE name = 'layout'")
    if not rows or rows[0][0] != layout():
        raise StoreError(
            f"The tables of the store in {named} are those of another release. {_MIGRATE}, with the"
            " newest release that uses this store. Nothing was changed."
        )


def refuse_library_functions(environment: Mapping[str, str]) -> None:
    """Raises StoreError where the event-sourcing library is told to append by its own functions.

    They give positions out of order, so that who reads on from a position misses events.
    """
    if environment.get(_FUNCTIONS, "").lower() not in {"", "n", "no", "f", "false", "off", "0"}:
        raise StoreError(
            f"{_FUNCTIONS} is set: with it the event-sourcing library appends so that readers miss"
            " events. Unset it. Nothing was changed."
        )


_FUNCTIONS = "POSTGRES_ENABLE_DB_FUNCTIONS"
_SENDS = 0x6772_6968
"""The number of the lock that the sender of the outbox holds."""


@contextmanager
def sending(url: str) -> Iterator[None]:
    """Hold the lock of the one sender of the outbox, of all machines; it ends with the connection.

    Raises SendingElsewhereError, OperationalError.
    """
    with translated_errors(), closing(connected(url, "griffie outbox")) as held:
        got = held.execute("SELECT pg_try_advisory_lock(%s)", (_SENDS,)).fetchone()
        if not (got and got[0]):
            raise SendingElsewhereError
        try:
            yield
        finally:  # at once: a connection that is closed ends a moment later
            with suppress(psycopg.Error):
                held.execute("SELECT pg_advisory_unlock(%s)", (_SENDS,))
