"""Adapters that need no open store: read an e-mail, verify a file, restore a backup."""

from pathlib import Path

from griffie.api.composition.files import kek_path
from griffie.application.intake.mail import Mail, OwnMail
from griffie.application.maintenance.backup import Restored
from griffie.infrastructure.backup.restore import put_in_place
from griffie.infrastructure.bundle.file import verify_file
from griffie.infrastructure.mail import message
from griffie.infrastructure.mail.resolver import DnsKeys
from griffie.infrastructure.vault.master_key import load_or_make

_NOTHING_OURS = OwnMail()

__all__ = ["put_backup_in_place", "read_mail", "verify_file"]


def read_mail(raw: bytes, own: OwnMail = _NOTHING_OURS, *, forwarded: bool = False) -> Mail:
    """The content of a whole e-mail; the resolvers of this machine are asked for keys of DKIM.

    They are asked where `own` says so, and for six seconds at most. Raises UnreadableMailError.
    """
    return message.read_mail(raw, own, forwarded=forwarded, keys=DnsKeys())


def put_backup_in_place(folder: Path, asked: Restored, kek: Path | None) -> list[str]:
    """Put a backup in a new folder, complete or not at all.

    `kek` is the file of its master key. Gives the texts of the checkpoints that `asked` names.
    Raises BackupError, MasterKeyError, OSError.
    """
    place = kek or kek_path(folder.resolve())
    return put_in_place(folder, asked, lambda: load_or_make(place, store_exists=True))
