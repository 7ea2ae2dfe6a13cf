"""What can be wrong with the files of a store, seen without opening it as a store. Changes nothing.

Each look gives one sign, with the step to take.
"""

import fcntl
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from griffie.application.errors import MasterKeyError, UnusableLogKeyError
from griffie.application.maintenance.health import Sign
from griffie.infrastructure import disk
from griffie.infrastructure.backup.outside_copies import checkpoint_path, erasures_path
from griffie.infrastructure.log import signing
from griffie.infrastructure.made_tables import MADE
from griffie.infrastructure.sqlite import guards
from griffie.infrastructure.sqlite.datastore import find_damage
from griffie.infrastructure.vault import master_key

_OTHERS = 0o077
_DATABASES = {
    "griffie.db": "restore the newest backup: docs/operations.md, Restore",
    "keys.db": "put it back from its newest backup: without it nothing personal can be read",
    "access.db": "put it back from its newest backup, or move it away and make new tokens",
}
_WAIT = 0.2
"""Seconds that the lock of the store may be held by somebody who is only writing."""


def look_at_files(folder: Path, kek: Path) -> Iterator[Sign]:
    """A sign for each thing that was looked at; `kek` is the file of the master key."""
    yield _tried("disk", lambda: _disk(folder))
    yield _tried("permissions", lambda: _permissions(folder, kek))
    yield _tried("master key", lambda: _master_key(kek))
    yield _tried("log key", lambda: _log_key(folder / "log-key"))
    for name in _DATABASES:
        yield _tried(name, lambda: _database(folder / name))  # noqa: B023 - called at once
    yield _tried("guards", lambda: _guards(folder / "griffie.db"))
    yield _tried("lock", lambda: _lock(folder / "griffie.db"))
    yield _tried("beside", lambda: _beside(folder))
    yield _tried("served by", lambda: _served(folder / "serving.lock"))


def _tried(name: str, look: Callable[[], Sign]) -> Sign:
    try:
        return look()
    except (OSError, sqlite3.Error) as trouble:
        said = trouble.strerror if isinstance(trouble, OSError) else type(trouble).__name__
        return Sign(name, f"cannot be looked at: {said}", "run this as the user who runs griffie")


def _disk(folder: Path) -> Sign:
    if why := disk.why_not_written(folder):
        return Sign("disk", "nothing can be written", why)
    return Sign("disk", f"{disk.free_octets(folder) // 1_000_000:,} MB free")


def _permissions(folder: Path, kek: Path) -> Sign:
    ours = [one for one in (folder, *folder.iterdir(), kek) if one.exists()]
    open_to_others = [one.name for one in ours if one.stat().st_mode & _OTHERS]
    if open_to_others:
        step = f"chmod go= on each of them, in {folder.parent}"
        return Sign("permissions", f"others may read {', '.join(sorted(open_to_others))}", step)
    foreign = [one.name for one in ours if one.stat().st_uid != folder.stat().st_uid]
    if foreign:
        step = "give all of them to the user who runs griffie (chown)"
        return Sign("permissions", f"another user owns {', '.join(sorted(foreign))}", step)
    return Sign("permissions", "for their owner alone")


def _master_key(kek: Path) -> Sign:
    if not kek.exists():
        step = "put it back from where you keep its copy, or say with --kek where it lies"
        return Sign("master key", f"{kek.name} is missing: nothing personal can be read", step)
    try:
        master_key.load_or_make(kek, store_exists=True)
    except MasterKeyError as trouble:
        return Sign("master key", "cannot be used", str(trouble))
    return Sign("master key", "is there")


def _log_key(path: Path) -> Sign:
    if not path.exists():
        step = "put it back from a backup: under another key it would be another log"
        return Sign("log key", "is missing", step)
    try:
        signing.load(path)
    except UnusableLogKeyError as trouble:
        return Sign("log key", "cannot be used", str(trouble))
    return Sign("log key", "is there")


def _database(path: Path) -> Sign:
    if not path.exists():
        return Sign(path.name, "is missing", _DATABASES[path.name])
    if not path.stat().st_size:  # which SQLite takes for a sound file without tables
        return Sign(path.name, "is empty", _DATABASES[path.name])
    if damage := find_damage(path):
        return Sign(path.name, f"is damaged: {damage}", _DATABASES[path.name])
    return Sign(path.name, "can be read")


def _guards(path: Path) -> Sign:
    if altered := guards.find_alterations(path, MADE[path.name]):
        step = "run griffie audit, and restore a backup that it finds consistent"
        return Sign("guards", "; ".join(altered), step)
    return Sign("guards", "stand as they were made")


def _lock(path: Path) -> Sign:
    with closing(sqlite3.connect(path, timeout=_WAIT, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        except sqlite3.OperationalError as trouble:
            if "locked" not in str(trouble):
                return Sign("lock", "cannot be had", f"the system says: {trouble}")
            step = f"see which process it is (fuser {path}), let it end, or stop it"
            return Sign("lock", "another process writes, or hangs", step)
    return Sign("lock", "is free")


def _beside(folder: Path) -> Sign:
    with closing(sqlite3.connect(f"file:{folder / 'griffie.db'}?mode=ro", uri=True)) as store:
        signed = store.execute("SELECT 1 FROM checkpoints LIMIT 1").fetchone()
    wanted = [erasures_path(folder), *([checkpoint_path(folder)] if signed else [])]
    missing = [path.name for path in wanted if not path.exists()]
    if missing:
        step = "put back the newest copy: without it an old copy of the store is not known as one"
        return Sign("beside", f"{', '.join(missing)} missing beside the folder", step)
    return Sign("beside", "what belongs there is there")


def _served(path: Path) -> Sign:
    if not path.exists():
        return Sign("served by", "nobody")
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return Sign(
            "served by", f"process {os.read(handle, 20).decode('ascii', 'replace').strip()}"
        )
    finally:
        os.close(handle)
    return Sign("served by", "nobody")


def is_store(folder: Path) -> bool:
    """Whether something of a store lies in a folder."""
    return any(
        stat.S_ISREG(path.stat().st_mode)
        for path in map(folder.joinpath, _DATABASES)
        if path.exists()
    )
