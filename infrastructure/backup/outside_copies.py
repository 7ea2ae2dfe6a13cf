"""Two files beside the store and not in it: the greatest checkpoint, and the erasure ledger.

Somebody who puts an old copy of the folder in its place changes neither. So the store is known to
be older than it was: it is read and audited, and what was erased since is erased again. Nothing is
recorded in it and nothing signed, because that would be another history under the same name.
"""

import logging
import os
from pathlib import Path
from secrets import token_hex

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from griffie.application.errors import StoreError
from griffie.domain.log.entry import LogStore
from griffie.domain.log.errors import BadNoteError
from griffie.infrastructure.log.checkpoint import Checkpoint, Verifier, verify_checkpoint
from griffie.infrastructure.sqlite.datastore import flush_folder
from griffie.infrastructure.vault.erasure_ledger import ErasureLedger, entry_at

_WHAT_TO_DO = (
    "It is an old copy: it can be read and audited, nothing is recorded in it or signed. Put the"
    " newest one in its place. If that is lost, keep this one to read, and begin a new store in"
    " another folder."
)

log = logging.getLogger("griffie.beside")


def checkpoint_path(folder: Path) -> Path:
    """`data.checkpoint` beside the folder `data`."""
    return folder.with_name(f"{folder.name}.checkpoint")


def erasures_path(folder: Path) -> Path:
    """`data.erasures` beside the folder `data`."""
    return folder.with_name(f"{folder.name}.erasures")


class KeptCheckpoint:
    """One file with the greatest checkpoint that this log signed here.

    A note of another log counts as none.
    """

    def __init__(self, path: Path, origin: str, key: Ed25519PublicKey) -> None:
        self.path, self._origin, self._key = path, origin, key

    def note(self) -> str | None:
        """The note in the file, when this log signed it; else None."""
        try:
            note = self.path.read_text("utf-8")
            verify_checkpoint(note, self._origin, self._key)
        except (FileNotFoundError, UnicodeDecodeError, BadNoteError):
            return None
        return note

    def read(self) -> Checkpoint | None:
        note = self.note()
        return None if note is None else verify_checkpoint(note, self._origin, self._key)

    def keep(self, note: str) -> None:
        """Write a note, complete or not at all, and never in the place of a greater one.

        If two processes keep at once, the lesser may stay. Where the file cannot be written that is
        logged: the one who asked for the checkpoint has it.
        """
        new, old = verify_checkpoint(note, self._origin, self._key), self.read()
        if old and old.size >= new.size:
            return
        draft = self.path.with_name(f".{self.path.name}.{token_hex(8)}")
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                os.write(handle, note.encode())
                os.fsync(handle)
            finally:
                os.close(handle)
            draft.replace(self.path)
            flush_folder(self.path.parent)
        except OSError as trouble:
            log.warning("no checkpoint could be kept beside the store: %s", trouble.strerror)
            draft.unlink(missing_ok=True)


class OutsideCopies:
    """The checkpoint and the erasure ledger that are kept beside a store."""

    def __init__(
        self, folder: Path, origin: str, key: Ed25519PublicKey, store: LogStore, secret: bytes
    ) -> None:
        """`secret` comes from the master key: by it lines of the ledger are known as ours.

        Raises StoreError where nothing can be written beside the folder.
        """
        self._store = store
        self.checkpoint = KeptCheckpoint(checkpoint_path(folder), origin, key)
        path = erasures_path(folder)
        try:
            self.erasures = ErasureLedger(path, Verifier(origin, key).id.hex(), store, secret)
        except OSError as trouble:
            raise StoreError(
                f"{path}, in which is kept what was erased, cannot be written"
                f" ({trouble.strerror}). Let griffie write in the folder that holds the store."
            ) from None

    def older(self) -> str | None:
        """A sentence that says why the store is older than the files beside it; else None.

        Compares sizes and one entry. Whether the log leads from the checkpoint is found by
        `TransparencyLog.check`, which reads the whole log.
        """
        has = self._store.log_size()
        kept = self.checkpoint.read()
        if kept and kept.size > has:
            return (
                f"A checkpoint of {kept.size} entries was signed, and this store has {has}."
                f" {_WHAT_TO_DO}"
            )
        last = self.erasures.newest()
        if last and entry_at(self._store, last.size) != last.entry:
            return (
                "The erasure ledger tells of an erasure when the log had"
                f" {last.size} entries, and this store does not lead there. {_WHAT_TO_DO}"
            )
        return None
