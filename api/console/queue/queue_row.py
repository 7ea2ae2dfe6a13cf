"""What a row of the work queue says."""

from typing import NamedTuple

from griffie.api.console.request import progress


class QueueRow(NamedTuple):
    """One request in the table."""

    reference: str
    version: int
    hint: str
    channel: str
    rights: str
    citation: str
    stages: list[progress.Stage]
    stage: str
    bar: progress.Bar
    handler: str
    mine: bool
    next: str
    address: str
    """Of the form that takes the next step; empty where this reader cannot."""
    reminder: str
    task: str
    """When something is due that others were asked; empty where nothing is."""
    late: bool
    held: bool
    remarks: str
    """What intake noted and nobody settled: the first, and how many more; empty for nothing."""
