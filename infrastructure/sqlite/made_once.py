"""Values that a store has from its first opening on, and that never change."""

from griffie.infrastructure.database import Database

_VALUE = "SELECT value FROM store WHERE name = ?"


def remember(datastore: Database, name: str, value: str) -> str:
    """Keep a value under a name, unless the store has one by that name. Gives the one it has."""
    with datastore.transaction(commit=False) as c:
        c.execute(_VALUE, (name,))
        if found := c.fetchone():
            return str(found[0])
    with datastore.transaction(commit=True) as c:
        c.execute("INSERT OR IGNORE INTO store VALUES (?, ?)", (name, value))
        c.execute(_VALUE, (name,))
        return str(c.fetchone()[0])
