"""Checks at the opening of a store: the database, the log's name and key, the guards.

A store that is not the one that it was is not opened.
"""

from collections.abc import Sequence
from pathlib import Path

from griffie.application.errors import StoreError
from griffie.infrastructure.sqlite.datastore import Datastore

ORIGIN, DEMO = "griffie", ".demo"


def refuse_lost_store(database: Path) -> None:
    """Raises StoreError where the keys of a store are there and its database is not.

    No new store is begun beside the keys of an old one.
    """
    keys = database.with_name("keys.db")
    if keys.exists() and not (database.exists() and database.stat().st_size):
        raise StoreError(
            f"{database} is missing or empty, and the keys of a store lie beside it. Put it back"
            " from its newest backup, or name another folder with --data. Nothing was changed."
        )


def guards_error(database: Path, altered: Sequence[str]) -> StoreError:
    """The error for a store with altered guards: it can be audited, not worked with."""
    return StoreError(
        f"{database}: {'; '.join(altered)}. Somebody changed what keeps the history from being"
        " changed. Run griffie audit, and put the file back from a backup that it finds"
        " consistent. Nothing was mended."
    )


def origin_of(datastore: Datastore, *, demo: bool) -> str:
    """The name of the log, chosen at its first opening. Raises StoreError.

    A store that is no demonstration never becomes one, and a demonstration stays one.
    """
    with datastore.transaction(commit=True) as c:
        name = ORIGIN + DEMO if demo else ORIGIN
        c.execute("INSERT OR IGNORE INTO store VALUES ('origin', ?)", (name,))
        c.execute("SELECT value FROM store WHERE name = 'origin'")
        origin = str(c.fetchone()[0])
    if demo and not origin.endswith(DEMO):
        raise StoreError("This store is no demonstration, and never will be one.")
    return origin


def access_is_sealed(datastore: Datastore) -> bool:
    """Whether the rows of the sign-in file had their seals before: then one without is refused."""
    return bool(datastore.rows("SELECT 1 FROM store WHERE name = 'access'"))


def mark_access_sealed(datastore: Datastore) -> None:
    """Keep, outside the sign-in file, that its rows have seals from now on."""
    with datastore.transaction(commit=True) as c:
        c.execute("INSERT OR IGNORE INTO store VALUES ('access', 'sealed')")


def refuse_new_key(datastore: Datastore, path: Path) -> Path:
    """The path of the log's key. Raises StoreError where the log had a key and it is gone."""
    if not path.exists() and datastore.rows("SELECT 1 FROM store WHERE name = 'log-key'"):
        raise StoreError(
            f"{path}, the key that signs this log's checkpoints, is missing. Put it back from a"
            " backup: under another key it would be another log."
        )
    return path


def refuse_other_key(datastore: Datastore, vkey: str) -> None:
    """Raises StoreError where the log began under another key than this.

    Under another key it would be another log.
    """
    with datastore.transaction(commit=True) as c:
        c.execute("INSERT OR IGNORE INTO store VALUES ('log-key', ?)", (vkey,))
        c.execute("SELECT value FROM store WHERE name = 'log-key'")
        if c.fetchone()[0] != vkey:
            raise StoreError(
                "The key that signs checkpoints is not the one that this log began with. Put the"
                " file log-key back from a backup; what is signed with another key proves nothing."
            )
