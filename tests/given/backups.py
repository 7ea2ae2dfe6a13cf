"""Backups of the tests' stores, and their restoring, as the command line does both."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copy2
from typing import NamedTuple
from uuid import UUID

from griffie.api.composition import Store, kek_path, open_store
from griffie.application.access.roles import OPERATOR
from griffie.infrastructure.backup.backup import Source, back_up
from griffie.infrastructure.backup.outside_copies import erasures_path
from griffie.infrastructure.backup.restore import FoundBackup, copy_back, find_backup, read_ledger
from griffie.infrastructure.vault.master_key import load_or_make
from tests.conftest import Clock
from tests.security.test_residue import secrets_of


class Made(NamedTuple):
    store: Path
    keys: Path

    @property
    def found(self) -> FoundBackup:
        return find_backup(self.store, self.keys)


@contextmanager
def silent(_: str) -> Iterator[Callable[[int, int], None]]:
    yield lambda _done, _all: None


def source(store: Store) -> Source:
    master = load_or_make(kek_path(store.folder), store_exists=True)
    return Source(store.folder, store.beside.erasures.path, store.log, store.log_key, master)


def backed_up(store: Store, name: str = "monday") -> Made:
    place = store.folder.parent / "elsewhere"
    made = Made(place / name, place / f"{name}-keys")
    back_up(source(store), made.store, made.keys, silent)
    return made


def restored(
    backup: Made,
    folder: Path,
    kek: Path,
    clock: Clock,
    *,
    ledger: Path | None = None,
    held: Sequence[str] = (),
) -> Store:
    """Put back and opened; what the ledger tells of has gone again."""
    lines = read_ledger(ledger) if ledger else []
    copy_back(backup.found, folder, lines, held)
    if not kek_path(folder).exists():
        copy2(kek, kek_path(folder))
    store = open_store(folder, clock=clock, demo=True)
    store.erase_again(store.engine.now(OPERATOR), lambda _done, _all: None)
    return store


def elsewhere(backup: Made, of: Store, clock: Clock, held: Sequence[str] = ()) -> Store:
    """On another machine: nothing is there but the backup, the master key and the ledger."""
    folder = of.folder.parent / "another" / "data"
    ledger = erasures_path(of.folder)
    return restored(backup, folder, kek_path(of.folder), clock, ledger=ledger, held=held)


def secrets(store: Store, place: str) -> list[bytes]:
    """What erasing a file must leave nowhere. Its events stand, and what is in them."""
    with closing(sqlite3.connect(store.folder / "griffie.db")) as anyone:
        states = b"".join(state for (state,) in anyone.execute("SELECT state FROM stored_events"))
    return [secret for secret in secrets_of(store, place) if secret not in states]


def left_in(folder: Path, wanted: Sequence[bytes]) -> dict[str, int]:
    """In how many files below a folder how many of these octets stand."""
    assert len(wanted) > 10
    files = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert "griffie.db" in files
    return {
        name: left
        for name, octets in files.items()
        if (left := sum(secret in octets for secret in wanted))
    }


def id_of(place: str) -> UUID:
    return UUID(place.rpartition("/")[2])
