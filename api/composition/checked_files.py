"""What an audit reads of an opened store."""

from collections.abc import Callable
from datetime import datetime

from griffie.api.composition.files import Files
from griffie.infrastructure.log.checkpoint import Verifier
from griffie.infrastructure.store_audit import CheckedFiles


def checked_files(
    files: Files, clock: Callable[[], datetime], trusted: Verifier | None = None
) -> CheckedFiles:
    """What an audit reads at a moment that `clock` gives, in UTC.

    `trusted` is the log's public key as the auditor has it.
    """
    own = Verifier(files.origin, files.log_key)
    return CheckedFiles(
        files.alterations,
        own,
        trusted or own,
        files.datastore,
        files.recorder,
        files.vault,
        files.access,
        files.beside,
        files.key.mac("answers"),
        clock,
    )
