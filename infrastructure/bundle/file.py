"""Verifies a file that may be a bundle or a receipt: which it is, its first bytes tell."""

from pathlib import Path

from griffie.application.dossier.verdict import Verdict, Wanted
from griffie.application.errors import UnreadableBundleError
from griffie.infrastructure.bundle.receipt import verify_receipt
from griffie.infrastructure.bundle.verify import verify_bundle

_LONGEST_RECEIPT = 1 << 20
"""Octets. A receipt holds one event and the nodes of a proof."""


def verify_file(file: Path, wanted: Wanted) -> Verdict:
    """The verdict on a bundle or a receipt. Raises UnreadableBundleError, OSError."""
    with file.open("rb") as opened:
        if opened.read(2) == b"PK":
            return verify_bundle(file, wanted)
        opened.seek(0)
        octets = opened.read(_LONGEST_RECEIPT + 1)
    if len(octets) > _LONGEST_RECEIPT:
        raise UnreadableBundleError("it is neither a bundle nor a receipt")
    return verify_receipt(octets, wanted)
