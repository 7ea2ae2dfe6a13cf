"""The running log: reads what was committed, gives proofs, and signs what is durable.

Signing comes after commit, never with it: a signed checkpoint whose entries were then lost would be
a fork that no witness forgives. It refuses to sign when the log no longer leads from the newest
checkpoint that it kept.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from griffie.application.held import Compared, Held
from griffie.application.ports import AnchorMissingError, LogForkedError, StoreBehindError
from griffie.domain.log.entry import ENTRY_SIZE, LogStore, as_octets, leaf_hash
from griffie.domain.log.errors import BadNoteError
from griffie.domain.log.tree import HASH_SIZE, OutOfRangeError, Tree
from griffie.infrastructure.log.checkpoint import Checkpoint, sign_note, verify_checkpoint, vkey
from griffie.infrastructure.log.held import notes_in_text
from griffie.infrastructure.log.lineage import Lineage, Named, Standing, read_note
from griffie.infrastructure.sqlite.subtrees import ENTRIES, KEPT_FROM, ResumedTree, roots_of

PAGE = 4096


@dataclass(frozen=True, slots=True)
class Inclusion:
    """The proof that the entry at `index` stands in the log of `size` entries with this root."""

    index: int
    size: int
    entry_hash: bytes
    root: bytes
    proof: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Consistency:
    """The proof that the log of `new` entries begins with the log of `old` entries."""

    old: int
    new: int
    old_root: bytes
    root: bytes
    proof: Sequence[bytes]


class OutsideCheckpoint(Protocol):
    """Where the newest checkpoint is kept outside the store."""

    def read(self) -> Checkpoint | None:
        """The checkpoint, when it is one of this log, or of one that continues it."""

    def keep(self, note: str) -> None:
        """Keep a note in the place of a lesser one."""


class SubtreeRoots(Protocol):
    """Where the roots of complete subtrees are kept: see `infrastructure.sqlite.subtrees`."""

    def upto(self, stop: int) -> bytes:
        """Of the first subtrees, at most `stop`, one after another."""

    def keep(self, first: int, roots: Sequence[bytes]) -> None:
        """Keep those from a number on."""


class TransparencyLog:
    """One per process; safe to call from many threads.

    Every answer first takes in what was committed meanwhile, by this process or another.
    """

    def __init__(
        self,
        store: LogStore,
        *,
        origin: str,
        key: Ed25519PrivateKey,
        outside: OutsideCheckpoint | None = None,
        subtrees: SubtreeRoots | None = None,
        unanchored: Callable[[], str | None] = lambda: None,
        continued: Callable[[], Sequence[Named]] = tuple,
    ) -> None:
        """`unanchored` says why nothing is signed: an anchor of the log is missing.

        `continued` gives what the events say of the logs that this one continues.
        """
        self.origin, self._unanchored, self._continued = origin, unanchored, continued
        self._store, self._key, self._outside = store, key, outside
        self._tree, self._lock = Tree(), Lock()
        self._subtrees, self._kept_subtrees = subtrees, 0

    @property
    def vkey(self) -> str:
        """The public key for checkers, who must also have it from another source."""
        return vkey(self.origin, self._key.public_key())

    def size(self) -> int:
        with self._lock:
            self._catch_up()
            return len(self._tree)

    def checkpoint(self, *, anew: bool = False) -> str:
        """The signed note over every durable entry; it is kept in the store.

        `anew`: although an anchor of the log is missing. Raises LogForkedError where the log does
        not lead from what was signed, AnchorMissingError.
        """
        with self._lock:
            if not anew:
                self._must_be_anchored()
            while True:
                # Read before catching up: another process may sign a greater log at any moment.
                kept, outside = self._kept()
                self._catch_up()
                self._not_behind(outside)
                note, size = self._signed(kept)
                if note is not None:
                    break  # else another process signed, or the log is another: it is looked again
            self._keep_subtrees()
            if self._outside and (outside is None or outside.size < size):
                self._outside.keep(note)
            return note

    def _signed(self, kept: str | None) -> tuple[str | None, int]:
        """A note over the log as it was read, and its size; what is not kept leaves no hand."""
        size, after = len(self._tree), 0 if kept is None else self._leads_from(kept)
        if kept is not None and after == size:
            return kept, size
        note = Checkpoint(self.origin, size, self._tree.root()).signed(self._key)
        last = self._tree.leaf(size - 1) if size else b""
        kept_now = self._store.keep_checkpoint(size, note, after=after, last=last)
        return note if kept_now else None, size

    def check(self) -> None:
        """Check that the log leads from what was signed last, here and beside the store.

        Raises LogForkedError where it does not. Reads what it did not read before, and signs
        nothing.
        """
        with self._lock:
            kept, outside = self._kept()
            self._catch_up()
            self._not_behind(outside)
            if kept is not None:
                self._leads_from(kept)
            self._must_be_anchored()

    def must_be_ours(self, note: str) -> None:
        """Raises BadNoteError where a note is no checkpoint that this log signed."""
        verify_checkpoint(note, self.origin, self._key.public_key())

    def compare(self, text: str) -> Compared:
        """The first checkpoint in a text, a mail or a receipt, against the log as it is now."""
        for note in notes_in_text(text):
            public = self._key.public_key()
            try:
                held = read_note(note, self.origin, public)
            except BadNoteError:
                return Compared(Held.NOT_OURS)
            standing = Lineage(self.origin, public, self._continued()).standing(held)
            if standing is Standing.LOST:
                return Compared(Held.LOST, held.size)
            with self._lock:
                self._catch_up()
                if standing is Standing.UNKNOWN_TO_IT or held.size > len(self._tree):
                    return Compared(Held.LATER, held.size)
                same = self._tree.root(held.size) == held.root
            return Compared(Held.LEADS_ON if same else Held.CONTRADICTED, held.size)
        return Compared(Held.UNREADABLE)

    def attest(self, text: str) -> str:
        """A signed note over a text that is no checkpoint, and cannot be read as one.

        Raises BadNoteError for a text that could be.
        """
        if text.startswith(f"{self.origin}\n"):
            raise BadNoteError("what begins with the name of the log is a checkpoint")
        return sign_note(text, self.origin, self._key)

    def inclusion(self, index: int, size: int) -> Inclusion:
        """`OutOfRangeError` unless 0 <= index < size <= the log's size."""
        with self._lock:
            self._catch_up()
            proof, root = self._tree.inclusion(index, size), self._tree.root(size)
            return Inclusion(index, size, self._tree.leaf(index), root, proof)

    def consistency(self, old: int, new: int) -> Consistency:
        """`OutOfRangeError` unless 0 < old <= new <= the log's size."""
        with self._lock:
            self._catch_up()
            proof = self._tree.consistency(old, new)
            return Consistency(old, new, self._tree.root(old), self._tree.root(new), proof)

    def entry_hash_at(self, index: int) -> bytes:
        """The leaf hash at a Merkle index (position less one).

        `OutOfRangeError` if there is none.
        """
        with self._lock:
            self._catch_up()
            return self._tree.leaf(index)

    def _catch_up(self) -> None:
        known = len(self._tree) or self._resumed()
        # From the last entry we know, not after it: a tail cut off, or cut and grown again, shows.
        while rows := self._store.logged_from(first := max(known, 1), PAGE):
            if [position for position, _ in rows] != [*range(first, first + len(rows))]:
                raise LogForkedError("the log has a gap: run the audit")
            entries = [entry for _, entry in rows]
            if any(len(as_octets(entry)) != ENTRY_SIZE for entry in entries):
                raise LogForkedError("an entry is not as it was written: run the audit")
            if known and leaf_hash(entries.pop(0)) != self._tree.leaf(known - 1):
                raise LogForkedError("an entry that was read before has changed: run the audit")
            self._tree.extend(entries)
            known = len(self._tree)
            if len(rows) < PAGE:
                return
        if known:
            raise LogForkedError("entries that were read before are gone: run the audit")

    def _must_be_anchored(self) -> None:
        if why := self._unanchored():
            raise AnchorMissingError(why)

    def _kept(self) -> tuple[str | None, Checkpoint | None]:
        return self._store.newest_checkpoint(), self._outside.read() if self._outside else None

    def _not_behind(self, outside: Checkpoint | None) -> None:
        if outside and outside.origin != self.origin:
            raise StoreBehindError(
                f"A checkpoint of {outside.origin} was signed, which continues this log: it is an"
                " old copy, and nothing is signed on it."
            )
        if outside and outside.size > len(self._tree):
            raise StoreBehindError(
                f"A checkpoint of {outside.size} entries was signed, and this store has"
                f" {len(self._tree)}: it is an old copy, and nothing is signed on it."
            )
        if outside and self._tree.root(outside.size) != outside.root:
            raise StoreBehindError(
                "The log does not lead from the checkpoint that is kept beside the store: another"
                " history stands here, and nothing is signed on it."
            )

    def _resumed(self) -> int:
        """Begin with the kept roots of subtrees, if they make what was signed last. How far."""
        note = self._store.newest_checkpoint() if self._subtrees else None
        if self._subtrees is None or note is None:
            return 0
        with suppress(
            BadNoteError, OutOfRangeError, LogForkedError
        ):  # whatever is wrong, reading it all will tell
            signed = verify_checkpoint(note, self.origin, self._key.public_key())
            if signed.size < KEPT_FROM:
                return 0
            roots = self._subtrees.upto(signed.size // ENTRIES)
            tree = ResumedTree(roots, self._entries)
            while missing := min(signed.size - (known := len(tree)), PAGE):
                tree.extend(self._entries(known, missing))
            if tree.root(signed.size) == signed.root:
                self._tree, self._kept_subtrees = tree, len(roots) // HASH_SIZE
        return len(self._tree)

    def _entries(self, index: int, count: int) -> list[bytes]:
        rows = self._store.logged_from(index + 1, count)
        if [position for position, _ in rows] != [*range(index + 1, index + 1 + count)]:
            raise LogForkedError("the log has a gap: run the audit")
        return [as_octets(entry) for _, entry in rows]

    def _keep_subtrees(self) -> None:
        if self._subtrees and len(self._tree) >= KEPT_FROM:
            if roots := roots_of(self._tree, self._kept_subtrees):
                self._subtrees.keep(self._kept_subtrees, roots)
            self._kept_subtrees += len(roots)

    def _leads_from(self, note: str) -> int:
        """The size of a kept checkpoint from which the log still leads to what it is now."""
        try:
            kept = read_note(note, self.origin, self._key.public_key())
        except BadNoteError as reason:
            raise LogForkedError(
                f"the newest kept checkpoint is not of this log: {reason}"
            ) from None
        if kept.size > len(self._tree):
            raise LogForkedError(
                "the log is shorter than its newest kept checkpoint: run the audit"
            )
        # The old root recomputed from our own leaves is what a consistency proof would show.
        if self._tree.root(kept.size) != kept.root:
            raise LogForkedError(
                "the log does not lead from its newest kept checkpoint: run the audit"
            )
        return kept.size
