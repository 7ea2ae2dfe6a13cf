"""Reads proofs in their two written forms.

One is c2sp.org/tlog-proof@v1; the other is one hash a line.
"""

import re
from typing import NamedTuple

from griffie.application.dossier.proofs import HEAD
from griffie.domain.log.errors import BadNoteError
from griffie.domain.log.tree import HASH_SIZE
from griffie.infrastructure.log.checkpoint import SIZE, decode_base64

_EXTRA = re.compile("extra (.*)")
_INDEX = re.compile("index (.*)")


class TlogProof(NamedTuple):
    """A proof that something is in a log, with the checkpoint under which it holds."""

    place: int
    path: list[bytes]
    checkpoint: str
    extra: bytes


def read_tlog_proof(octets: bytes) -> TlogProof | None:
    """The proof in a file of the form tlog-proof@v1; None where it is none."""
    if (text := decode_text(octets)) is None or "\n\n" not in text:
        return None
    above, checkpoint = text.split("\n\n", 1)
    first, *lines = above.split("\n")
    if first != HEAD or not lines:
        return None
    try:
        extra = decode_base64(found[1]) if (found := _EXTRA.fullmatch(lines[0])) else b""
    except BadNoteError:
        return None
    if _EXTRA.fullmatch(lines[0]):
        lines.pop(0)
    if not lines or not (index := _INDEX.fullmatch(lines.pop(0))) or not SIZE.fullmatch(index[1]):
        return None
    path = read_nodes("".join(f"{line}\n" for line in lines))
    return None if path is None else TlogProof(int(index[1]), path, checkpoint, extra)


def read_nodes(text: str | None) -> list[bytes] | None:
    """Hashes of 32 octets from lines of base64, each line ended; None for anything else."""
    if text is None or (text and not text.endswith("\n")):
        return None
    try:
        nodes = [decode_base64(line) for line in text.split("\n")[:-1]]
    except BadNoteError:
        return None
    return nodes if all(len(one) == HASH_SIZE for one in nodes) else None


def decode_text(octets: bytes) -> str | None:
    """The text in UTF-8; None where the octets are no UTF-8."""
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return None
