"""What an audit says: findings in words, a summary, and what it says of checkpoints."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from griffie.domain.log.entry import LoggedRow, StoredRow
from griffie.domain.log.errors import BadNoteError
from griffie.domain.log.tree import Tree
from griffie.infrastructure.log.checkpoint import checked

STREAM = re.compile("[0-9a-f]{32}")


class Finding(NamedTuple):
    """One thing that is wrong. `position` counts from 1; `stream` is a uuid as text."""

    position: int | None
    stream: str | None
    version: int | None
    what: str


@dataclass(slots=True)
class Summary:
    """What was looked at; complete once the audit has run to its end."""

    events: int = 0
    entries: int = 0
    lawfully_erased: int = 0
    erased_streams: int = 0
    checkpoints: int = 0
    findings: int = 0


def finding(position: int | None, stream: object, version: object, fault: str) -> Finding:
    """A name that is no uuid, a version that is no number: not repeated, they may be anything."""
    text = uuid_text(stream) if isinstance(stream, str) and STREAM.fullmatch(stream) else None
    number = version if isinstance(version, int) else None
    of = f"request {text}" if text else "a request that cannot be told"
    numbered = "" if number is None else f", version {number}"
    where = "" if position is None else f", entry {position}"
    return Finding(position, text, number, f"{of}{numbered}{where}: {fault}")


def gaps(done: int, rows: Sequence[StoredRow | LoggedRow]) -> Iterator[Finding]:
    """Positions after `done` with neither an event nor an entry: somebody took both."""
    for before, after in pairwise([done, *sorted({row[0] for row in rows})]):
        if after > before + 1:
            which = f"entries {before + 1} to {after - 1}"
            yield Finding(before + 1, None, None, f"{which}: the log and the events have a gap")


def uuid_text(stream: str) -> str:
    """A uuid as text from its 32 characters; whatever else is stored stays different from one."""
    return f"{stream[:8]}-{stream[8:12]}-{stream[12:16]}-{stream[16:20]}-{stream[20:]}"


def of_checkpoints(
    tree: Tree, kept: Sequence[str], held: Sequence[str], origin: str, key: Ed25519PublicKey
) -> Iterator[Finding]:
    """Every note is signed by the log, and the log had that root at that size.

    Kept ones come by size: from the first that does not fit, none after it can, so the rest are
    counted in one finding. Those handed in are judged one by one.
    """
    sound, misfits = 0, 0
    for whose, notes in (("kept", kept), ("held", held)):
        for number, note in enumerate(notes, 1):
            try:
                checkpoint = checked(note, origin, key)
            except BadNoteError as reason:
                yield Finding(None, None, None, f"{whose} checkpoint number {number}: {reason}")
                continue
            size, has = checkpoint.size, len(tree)
            if size <= has and tree.root(size) == checkpoint.root:
                sound = max(sound, size)
                continue
            misfits += whose == "kept"
            if whose == "kept" and misfits > 1:
                continue
            fault = (
                f"the log has only {has}: what came after was cut off"
                if size > has
                else f"the log was another then: up to entry {sound} it is as signed"
            )
            what = f"{whose} checkpoint number {number}, of {size} entries: {fault}"
            yield Finding(None, None, None, what)
    if misfits > 1:
        yield Finding(None, None, None, f"{misfits - 1} later kept checkpoints do not fit either")
