"""What the program makes in each file of a store: held against what stands there.

Who adds a table names its statements here; a test compares a new store with this page.
"""

import sqlite3

from griffie.application.projections.registry import PROJECTIONS
from griffie.infrastructure import access_rows
from griffie.infrastructure.sqlite import (
    answer_codes,
    daily_counts,
    digests,
    lost_rows,
    mailboxes,
    messages,
    outbox,
    schema,
    sealed_rows,
    subtrees,
    views,
)
from griffie.infrastructure.sqlite.guards import Make
from griffie.infrastructure.vault import key_store


def make_store(connection: sqlite3.Connection) -> None:
    """The tables of `griffie.db`, with triggers and indexes."""
    for statement in (
        *schema.TABLES,
        *schema.TRIGGERS,
        *sealed_rows.TABLES,
        subtrees.TABLE,
        daily_counts.TABLE,
        *messages.TABLES,
        *mailboxes.TABLES,
        *answer_codes.TABLES,
        *digests.TABLES,
        *outbox.TABLES,
        *views.TABLES,
    ):
        connection.execute(statement)
    for definition in PROJECTIONS.values():
        for statement in views.statements(definition, definition.name):
            connection.execute(statement)
        connection.execute(lost_rows.guard(definition.name))


def make_keys(connection: sqlite3.Connection) -> None:
    """The tables of `keys.db`."""
    connection.executescript(key_store.TABLES)


MADE: dict[str, Make] = {
    "griffie.db": make_store,
    "keys.db": make_keys,
    "access.db": access_rows.make_tables,
}
"""By file of a store's folder, what makes its tables."""
