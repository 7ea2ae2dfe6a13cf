"""A store and its keys copied while it is served, and put back."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol

from griffie.application.ports import Progress, TieredVault

Bar = Callable[[str], AbstractContextManager[Progress]]
"""Something that shows how far a named piece of the work is."""


class Backup(NamedTuple):
    """What was made."""

    id: str
    entries: int
    keys: int


class BackupWriter(Protocol):
    """Copies a store."""

    def __call__(self, to: Path, keys_to: Path, bar: Bar) -> Backup:
        """Copy, check, and only then give the copy its name. Raises BackupError, LogForkedError."""


def make_backup(
    write: BackupWriter, vault: TieredVault, to: Path, keys_to: Path, bar: Bar
) -> Backup:
    """A checked copy of a store in one new folder and of its keys in another.

    Raises BackupError, LogForkedError, OSError; nothing is left then.
    """
    made = write(to, keys_to, bar)
    vault.forget()  # what was erased meanwhile waited for the copy to be over
    return made


class Restored(NamedTuple):
    """Which backup is put back, and what is known of the time since it was made."""

    store: Path
    """The backup of the store."""
    keys: Path
    """The backup of its keys, made with it."""
    checkpoints: Sequence[Path] = ()
    """Checkpoints that were kept elsewhere."""
    ledger: Path | None = None
    """The newest erasure ledger; none: the one beside the folder."""
    no_ledger: bool = False
    """There is none, and what was erased since comes back."""
