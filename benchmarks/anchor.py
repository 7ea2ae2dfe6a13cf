"""What the anchor costs a command: with it and without it, in turns, on one store."""

from collections.abc import Callable, Iterator

from benchmarks.common import WHO, Measured, a_request, paired, store
from griffie.api.composition import Store
from griffie.application.requests.commands import command
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.backup.anchor import Anchor

COMMANDS = 150


def measure() -> Iterator[Measured]:
    """A note is added, which is one event and one sealed value; the disk is asked as always."""
    with store() as opened:
        named = "command, anchor written / none"
        yield Measured(named, *paired(_noting(opened, flush=False), _noting(opened), COMMANDS), 0.9)
        named = "the same, anchor flushed with every commit / none"
        yield Measured(named, *paired(_noting(opened, flush=True), _noting(opened), COMMANDS), 0.5)


def _noting(opened: Store, *, flush: bool | None = None) -> Callable[[], object]:
    """A command on a request of its own. `flush` is none where no anchor is written."""
    path = opened.beside.anchor.path.with_name("measured.anchor")
    anchor = None if flush is None else Anchor(path, "00000000", bytes(32), flush=flush)
    request = a_request(opened, 10)

    def work() -> object:
        opened.datastore.anchor = anchor
        note = command(RightsRequest.add_note, note="a note")
        return opened.requests.take(request, note, opened.engine.now(WHO))

    return work
