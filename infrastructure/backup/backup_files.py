"""The files of a backup: complete or not there, each with its SHA-256, the keys in a folder apart.

    FOLDER/griffie.db, access.db, log-key, erasures, manifest.json
    OTHER/keys.db, manifest.json

A folder under its own name is finished: it was written under another name, flushed, checked, and
then renamed. A killed run leaves a folder `.….unfinished` without a manifest, which the next run
removes.
"""

import fcntl
import hmac
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

from griffie.application.errors import BackupError
from griffie.application.ports import Progress
from griffie.infrastructure.sqlite.datastore import flush_folder
from griffie.infrastructure.vault.master_key import MasterKey

MANIFEST, FORM = "manifest.json", "griffie-backup/1"
_UNFINISHED = "unfinished"
_OFTEN = 20_000
"""Steps of SQLite's machine between two looks at how far a copy is."""
_KIB = 1024
DATABASE, KEYS, ACCESS, LOG_KEY = "griffie.db", "keys.db", "access.db", "log-key"
ERASURES = "erasures"
_FILES = (DATABASE, KEYS, ACCESS, LOG_KEY, ERASURES)


def snapshot(source: Path, target: Path, progress: Progress = lambda _done, _all: None) -> None:
    """Copy a database as it is at one moment, while others write to it; flushed, mode 0600.

    `VACUUM INTO` copies what stands in the tables and nothing that was deleted from them.
    `progress` is told KiB done and KiB in all. Raises BackupError, OSError.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    size = max(1, source.stat().st_size // _KIB)

    def far() -> int:
        progress(min(target.stat().st_size // _KIB, size), size)
        return 0

    try:
        with closing(sqlite3.connect(source, timeout=10.0, isolation_level=None)) as connection:
            connection.set_progress_handler(far, _OFTEN)
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as trouble:
        raise BackupError(
            f"{source.name} cannot be copied ({trouble}). No backup was made."
        ) from None
    flush(target)
    progress(size, size)


def flush(path: Path) -> None:
    """Wait until the disk holds a file. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(path: Path, octets: bytes) -> None:
    """Write a new file, flushed, mode 0600. Raises FileExistsError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(octets)
    flush(path)


def measure(folder: Path, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Size in bytes and SHA-256 of files in a folder, by name."""
    found = {}
    for name in names:
        with (folder / name).open("rb") as file:
            digest = sha256()
            while octets := file.read(1 << 20):
                digest.update(octets)
            found[name] = {"bytes": file.tell(), "sha256": digest.hexdigest()}
    return found


def write_manifest(folder: Path, told: Mapping[str, Any], master: MasterKey) -> None:
    """Write `manifest.json` as sorted JSON: a folder that has it is a finished backup.

    It is sealed with the master key: a manifest that somebody else wrote is refused.
    """
    whole = {**told, "seal": _seal(told, master)}
    write_file(folder / MANIFEST, (json.dumps(whole, indent=2, sort_keys=True) + "\n").encode())


def refuse_other_seal(folder: Path, told: Mapping[str, Any], master: MasterKey) -> None:
    """Raises BackupError unless the holder of the master key wrote this manifest."""
    rest = {name: value for name, value in told.items() if name != "seal"}
    if "seal" not in told:
        raise BackupError(
            f"{folder / MANIFEST} has no seal: an older version made this backup, or somebody took"
            " the seal off. If you know where it has been since, say --unsealed."
        )
    if not hmac.compare_digest(str(told["seal"]), _seal(rest, master)):
        raise BackupError(
            f"{folder / MANIFEST} is not as it was written when the backup was made. Take another"
            " backup."
        )


def _seal(told: Mapping[str, Any], master: MasterKey) -> str:
    message = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(master.derive("backup"), message, sha256).hexdigest()


def read_manifest(folder: Path, of: str) -> dict[str, Any]:
    """The manifest of a finished backup, once its files were measured again.

    `of` is `store` or `keys`. Raises BackupError where a file is missing or not as it was backed
    up.
    """
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
        form, files = (told["form"], told["of"]), dict(told["files"])
    except FileNotFoundError:
        raise BackupError(f"{folder} is no finished backup: it has no {MANIFEST}.") from None
    except (ValueError, TypeError, KeyError):
        form, files = None, {}
    if form != (FORM, of) or not all(name in _FILES for name in files):
        raise BackupError(
            f"{folder / MANIFEST} tells of no backup of the {of}. Was the other folder meant?"
        )
    try:
        changed = [name for name in files if measure(folder, [name])[name] != files[name]]
    except FileNotFoundError:
        raise BackupError(f"{folder}: a file of the backup is missing. Take another.") from None
    if changed:
        names = ", ".join(sorted(changed))
        raise BackupError(f"{folder}: not as they were backed up: {names}. Take another backup.")
    return dict(told)


def refuse_used_folder(folder: Path) -> None:
    """Raises BackupError where a folder exists and is not empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder} is there and not empty: name a new folder.")


@contextmanager
def draft_folder(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder`, mode 0700; removed at the end unless it was renamed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(folder)
    draft = folder.with_name(f".{folder.name}.{token_hex(8)}.{_UNFINISHED}")
    draft.mkdir(mode=0o700)
    handle = os.open(draft, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield draft
    finally:
        os.close(handle)
        shutil.rmtree(draft, ignore_errors=True)


def finish(draft: Path, folder: Path) -> None:
    """Give a draft its own name, durably. Raises BackupError where that name is taken by now."""
    flush_folder(draft)
    try:
        draft.rename(folder)
    except OSError as trouble:
        raise BackupError(f"{folder} cannot be put there ({trouble.strerror}).") from None
    flush_folder(folder.parent)


def _remove_leftovers(folder: Path) -> None:
    """Remove what killed runs left. A run that works holds a lock on its folder."""
    for left in folder.parent.glob(f".{_escape_glob(folder.name)}.*.{_UNFINISHED}"):
        with suppress(OSError):
            handle = os.open(left, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left)
            finally:
                os.close(handle)


def _escape_glob(name: str) -> str:
    return "".join(f"[{one}]" if one in "*?[" else one for one in name)
