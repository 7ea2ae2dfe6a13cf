"""What the audit behind a checkpoint costs: its part of the processor's time, in one run."""

from collections.abc import Iterator
from time import process_time

from benchmarks.common import WHO, Measured, a_request, store
from griffie.application.requests.commands import command
from griffie.domain.rights_request import RightsRequest

NOTES = 20
"""Commands between two checkpoints: an office that is busy for a quarter of an hour."""
CHECKPOINTS = 30


def measure() -> Iterator[Measured]:
    """Notes, a checkpoint, then the audit of what lies under it; with its time, and without."""
    with store() as opened:
        request = a_request(opened, 10)
        opened.log.checkpoint()
        opened.engine.watch.look_at_new()
        begun, audited = process_time(), 0.0
        for _ in range(CHECKPOINTS):
            for number in range(NOTES):
                note = command(RightsRequest.add_note, note=f"note {number}")
                opened.requests.take(request, note, opened.engine.now(WHO))
            opened.log.checkpoint()
            before = process_time()
            opened.engine.watch.look_at_new()
            audited += process_time() - before
        whole, times = process_time() - begun, CHECKPOINTS * NOTES
        named = f"command, audited behind each checkpoint of {NOTES} / not"
        yield Measured(named, times / whole, times / (whole - audited), 0.9)
