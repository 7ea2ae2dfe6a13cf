"""Proofs as text: c2sp.org/tlog-proof@v1, and proofs of consistency with one hash a line."""

from base64 import b64encode
from collections.abc import Iterable

HEAD = "c2sp.org/tlog-proof@v1"


def tlog_proof(index: int, nodes: Iterable[bytes], checkpoint: str, extra: bytes = b"") -> bytes:
    """The proof that an entry is in the log, from its leaf to the checkpoint.

    `index` counts from 0; `nodes` is the path from the leaf to the root; `checkpoint` is the signed
    note; `extra` is what the format calls extra data: not proven, but needed to compute the entry.
    """
    said = [HEAD, *(["extra " + b64encode(extra).decode()] if extra else []), f"index {index}"]
    return ("\n".join(said) + "\n" + lines(nodes) + "\n" + checkpoint).encode()


def lines(nodes: Iterable[bytes]) -> str:
    """Hashes in base64, one a line, each line ended."""
    return "".join(f"{b64encode(node).decode()}\n" for node in nodes)
