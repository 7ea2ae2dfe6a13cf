"""Adapters that need no open store: read a mail or a register, verify a file, restore a backup."""

from pathlib import Path

from griffie.api.composition.files import kek_path
from griffie.application.errors import StoreError
from griffie.application.intake.mail import Mail, OwnMail
from griffie.application.maintenance.backup import Restored
from griffie.domain.log.errors import BadNoteError
from griffie.infrastructure.backup.restore import put_in_place
from griffie.infrastructure.bundle.file import verify_file
from griffie.infrastructure.bundle.held_log import read_held_log
from griffie.infrastructure.earlier_register.file import open_register
from griffie.infrastructure.earlier_register.seen import SeenOnDisk
from griffie.infrastructure.log.checkpoint import Verifier
from griffie.infrastructure.log.held import HeldNote, read_held
from griffie.infrastructure.mail import message
from griffie.infrastructure.mail.resolver import DnsKeys
from griffie.infrastructure.vault.master_key import load_or_make

_NOTHING_OURS = OwnMail()

__all__ = [
    "HeldNote",
    "SeenOnDisk",
    "open_register",
    "put_backup_in_place",
    "read_held",
    "read_held_log",
    "read_mail",
    "trusted_key",
    "verify_file",
]


def trusted_key(said: str) -> Verifier:
    """The public key of a log: as signed-note tools write it, or a file in which it stands so.

    Raises StoreError where it is none.
    """
    try:
        return Verifier.read(said if "+" in said else Path(said).read_text("utf-8-sig").strip())
    except (BadNoteError, OSError, UnicodeDecodeError):
        raise StoreError(
            f"{said} is no public key of a log: it is written name+id+base64, as GET"
            " /audit/key and every bundle write it, or in a file of its own."
        ) from None


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
