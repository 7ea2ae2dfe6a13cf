"""The lines of a checkpoint, as pages show them."""

from typing import NamedTuple


class CheckpointLines(NamedTuple):
    """A checkpoint, as its lines say it."""

    origin: str
    size: int
    root: str
    note: str


def read_checkpoint_lines(note: str) -> CheckpointLines:
    origin, size, root, *_ = note.split("\n")
    return CheckpointLines(origin, int(size), root, note)
