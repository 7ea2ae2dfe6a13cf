"""What the benchmarks share: a store, a request with a history, a comparison in turns."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import UUID

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Account, Role
from griffie.application.requests.commands import Receive, command
from griffie.domain.rights_request import RightsRequest

WHO = Account("u-bench", Role.DPO, "")
ROUNDS = 7

RECEIVED = {
    "received_on": "2026-03-05",
    "channel": "email",
    "language": "nl",
    "rights": [{"right": "access"}, {"right": "erasure", "categories": ["contact"]}],
    "requester": {"name": "Somebody", "email": "somebody@bench.example"},
    "message": "What do you have about me?",
}
RECEIVE = Receive.model_validate(RECEIVED)


class Measured(NamedTuple):
    """One line of the result: how often a second ours and the other were done, and our aim."""

    what: str
    ours: float
    theirs: float
    aim: float

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs


@contextmanager
def store() -> Iterator[Store]:
    """A new store in a temporary folder, closed and removed afterwards."""
    with TemporaryDirectory() as folder:
        opened = open_store(Path(folder) / "data")
        yield opened
        opened.engine.close()


def _rate(work: Callable[[], object], times: int) -> float:
    """How often a second `work` can be done, measured over so many `times`."""
    begun = time.perf_counter()
    for _ in range(times):
        work()
    return times / (time.perf_counter() - begun)


def paired(
    ours: Callable[[], object], theirs: Callable[[], object], times: int
) -> tuple[float, float]:
    """Both in turn, so that a machine that gets slower slows both. The median rates, a second."""
    rates = [(_rate(ours, times), _rate(theirs, times)) for _ in range(ROUNDS)]
    return median(one for one, _ in rates), median(other for _, other in rates)


def a_request(opened: Store, length: int) -> UUID:
    """Receive a request and take steps until it has `length` events. Gives its id."""
    now = opened.engine.now(WHO)
    request = opened.requests.receive(RECEIVE, now)
    course = [
        command(
            RightsRequest.verify_identity,
            method="called back",
            verified_on="2026-03-06",
            received_on="2026-03-06",
        ),
        command(
            RightsRequest.extend_deadline,
            grounds=["number"],
            explanation="many",
            notified_on="2026-03-09",
        ),
        command(RightsRequest.fulfil, right="access", measures="a copy was sent"),
    ]
    notes = (
        command(RightsRequest.add_note, note="a note") for _ in range(length - 1 - len(course))
    )
    for one in [*course, *notes]:
        opened.requests.take(request.id, one, now)
    return request.id
