"""Three files beside the store and not in it: greatest checkpoint, anchor, erasure ledger.

Somebody who puts an old copy of the folder in its place changes none of them. So the store is known
to be older than it was: it is read and audited, and what was erased since is erased again. Nothing
is recorded in it and nothing signed, because that would be another history under the same name.
Where one of them is missing, nothing is signed either until the operator says why.
"""

import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from secrets import token_hex

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from griffie.application.errors import StoreError
from griffie.domain.log.entry import LogStore
from griffie.domain.log.errors import BadNoteError
from griffie.domain.log.names import number_of
from griffie.domain.upkeep import Anchored
from griffie.infrastructure.backup.anchor import NOTHING, Anchor, Mark
from griffie.infrastructure.disk import write_whole
from griffie.infrastructure.log.checkpoint import Checkpoint, Verifier
from griffie.infrastructure.log.lineage import ids_of, read_note
from griffie.infrastructure.sqlite.datastore import flush_folder
from griffie.infrastructure.vault.erasure_ledger import ErasureLedger, entry_at

_WHAT_TO_DO = (
    "It is an old copy: it can be read and audited, nothing is recorded in it or signed. Put the"
    " newest one in its place. If that is lost, let this one go on as a new log, which says so"
    ' (griffie new-log "why"), or keep it to read and begin a new store in another folder.'
)

log = logging.getLogger("griffie.beside")


def checkpoint_path(folder: Path) -> Path:
    """`data.checkpoint` beside the folder `data`."""
    return folder.with_name(f"{folder.name}.checkpoint")


def erasures_path(folder: Path) -> Path:
    """`data.erasures` beside the folder `data`."""
    return folder.with_name(f"{folder.name}.erasures")


def anchor_path(folder: Path) -> Path:
    """`data.anchor` beside the folder `data`."""
    return folder.with_name(f"{folder.name}.anchor")


class KeptCheckpoint:
    """One file with the greatest checkpoint that was signed here.

    It may be of this log, of one that it continues, or of one that continues it; of two logs the
    later one's is the greater. A note that is none of these counts as none.
    """

    def __init__(self, path: Path, origin: str, key: Ed25519PublicKey) -> None:
        self.path, self._origin, self._key = path, origin, key

    def note(self) -> str | None:
        """The note in the file, whichever of these logs signed it; else None."""
        try:
            note = self.path.read_text("utf-8")
            read_note(note, self._origin, self._key)
        except (FileNotFoundError, UnicodeDecodeError, BadNoteError):
            return None
        return note

    def read(self) -> Checkpoint | None:
        """The checkpoint, where it is of this log or of one that continues it."""
        found = self._found()
        return found if found and _rank(found) >= (number_of(self._origin), 0) else None

    def _found(self) -> Checkpoint | None:
        note = self.note()
        return None if note is None else read_note(note, self._origin, self._key)

    def keep(self, note: str) -> None:
        """Write a note, complete or not at all, and never in the place of a greater one.

        If two processes keep at once, the lesser may stay. Where the file cannot be written that is
        logged: the one who asked for the checkpoint has it.
        """
        new, old = read_note(note, self._origin, self._key), self._found()
        if old and _rank(old) >= _rank(new):
            return
        draft = self.path.with_name(f".{self.path.name}.{token_hex(8)}")
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                write_whole(handle, note.encode())
                os.fsync(handle)
            finally:
                os.close(handle)
            draft.replace(self.path)
            flush_folder(self.path.parent)
        except OSError as trouble:
            log.warning("no checkpoint could be kept beside the store: %s", trouble.strerror)
            draft.unlink(missing_ok=True)


def _rank(one: Checkpoint) -> tuple[int, int]:
    return number_of(one.origin), one.size


_CALLED = {
    Anchored.KEPT: "every checkpoint in the store (table checkpoints)",
    Anchored.BESIDE: "the checkpoint beside it (.checkpoint)",
    Anchored.ANCHOR: "its anchor (.anchor)",
}


class OutsideCopies:
    """Checkpoint, anchor and erasure ledger, as they are kept beside a store."""

    def __init__(
        self,
        folder: Path,
        origin: str,
        key: Ed25519PublicKey,
        store: LogStore,
        secret: bytes,
        *,
        flush: bool = False,
        ledger: Callable[[str, Mapping[str, int]], ErasureLedger] | None = None,
    ) -> None:
        """`secret` comes from the master key: by it lines and marks are known as ours.

        With `flush` each commit waits until the disk holds its anchor. `ledger` opens the erasure
        ledger of a log, by the id of its key and the ids of all logs of this office, where it is no
        file beside the folder. Raises StoreError where nothing can be written beside the folder.
        """
        self._store, self._origin, self.key = store, origin, key
        log_id = Verifier(origin, key).id.hex()
        self.checkpoint = KeptCheckpoint(checkpoint_path(folder), origin, key)
        self.anchor = Anchor(anchor_path(folder), log_id, secret, flush=flush)
        self.anchored = False
        """Whether this store had an anchor at any time."""
        if ledger:
            self.erasures = ledger(log_id, ids_of(origin, key))
            return
        path = erasures_path(folder)
        try:
            self.erasures = ErasureLedger(path, log_id, store, secret, ids_of(origin, key))
        except OSError as trouble:
            raise StoreError(
                f"{path}, in which is kept what was erased, cannot be written"
                f" ({trouble.strerror}). Let griffie write in the folder that holds the store."
            ) from None

    def older(self) -> str | None:
        """A sentence that says why the store is older than the files beside it; else None.

        Compares sizes and entries. Whether the log leads from the checkpoint is found by
        `TransparencyLog.check`, which reads the whole log.
        """
        return self.older_than_signed() or self.behind()

    def older_than_signed(self) -> str | None:
        """The same by what was signed or erased later: by the checkpoint and the ledger."""
        has = self._store.log_size()
        kept = self.checkpoint.read()
        if kept and kept.origin != self._origin:
            return (
                f"A checkpoint of {kept.origin} was signed, which continues this log. {_WHAT_TO_DO}"
            )
        if kept and kept.size > has:
            return (
                f"A checkpoint of {kept.size} entries was signed, and this store has {has}."
                f" {_WHAT_TO_DO}"
            )
        last = self.erasures.newest()
        if last and (
            self.erasures.is_later(last) or entry_at(self._store, last.size) != last.entry
        ):
            return (
                "The erasure ledger tells of an erasure when the log had"
                f" {last.size} entries, and this store does not lead there. {_WHAT_TO_DO}"
            )
        return None

    def behind(self) -> str | None:
        """A sentence where the log is shorter than its anchor, or another; else None."""
        mark = self.anchor.newest()
        if not mark or not mark.size or entry_at(self._store, mark.size) == mark.entry:
            return None
        return (
            f"{self.anchor.path.name} says that the log had {mark.size} entries, and this store has"
            f" {self._store.log_size()}, or others: what was acknowledged last is missing. A"
            " write-ahead log was lost, cut or changed, or an older griffie.db was put there. Look"
            " for the files that are missing (griffie.db-wal), or restore a backup. If they are"
            ' lost: griffie serve --accept-new-anchor "why".'
        )

    def missing(self) -> list[Anchored]:
        """Which of the anchors of a log that has entries are not there."""
        if not self._store.log_size():
            return []
        there = {
            Anchored.KEPT: self._store.newest_checkpoint() is not None,
            Anchored.BESIDE: self.checkpoint.read() is not None,
            Anchored.ANCHOR: not self.anchored or self.anchor.newest() is not None,
        }
        return [one for one, found in there.items() if not found]

    def unanchored(self) -> str | None:
        """Why nothing is signed: something is missing by which a rewritten log would show."""
        if not (missing := self.missing()):
            return None
        named = " and ".join(_CALLED[one] for one in missing)
        return (
            f"The log has {self._store.log_size()} entries, and this is missing: {named}. By it one"
            " would see whether somebody rewrote the log. Nothing is signed. Put back what belongs"
            " to the store, or say why it is lost, which is recorded:"
            ' griffie serve --accept-new-anchor "why".'
        )

    def begin_anchor(self) -> None:
        """Say in a new anchor where the log ends now. Raises OSError."""
        size = self._store.log_size()
        self.anchor.begin_anew(Mark(size, entry_at(self._store, size) or NOTHING))
