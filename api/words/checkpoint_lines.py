"""The lines of a checkpoint, as pages show them."""

from typing import NamedTuple


class CheckpointLines(NamedTuple):
    """The first three lines of a checkpoint, and the whole signed note."""

    origin: str
    size: int
    root: str
    note: str


def read_checkpoint_lines(note: str) -> CheckpointLines:
    """The lines of a signed note (c2sp.org/tlog-checkpoint): origin, size, root in base64."""
    origin, size, root, *_ = note.split("\n")
    return CheckpointLines(origin, int(size), root, note)
