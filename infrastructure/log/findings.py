"""The findings of an audit about gaps in the log, and about checkpoints."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise

from griffie.application.maintenance.findings import Finding, store_finding
from griffie.application.ports import LogForkedError
from griffie.domain.log.entry import LoggedRow, StoredRow
from griffie.domain.log.errors import BadNoteError
from griffie.domain.log.tree import Tree
from griffie.domain.upkeep import LOGS
from griffie.infrastructure.log.lineage import Lineage, Standing, read_note


def find_gaps(done: int, rows: Sequence[StoredRow | LoggedRow]) -> Iterator[Finding]:
    """Positions after `done` with neither an event nor an entry: somebody removed both."""
    for before, after in pairwise([done, *sorted({row[0] for row in rows})]):
        if after > before + 1:
            which = f"entries {before + 1} to {after - 1}"
            yield Finding(before + 1, None, None, f"{which}: the log and the events have a gap")


def count_lost(held: Sequence[str], lineage: Lineage) -> int:
    """How many of these notes cover entries of which the log says that an earlier one lost them."""
    standings = []
    for note in held:
        with suppress(BadNoteError):
            read = read_note(note, lineage.origin, lineage.key)
            standings.append(lineage.standing(read))
    return standings.count(Standing.LOST)


def find_bad_checkpoints(
    tree: Tree, kept: Sequence[tuple[object, str]], held: Sequence[str], lineage: Lineage
) -> Iterator[Finding]:
    """Each note must be signed by the log, which had that root at that size.

    Kept notes come with the size under which they are kept, and by it: after the first that does
    not fit none can fit, so the rest are counted in one finding. Notes handed in (`held`) are
    judged one by one; of an earlier log, also by what this one says of its end. First comes what
    is wrong with how the log says that it continues another.
    """
    yield from _find_broken_line(tree, lineage)
    sound, misfits = 0, 0
    for whose, notes in (("kept", kept), ("held", [(None, note) for note in held])):
        for number, (under, note) in enumerate(notes, 1):
            try:
                checkpoint = read_note(note, lineage.origin, lineage.key)
            except BadNoteError as reason:
                yield store_finding(f"{whose} checkpoint number {number}: {reason}")
                continue
            size, has = checkpoint.size, len(tree)
            if whose == "kept" and under != size:
                fault = "it is kept under another size than the one that was signed"
                yield store_finding(f"kept checkpoint number {number}, of {size} entries: {fault}")
            standing = lineage.standing(checkpoint)
            if standing is Standing.LOST and whose == "held":
                continue  # and the log says so
            here = standing is Standing.HERE
            if here and size <= has and _root(tree, size) == checkpoint.root:
                sound = max(sound, size)
                continue
            misfits += whose == "kept"
            if whose == "kept" and misfits > 1:
                continue
            fault = (
                f"it is of {checkpoint.origin}, and {lineage.origin} knows of no such state of it"
                if not here
                else f"the log has only {has}: what came after was cut off"
                if size > has
                else f"the log was another then: up to entry {sound} it is as signed"
            )
            what = f"{whose} checkpoint number {number}, of {size} entries: {fault}"
            yield store_finding(what)
    if misfits > 1:
        yield store_finding(f"{misfits - 1} later kept checkpoints do not fit either")


def _find_broken_line(tree: Tree, lineage: Lineage) -> Iterator[Finding]:
    for place in lineage.wrong:
        what = "it does not say rightly which log this one continues"
        yield Finding(place + 1, str(LOGS), None, f"entry {place + 1}: {what}")
    if not lineage.is_told and not lineage.wrong:
        what = "no event says which log this one continues"
        yield store_finding(f"the log is called {lineage.origin}, and {what}")
    for link in lineage.links:
        here = lineage.standing(link.last) is Standing.HERE and link.last.size <= len(tree)
        if here and _root(tree, link.last.size) != link.last.root:
            what = "does not lead on from the checkpoint that it names of the one before"
            yield store_finding(f"the log {link.name} {what}")


def _root(tree: Tree, size: int) -> bytes | None:
    """The root at a size; None where the entries are others than when they were read first."""
    with suppress(LogForkedError):
        return tree.root(size)
    return None
