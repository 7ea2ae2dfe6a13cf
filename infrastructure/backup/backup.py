"""A backup made while the store is served: a copy that is checked before it gets its name.

The values are copied first and the keys after: each value in the copy has its key, unless it was
erased between the two, and then it is erased in the copy too. The master key is in no backup.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from griffie.application.disclosure import TamperedError
from griffie.application.errors import BackupError
from griffie.application.maintenance.backup import Backup, Bar
from griffie.application.ports import Locked, Progress
from griffie.domain.log.tree import Tree
from griffie.infrastructure.backup.backup_files import (
    ACCESS,
    DATABASE,
    ERASURES,
    FORM,
    KEYS,
    LOG_KEY,
    draft_folder,
    finish,
    measure,
    refuse_used_folder,
    snapshot,
    write_file,
    write_manifest,
)
from griffie.infrastructure.log.audit import Audit
from griffie.infrastructure.log.checkpoint import Verifier
from griffie.infrastructure.log.transparency import TransparencyLog
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.recorder import AsItStands
from griffie.infrastructure.vault.erasure_ledger import ErasureLedger, entry_at
from griffie.infrastructure.vault.locked_value import unlock_value
from griffie.infrastructure.vault.master_key import MasterKey

_PAGE = 4096
_ATTEMPTS = 5
"""An erasure that comes between the copies of values and keys: then they are copied again."""


class Source(NamedTuple):
    """The store of which a backup is made."""

    folder: Path
    erasures: Path
    log: TransparencyLog
    log_key: Ed25519PublicKey
    master: MasterKey

    @property
    def log_id(self) -> str:
        return Verifier(self.log.origin, self.log_key).id.hex()


def back_up(source: Source, to: Path, keys_to: Path, bar: Bar) -> Backup:
    """Copy, check, and only then give the copy its name. Others go on working meanwhile.

    Raises BackupError, LogForkedError, OSError; nothing is left then.
    """
    to, keys_to = to.resolve(), keys_to.resolve()
    _refuse_nested_folders(source.folder, to, keys_to)
    for folder in (to, keys_to):
        refuse_used_folder(folder)
    note = source.log.checkpoint()  # before the copy: the copy has at least these entries
    with draft_folder(to) as store, draft_folder(keys_to) as keys:
        _copy_all(source, store, keys, bar)
        with bar("check") as progress:
            size, root = _check_log(store / DATABASE, source, note, progress)
        with bar("keys") as progress:
            opening = _check_keys(store / DATABASE, keys / KEYS, source.master, progress)
        made = Backup(token_hex(8), size, opening)
        common: dict[str, Any] = {
            "form": FORM,
            "id": made.id,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        write_manifest(keys, common | {"of": "keys", "files": measure(keys, [KEYS])}, source.master)
        about = {
            "of": "store",
            "origin": source.log.origin,
            "log_key": source.log.vkey,
            "log": {"size": size, "root": root.hex(), "checkpoint": note},
            "files": measure(store, [DATABASE, ACCESS, LOG_KEY, ERASURES]),
        }
        write_manifest(store, common | about, source.master)
        finish(keys, keys_to)
        finish(store, to)
    return made


def _copy_all(source: Source, store: Path, keys: Path, bar: Bar) -> None:
    """Copy all files, so that no erasure lies between values and keys. Raises BackupError."""
    for _ in range(_ATTEMPTS):
        with bar(DATABASE) as progress:
            snapshot(source.folder / DATABASE, store / DATABASE, progress)
        with bar(KEYS) as progress:
            snapshot(source.folder / KEYS, keys / KEYS, progress)
        # After the keys: whatever is gone from them is told in it.
        write_file(store / ERASURES, source.erasures.read_bytes())
        if _knows_newest_erasure(source, store):
            break
        for file in (store / DATABASE, keys / KEYS, store / ERASURES):
            file.unlink()
    else:
        raise BackupError("Erasures came between, again and again: do it when they are over.")
    with bar(ACCESS) as progress:
        snapshot(source.folder / ACCESS, store / ACCESS, progress)
    write_file(store / LOG_KEY, (source.folder / LOG_KEY).read_bytes())


def _knows_newest_erasure(source: Source, store: Path) -> bool:
    """Whether the copied log leads to the newest line of the copied erasure ledger."""
    with closing(Datastore(f"file:{store / DATABASE}")) as datastore:
        log = AsItStands(datastore)
        secret = source.master.derive("beside")
        last = ErasureLedger(store / ERASURES, source.log_id, log, secret).newest()
        led = last is None or entry_at(log, last.size) == last.entry
    _leave_wal_mode(store / DATABASE)
    return led


def _refuse_nested_folders(store: Path, to: Path, keys_to: Path) -> None:
    """Raises BackupError where one folder lies in another.

    Somebody who finds one folder must not have found the next.
    """
    places = (store.resolve(), to, keys_to)
    for one in places:
        for other in places:
            if one is not other and (one == other or one in other.parents):
                raise BackupError(
                    "The store, its backup and the backup of its keys lie in three folders, none of"
                    " them in another: who finds one must not have found the next."
                )


def _check_log(database: Path, source: Source, note: str, progress: Progress) -> tuple[int, bytes]:
    """Size and root of the copied log. Raises BackupError if SQLite or an audit finds a fault."""
    _refuse_damaged(database)
    with closing(Datastore(f"file:{database}")) as datastore:
        copy = AsItStands(datastore)
        run = Audit(
            copy,
            origin=source.log.origin,
            public_key=source.log_key,
            held=[note],
            progress=progress,
        )
        if found := next(run, None):
            raise BackupError(
                f"An audit of the copy finds: {found.what}. Run griffie audit. No backup was made."
            )
        tree = Tree()
        while rows := copy.logged_from(len(tree) + 1, _PAGE):
            tree.extend([entry for _, entry in rows])
    _leave_wal_mode(database)
    return len(tree), tree.root()


def _check_keys(database: Path, keys: Path, master: MasterKey, progress: Progress) -> int:
    """How many living keys the copy has. Each opens, and each value has one.

    Raises BackupError otherwise.
    """
    _refuse_damaged(keys)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as copy:
        copy.execute("ATTACH DATABASE ? AS other", (f"file:{keys}?mode=ro",))
        lost = copy.execute(_LOST).fetchone()
        if lost:
            raise BackupError("A value in the copy has no key: run griffie audit.")
        (total,) = copy.execute("SELECT COUNT(*) FROM other.keys").fetchone()
        opening = 0
        for number, row in enumerate(copy.execute(_KEYS_AND_A_VALUE), 1):
            opening += _is_living_and_opens(row, master)
            progress(number, total)
    return opening


_LOST = """SELECT 1 FROM (SELECT DISTINCT request_id, tier FROM vault WHERE request_id <> '') AS v
    WHERE NOT EXISTS (SELECT 1 FROM other.keys AS k
        WHERE (k.request_id, k.tier) = (v.request_id, v.tier))"""
_KEYS_AND_A_VALUE = """SELECT k.request_id, k.tier, k.state, k.wrapped, v.digest, v.nonce,
        v.ciphertext
    FROM other.keys AS k LEFT JOIN vault AS v ON v.rowid = (SELECT rowid FROM vault AS w
        WHERE w.request_id = k.request_id AND w.tier = k.tier LIMIT 1)"""


def _is_living_and_opens(row: tuple[Any, ...], master: MasterKey) -> bool:
    """Whether a row is a living key. Raises BackupError if it does not open its value."""
    name, tier, state, wrapped, digest, nonce, ciphertext = row
    if state != "living":
        return False
    request = UUID(name)
    try:
        key = AESGCM(master.unwrap(wrapped, request, tier))
        if digest is not None:
            unlock_value(Locked(request, digest, tier, nonce, ciphertext), key)
    except (InvalidTag, TamperedError):
        raise BackupError("A key in the copy does not open its value: griffie audit.") from None
    return True


def _refuse_damaged(database: Path) -> None:
    """Raises BackupError with what SQLite finds wrong."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise BackupError(f"SQLite finds the copy damaged ({found}). No backup was made.")


def _leave_wal_mode(database: Path) -> None:
    """Make a database one file again, so that what is measured is all that there is."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
