"""Adapters that need no open store: read a mail or a register, verify a file, restore a backup."""

from pathlib import Path

from griffie.api.composition.files import kek_path
from griffie.application.maintenance.backup import Restored
from griffie.infrastructure.backup.restore import put_in_place
from griffie.infrastructure.bundle.file import verify_file
from griffie.infrastructure.earlier_register.file import open_register
from griffie.infrastructure.earlier_register.seen import SeenOnDisk
from griffie.infrastructure.mail.message import read_mail
from griffie.infrastructure.vault.master_key import load_or_make

__all__ = ["SeenOnDisk", "open_register", "put_backup_in_place", "read_mail", "verify_file"]


def put_backup_in_place(folder: Path, asked: Restored, kek: Path | None) -> list[str]:
    """Put a backup in a new folder, complete or not at all.

    `kek` is the file of its master key. Gives the texts of the checkpoints that `asked` names.
    Raises BackupError, MasterKeyError, OSError.
    """
    place = kek or kek_path(folder.resolve())
    return put_in_place(folder, asked, lambda: load_or_make(place, store_exists=True))
