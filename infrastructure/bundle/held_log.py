"""Reads the log that a reader holds: all of its entries, from a long bundle or on their own."""

from pathlib import Path

from griffie.application.dossier.verifier.given import SlipError
from griffie.application.errors import UnreadableBundleError
from griffie.domain.log.entry import ENTRY_SIZE, PREFIX
from griffie.infrastructure.bundle.archive import open_bundle


def read_held_log(path: Path) -> bytes:
    """The entries, one after another. Raises SlipError where there are none, OSError.

    They need no signature: they make the signed root of what is checked, or they are of no use.
    """
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
        file.seek(0)
        octets = b"" if zipped else file.read()
    if zipped:
        try:
            with open_bundle(path) as bundle:
                octets = bundle.read("entries.bin")
        except UnreadableBundleError:
            raise SlipError("log") from None
    if len(octets) % ENTRY_SIZE or not octets.startswith(PREFIX):
        raise SlipError("log")
    return octets
