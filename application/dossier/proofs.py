"""Proofs as text: c2sp.org/tlog-proof@v1, and proofs of consistency with one hash a line.

And the proof that needs none: the whole log, in which each tag that is shown stands once.
"""

from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator

from griffie.application.dossier.errors import UnfitEventError
from griffie.domain.log.entry import ENTRY_SIZE, PREFIX
from griffie.domain.log.tree import HASH_SIZE

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


def each_once(entries: Iterable[bytes], tags: Collection[bytes]) -> Iterator[bytes]:
    """The same entries, 75 bytes each, a page at a time.

    Raises UnfitEventError where one of the tags stands in them twice: no bundle that shows one of
    two events under one name is complete.
    """
    seen: set[bytes] = set()
    for page in entries:
        for at in range(len(PREFIX), len(page), ENTRY_SIZE):
            borne = page[at : at + HASH_SIZE]
            if borne in tags:
                if borne in seen:
                    raise UnfitEventError("a version of this request was logged twice")
                seen.add(borne)
        yield page
