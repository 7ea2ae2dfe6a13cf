"""Checks at the opening of a store: the database, the log's name and key, the guards.

A store that is not the one that it was is not opened.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from griffie.application.errors import StoreError
from griffie.domain.errors import DamagedStoreError
from griffie.domain.log.names import DEMO
from griffie.domain.upkeep import LOGS, LogContinued
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.made_once import remember

_BEING_MADE = "being-made"


def begin_making(folder: Path, beside: Sequence[Path], *, may_make: bool) -> None:
    """Begin a new store in a folder, which is made if need be.

    Raises StoreError where none may be made, and where files `beside` an empty folder speak of a
    store: its volume is not mounted, or the wrong folder was named. A mark in the folder says that
    a store is being made, so that a start that was cut off is taken up again.
    """
    if not may_make:
        raise StoreError(
            f"there is no store at {folder}: was another folder meant (--data)? A new one is made"
            " by griffie init, serve, receive, register, import or token create."
        )
    mark = folder / _BEING_MADE
    left = [path.name for path in beside if path.exists()]
    if left and not mark.exists() and not (folder / "griffie.db").exists():
        raise StoreError(
            f"there is no store at {folder}, and {', '.join(left)} beside it speak of one. Mount"
            " its volume, or put the folder back from a backup (griffie restore). If a new store is"
            " meant, name another folder, or move these files away. Nothing was made."
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark.touch(mode=0o600)


def end_making(folder: Path) -> None:
    """The store has all that belongs to it."""
    (folder / _BEING_MADE).unlink(missing_ok=True)


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


class History(Protocol):
    """The events of a stream, as a recorder reads them."""

    def events_of(self, stream: UUID) -> Sequence[Any]:
        """In order."""


def logs_continued(history: History) -> list[LogContinued]:
    """What the events of a store say of the logs that it continues, in order.

    None where these events are damaged: the audit says what is wrong.
    """
    with suppress(DamagedStoreError):
        return [one for one in history.events_of(LOGS) if isinstance(one, LogContinued)]
    return []


def origin_of(datastore: Database, *, operator: str, year: int, demo: bool) -> str:
    """The name of the log, chosen at its first opening and fixed for the life of the store.

    `operator` is the enterprise number of who runs it, or else the name of the machine; `year` is
    that of the first start. An older store keeps the name that it has. Raises StoreError: a store
    that is no demonstration never becomes one, and a demonstration stays one.
    """
    spelled = re.sub("[^A-Za-z0-9.-]+", "-", operator).strip("-.") or "unnamed"
    name = f"{spelled}/griffie/{year}{DEMO if demo else ''}"
    origin = remember(datastore, "origin", name)
    if demo and not origin.endswith(DEMO):
        raise StoreError("This store is no demonstration, and never will be one.")
    return origin


def access_is_sealed(datastore: Database) -> bool:
    """Whether the rows of the sign-in file had their seals before: then one without is refused."""
    return bool(datastore.rows("SELECT 1 FROM store WHERE name = 'access'"))


def mark_access_sealed(datastore: Database) -> None:
    """Keep, outside the sign-in file, that its rows have seals from now on."""
    remember(datastore, "access", "sealed")


def refuse_new_key(datastore: Database, path: Path) -> Path:
    """The path of the log's key. Raises StoreError where the log had a key and it is gone."""
    if not path.exists() and datastore.rows("SELECT 1 FROM store WHERE name = 'log-key'"):
        raise StoreError(
            f"{path}, the key that signs this log's checkpoints, is missing. Put it back from a"
            " backup: under another key it would be another log."
        )
    return path


def refuse_other_key(datastore: Database, vkey: str) -> None:
    """Raises StoreError where the log began under another key than this.

    Under another key it would be another log.
    """
    if remember(datastore, "log-key", vkey) != vkey:
        raise StoreError(
            "The key that signs checkpoints is not the one that this log began with. Put the"
            " file log-key back from a backup; what is signed with another key proves nothing."
        )


def has_anchor(datastore: Database) -> bool:
    """Whether this store had an anchor beside it at any time."""
    return bool(datastore.rows("SELECT 1 FROM store WHERE name = 'anchored'"))


def remember_anchor(datastore: Database) -> bool:
    """Say in the store that it has an anchor: from now on a missing file is noticed."""
    remember(datastore, "anchored", "yes")
    return True
