"""Backups: a store and its keys are copied while the store is served, and put back."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from griffie.application.ports import Progress, TieredVault

Bar = Callable[[str], AbstractContextManager[Progress]]
"""Opens a progress bar for a named part of the work."""


class Backup(NamedTuple):
    """A backup that was made: its id, and how many log entries and keys it holds."""

    id: str
    entries: int
    keys: int


class BackupWriter(Protocol):
    """The port that copies a store."""

    def __call__(self, to: Path, keys_to: Path, bar: Bar) -> Backup:
        """Copy, check, then give the copy its name. Raises BackupError, LogForkedError, OSError."""


def make_backup(
    write: BackupWriter, vault: TieredVault, to: Path, keys_to: Path, bar: Bar
) -> Backup:
    """Make a checked copy of a store in folder `to` and of its keys in `keys_to`, both new.

    Raises BackupError, LogForkedError, OSError; then no folder is left behind.
    """
    made = write(to, keys_to, bar)
    vault.forget()  # what was erased meanwhile waited for the copy to be over
    return made


class Unsigned(StrEnum):
    """What becomes of lines of the erasure ledger that nobody signed."""

    OBEY = "obey"
    IGNORE = "ignore"


class Restored(NamedTuple):
    """Which backup is put back, and what was kept elsewhere since it was made."""

    store: Path
    """The backup of the store."""
    keys: Path
    """The backup of its keys, made with it."""
    checkpoints: Sequence[Path] = ()
    """Checkpoints that were kept elsewhere."""
    ledger: Path | None = None
    """The newest erasure ledger; without it, the one beside the folder."""
    no_ledger: bool = False
    """There is no ledger: data that were erased since the backup come back."""
    unsealed: bool = False
    """An older version made it: its manifests have no seal, and the operator vouches for it."""
    unsigned: Unsigned | None = None
    """Whether lines that nobody signed are obeyed; with none of both, such a line is an error."""
