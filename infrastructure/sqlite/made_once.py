"""What a store has from its first opening on: tables, and values that never change.

Every process makes what is missing when it opens the store. Where nothing is, it waits for no lock:
so a store can be read while another process writes, and takes its time.
"""

from eventsourcing.persistence import OperationalError
from eventsourcing.sqlite import SQLiteDatastore, SQLiteTransaction

from griffie.infrastructure.sqlite.datastore import translated_errors

_VALUE = "SELECT value FROM store WHERE name = ?"


def make(datastore: SQLiteDatastore, *statements: str) -> None:
    """Make tables, indexes and triggers that are missing: statements with `IF NOT EXISTS`.

    Raises OperationalError where something is missing and the lock cannot be had.
    """
    try:
        with (
            translated_errors(),
            datastore.get_connection(commit=True) as connection,
            SQLiteTransaction(connection, commit=True) as c,
            c,
        ):
            for statement in statements:
                c.execute(statement)
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        with datastore.transaction(commit=True) as c:  # its turn is waited for from the start
            for statement in statements:
                c.execute(statement)


def remember(datastore: SQLiteDatastore, name: str, value: str) -> str:
    """Keep a value under a name, unless the store has one by that name. Gives the one it has."""
    with datastore.transaction(commit=False) as c:
        c.execute(_VALUE, (name,))
        if found := c.fetchone():
            return str(found[0])
    with datastore.transaction(commit=True) as c:
        c.execute("INSERT OR IGNORE INTO store VALUES (?, ?)", (name, value))
        c.execute(_VALUE, (name,))
        return str(c.fetchone()[0])
