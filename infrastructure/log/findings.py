"""The findings of an audit about gaps in the log, and about checkpoints."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from griffie.application.maintenance.findings import Finding, store_finding
from griffie.domain.log.entry import LoggedRow, StoredRow
from griffie.domain.log.errors import BadNoteError
from griffie.domain.log.tree import Tree
from griffie.infrastructure.log.checkpoint import verify_checkpoint


def find_gaps(done: int, rows: Sequence[StoredRow | LoggedRow]) -> Iterator[Finding]:
    """Positions after `done` with neither an event nor an entry: somebody removed both."""
    for before, after in pairwise([done, *sorted({row[0] for row in rows})]):
        if after > before + 1:
            which = f"entries {before + 1} to {after - 1}"
            yield Finding(before + 1, None, None, f"{which}: the log and the events have a gap")


def find_bad_checkpoints(
    tree: Tree,
    kept: Sequence[tuple[object, str]],
    held: Sequence[str],
    origin: str,
    key: Ed25519PublicKey,
) -> Iterator[Finding]:
    """Each note must be signed by the log, which had that root at that size.

    Kept notes come with the size under which they are kept, and by it: after the first that does
    not fit none can fit, so the rest are counted in one finding. Notes handed in (`held`) are
    judged one by one.
    """
    sound, misfits = 0, 0
    for whose, notes in (("kept", kept), ("held", [(None, note) for note in held])):
        for number, (under, note) in enumerate(notes, 1):
            try:
                checkpoint = verify_checkpoint(note, origin, key)
            except BadNoteError as reason:
                yield store_finding(f"{whose} checkpoint number {number}: {reason}")
                continue
            size, has = checkpoint.size, len(tree)
            if whose == "kept" and under != size:
                fault = "it is kept under another size than the one that was signed"
                yield store_finding(f"kept checkpoint number {number}, of {size} entries: {fault}")
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
            yield store_finding(what)
    if misfits > 1:
        yield store_finding(f"{misfits - 1} later kept checkpoints do not fit either")
