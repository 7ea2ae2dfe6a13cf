"""Moves a store from a folder to a server: checked before, copied whole, checked after."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import NamedTuple

from griffie.api.composition.files import kek_path, profile_path
from griffie.api.composition.server_store import (
    ServerPlaces,
    make_server_store,
    need_driver,
    open_server_store,
    profile_beside,
)
from griffie.api.composition.store import Store
from griffie.api.composition.wiring import Clock, open_store, utc_now
from griffie.application.errors import StoreError
from griffie.application.ports import Progress
from griffie.infrastructure.backup.outside_copies import anchor_path, checkpoint_path, erasures_path
from griffie.infrastructure.log.signing import load as signing_key
from griffie.infrastructure.sqlite.lock import serving
from griffie.infrastructure.sqlite.moved import mark_moved, moved_to

Bar = Callable[[str], AbstractContextManager[Progress]]
"""Shows how far a piece of work is, under its title."""


class Moved(NamedTuple):
    """What was moved."""

    to: str
    """What the operator calls the store on the server."""
    entries: int
    checkpoint: str
    """The newest signed note, the same in both places."""


def move_to_server(
    folder: Path,
    url: str,
    places: ServerPlaces,
    role: str | None,
    bar: Bar,
    *,
    kek: Path | None = None,
    clock: Clock = utc_now,
    demo: bool = False,
) -> Moved:
    """Move the store of a folder to a database, as its owner; `role` will serve it there.

    The folder is audited first, the store on the server last; from then on the folder is not
    served. Whoever is cut off begins again. Raises StoreError, MasterKeyError, AlreadyServingError,
    PersistenceError.
    """
    need_driver()
    from griffie.api.composition.server_files import name_of, place_of  # noqa: PLC0415
    from griffie.infrastructure.postgres.keys import keys_url  # noqa: PLC0415
    from griffie.infrastructure.postgres.moving import Folder, Target, is_filled, move_rows  # noqa: PLC0415

    folder, to = folder.resolve(), name_of(url)
    database, target = folder / "griffie.db", Target(url, places.keys or keys_url(url))
    if not database.exists():
        raise StoreError(f"there is no store at {folder}")
    begun = moved_to(database)
    if begun not in {None, to}:
        raise StoreError(f"The store in {folder} was moved to {begun}, or is on its way there.")
    with serving(folder):
        if begun is None:
            _finish(open_store(folder, kek=kek, clock=clock, demo=demo, may_make=False))
        here = open_store(
            folder, kek=kek, clock=clock, demo=demo, to_be_audited=True, may_make=False
        )
        with closing(here.engine):
            _audit(here, "the folder", bar)
            make_server_store(url, target.keys, role)
            place = place_of(url, places.beside)
            _copy_beside(folder, kek, place, profile_beside(url, places), places.kek)
            if not is_filled(target):
                mark_moved(database, to)
                source = Folder(
                    folder,
                    erasures_path(folder),
                    here.log.vkey,
                    signing_key(folder / "log-key"),
                    here.key,
                )
                with bar("moving") as progress:
                    move_rows(source, target, here.recorder.log_size(), progress)
            elif begun is None:
                raise StoreError(f"{to} holds a store already. Name an empty database.")
            there = open_server_store(url, places, clock=clock, demo=demo, to_be_audited=True)
            with closing(there.engine):
                moved = _compared(here, there, to, bar)
        make_server_store(url, target.keys, role)  # projections that the owner folded go again
    return moved


def give_up_moving(folder: Path, url: str) -> None:
    """Let a folder be served again whose move was cut off before anything arrived.

    Raises StoreError where the server has it.
    """
    need_driver()
    from griffie.infrastructure.postgres.moving import Target, is_filled  # noqa: PLC0415

    database = folder.resolve() / "griffie.db"
    if moved_to(database) is None:
        raise StoreError(f"The store in {folder} was not moved. Nothing was changed.")
    if is_filled(Target(url, url)):
        raise StoreError("The store is on the server: work with that one. Nothing was changed.")
    mark_moved(database, None)


def _finish(store: Store) -> None:
    """End what was cut off, and sign what is there. Raises StoreBehindError, LogForkedError."""
    with closing(store.engine):
        if store.datastore.older:
            raise StoreError(store.datastore.older)
        store.resume_erasures()
        store.log.checkpoint()


def _audit(store: Store, named: str, bar: Bar) -> None:
    with bar(f"audit of {named}") as progress:
        findings, _ = store.check((), progress)
    if findings:
        said = "; ".join(one.what for one in findings[:3])
        raise StoreError(f"The audit of {named} finds: {said}. It was not moved.")


def _copy_beside(
    folder: Path, kek: Path | None, place: Path, profile: Path, their_kek: Path | None
) -> None:
    """Put key, checkpoint, anchor and profile where the store on the server looks for them."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for ours, theirs in (
        (kek or kek_path(folder), their_kek or place.with_name(f"{place.name}.kek")),
        (checkpoint_path(folder), checkpoint_path(place)),
        (anchor_path(folder), anchor_path(place)),
        (profile_path(folder), profile),
    ):
        if not ours.exists():
            continue
        if theirs.exists() and theirs.suffix == ".kek" and theirs.read_bytes() != ours.read_bytes():
            raise StoreError(f"{theirs} is another master key. Name another folder with --beside.")
        if theirs.resolve() != ours.resolve():
            shutil.copy2(ours, theirs)


def _compared(here: Store, there: Store, to: str, bar: Bar) -> Moved:
    """Audit the store on the server, and hold its log to that of the folder. Raises StoreError."""
    _audit(there, to, bar)
    size = here.log.size()
    ours, theirs = here.log.checkpoint(), there.log.checkpoint()
    if (ours, size) != (theirs, there.log.size()):
        raise StoreError(f"The log in {to} is not that of the folder. It was not moved.")
    return Moved(to, size, ours)
