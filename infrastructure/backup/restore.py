"""A backup put in place: checked file by file, and given its name only when it is complete.

What was erased since it was made still stands in it, and its keys in the backup of the keys. So the
erasure ledger goes in place first: opening the store from then on erases it again.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any, NamedTuple

from griffie.application.errors import BackupError
from griffie.application.maintenance.backup import Restored, Unsigned
from griffie.domain.log.errors import BadNoteError
from griffie.infrastructure.backup.anchor import Anchor
from griffie.infrastructure.backup.backup_files import (
    ACCESS,
    DATABASE,
    ERASURES,
    KEYS,
    LOG_KEY,
    draft_folder,
    finish,
    flush,
    measure,
    read_manifest,
    refuse_other_seal,
    refuse_used_folder,
)
from griffie.infrastructure.backup.outside_copies import (
    KeptCheckpoint,
    anchor_path,
    checkpoint_path,
    erasures_path,
)
from griffie.infrastructure.log.checkpoint import Verifier
from griffie.infrastructure.log.lineage import ids_of, read_note
from griffie.infrastructure.sqlite.outbox import AS_RESTORED
from griffie.infrastructure.vault.erasure_ledger import ErasureLine, merge
from griffie.infrastructure.vault.master_key import MasterKey
from griffie.infrastructure.vault.secure_file import open_secure_file


class FoundBackup(NamedTuple):
    """A backup whose files are those of its manifest."""

    store: Path
    keys: Path
    told: dict[str, Any]
    """The manifest of the store."""
    keys_told: dict[str, Any]
    """The manifest of the keys."""


def put_in_place(folder: Path, asked: Restored, master: Callable[[], MasterKey]) -> list[str]:
    """Put a backup in a new folder, whole or not at all. Gives the checkpoints, as they were read.

    `master` loads the master key. Raises BackupError, MasterKeyError, OSError.
    """
    refuse_used_folder(folder)
    backup = find_backup(asked.store, asked.keys)
    key = master()
    refuse_other_master(backup, key)
    manifests = ((backup.store, backup.told), (backup.keys, backup.keys_told))
    if not (asked.unsealed and not any("seal" in told for _, told in manifests)):
        for place, told in manifests:
            refuse_other_seal(place, told, key)
    lines = ledger_lines(backup, folder.resolve(), asked.ledger, none=asked.no_ledger)
    secret = key.derive("beside")
    lines = settle_unsigned(backup, lines, secret, asked.unsigned)
    held = [path.read_text("utf-8") for path in asked.checkpoints]
    copy_back(backup, folder.resolve(), secret, lines, held)
    return held


def find_backup(store: Path, keys: Path) -> FoundBackup:
    """The two folders of one backup, with their files checked. Raises BackupError."""
    told, other = read_manifest(store, "store"), read_manifest(keys, "keys")
    if told["id"] != other["id"]:
        raise BackupError(
            f"{keys} is of another backup than {store}: take the two that were made together."
        )
    return FoundBackup(store, keys, told, other)


def refuse_other_master(backup: FoundBackup, master: MasterKey) -> None:
    """Raises BackupError where the keys in the backup have another master key."""
    with closing(sqlite3.connect(f"file:{backup.keys / KEYS}?mode=ro", uri=True)) as keys:
        row = keys.execute("SELECT value FROM meta WHERE name = 'master'").fetchone()
    if not row or row[0] != master.fingerprint:
        raise BackupError(
            "The master key is not the one of this backup. It is in no backup: say with --kek where"
            " your copy of it lies."
        )


def ledger_lines(backup: FoundBackup, folder: Path, given: Path | None, *, none: bool) -> list[str]:
    """The lines of the erasure ledger by which the restored store erases again.

    `given` is the file that the operator named; `none` says that there is none. Raises BackupError
    when there is no ledger, or when it knows less than the backup itself.
    """
    own = read_ledger(backup.store / ERASURES)
    place = given or erasures_path(folder)
    if not place.exists():
        if none and given is None:
            return own
        raise BackupError(
            f"There is no erasure ledger at {place}. Without it, whatever was erased after the"
            " backup was made comes back. Name the newest one with --ledger: the one beside the"
            " lost store, or that in a newer backup. If there is none, say so with --no-ledger."
        )
    lines = read_ledger(place)
    if not set(own) <= set(lines):
        raise BackupError(
            f"{place} lacks erasures that the backup itself tells of: it is older, or of another"
            " store. Name the newest one with --ledger."
        )
    return lines


def settle_unsigned(
    backup: FoundBackup, lines: Sequence[str], secret: bytes, said: Unsigned | None
) -> list[str]:
    """The lines by which the restored store erases again, all of them signed or known before.

    A line that is newer than the backup and carries no signature is of an early release, or of
    whoever wrote it into the file: the operator has `said` whether to obey. Raises BackupError
    where nothing was said.
    """
    logs = ids_of(*Verifier.read(backup.told["log_key"]))
    known = set(read_ledger(backup.store / ERASURES))
    read = {text: line for text in lines if (line := ErasureLine.read(text)) and line.log in logs}
    signed = {line.going for line in read.values() if line.is_signed(secret)}
    unsigned = {
        text: line
        for text, line in read.items()
        if text not in known and line.going not in signed and not line.is_signed(secret)
    }
    if unsigned and said is None:
        names = "; ".join(
            f"{line.going.what} of {line.going.request}" for line in unsigned.values()
        )
        raise BackupError(
            f"The erasure ledger tells of erasures that nobody signed: {names}. They are of an"
            " early release, or somebody wrote them there. Look them up, then say --unsigned obey,"
            " and they are erased again, or --unsigned ignore."
        )
    kept = [text for text in lines if text not in unsigned]
    if said is Unsigned.OBEY:
        kept += [line.signed(secret).text() for line in unsigned.values()]
    return kept


def read_ledger(path: Path) -> list[str]:
    """The lines of an erasure ledger that can be read; torn or foreign lines are left out."""
    read = path.read_text("utf-8", "replace").splitlines()
    return [line for line in read if ErasureLine.read(line)]


_NOT_BESIDE = (
    "{} cannot be written beside the store, and without it nobody would sign. Nothing was restored:"
    " griffie doctor says what is in the way; then do it again."
)


def copy_back(
    backup: FoundBackup,
    folder: Path,
    secret: bytes,
    erasures: Sequence[str],
    held: Sequence[str] = (),
) -> None:
    """Copy a backup into a new folder. `held` are signed checkpoints that somebody kept.

    The ledger, the greatest checkpoint and the anchor are written first, beside the folder;
    `secret` signs the anchor. What lies there already and is greater stays. Raises BackupError,
    OSError.
    """
    refuse_used_folder(folder)
    verifier = Verifier.read(backup.told["log_key"])
    notes = [backup.told["log"]["checkpoint"], *held]
    try:
        for note in notes:
            read_note(note, verifier.name, verifier.key)
    except BadNoteError as why:
        raise BackupError(f"The checkpoint is not one of this store: {why}.") from None
    with draft_folder(folder) as draft:
        for place, name in (
            (backup.store, DATABASE),
            (backup.store, ACCESS),
            (backup.store, LOG_KEY),
            (backup.keys, KEYS),
        ):
            copyfile(place / name, draft / name)
            (draft / name).chmod(0o600)
            flush(draft / name)
        # What was copied is measured again: a medium may give other octets the second time.
        again = _changed_copies(draft, backup)
        if again:
            raise BackupError(f"Not copied as it was backed up: {again}. Take another backup.")
        _end_sessions(draft / ACCESS)
        _hold_outbox(draft / DATABASE)
        merge(erasures_path(folder), erasures)
        kept = KeptCheckpoint(checkpoint_path(folder), verifier.name, verifier.key)
        for note in notes:
            kept.keep(note)
        if kept.note() is None:
            raise BackupError(_NOT_BESIDE.format(kept.path.name))
        anchor = Anchor(anchor_path(folder), verifier.id.hex(), secret)
        if last := _last_entry(draft / DATABASE):
            anchor.write(*last)
        anchor.close()
        if last and not anchor.newest():
            raise BackupError(_NOT_BESIDE.format(anchor.path.name))
        finish(draft, folder)


def _last_entry(database: Path) -> tuple[int, bytes] | None:
    """The position of the last log entry, and the entry; None in an empty log.

    Raises BackupError.
    """
    select = "SELECT position, entry FROM log ORDER BY position DESC LIMIT 1"
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as copy:
            found: tuple[int, bytes] | None = copy.execute(select).fetchone()
    except sqlite3.Error as trouble:
        raise BackupError(f"{database.name} cannot be read ({trouble}). Try again.") from None
    return found


def _hold_outbox(database: Path) -> None:
    """Nothing that waited to be sent leaves by itself: it may have left since the backup was made.

    Raises BackupError.
    """
    try:
        with closing(open_secure_file(database, "")) as copy:
            if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'outbox'").fetchone():
                copy.execute(AS_RESTORED)
    except sqlite3.Error as trouble:
        raise BackupError(f"{database.name} cannot be written ({trouble}). Try again.") from None


def _changed_copies(draft: Path, backup: FoundBackup) -> str:
    """The names of files that are not as the manifests say; empty when all are."""
    told = dict(backup.told["files"]) | dict(backup.keys_told["files"])
    names = [DATABASE, ACCESS, LOG_KEY, KEYS]
    return ", ".join(one for one in names if measure(draft, [one])[one] != told[one])


def _end_sessions(access: Path) -> None:
    """End all sessions: who was signed in when the backup was made is signed out.

    Raises BackupError.
    """
    try:
        with closing(open_secure_file(access, "")) as connection:
            connection.execute("DELETE FROM sessions")
    except sqlite3.Error as trouble:
        raise BackupError(
            f"{access.name} cannot be written ({trouble}). Nothing was restored: make room, or name"
            " a folder on another disk."
        ) from None
