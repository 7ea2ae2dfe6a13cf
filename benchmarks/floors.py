"""What CI holds: a small form of some benchmarks, each fifteen in a hundred below what was reached.

    python -m benchmarks.floors

A ratio of processor times in one run, so that a machine that is slow or busy changes little. One
that lies below its floor is measured again, four times more: noise passes, a step back does not.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks import http, replay
from benchmarks.common import Measured, store
from benchmarks.load import PLAIN, Side, run_server
from griffie.api.memory import collect_rarely

TRIES, TURNS, CLIENTS = 5, 5, 16
BELOW = 0.85
REACHED = {"full answer": 0.70, "minimal": 0.75, "changing all": 0.32, "with a key": 0.60}
"""By the processor, with sixteen clients: what quiet runs of 29 and 30 November 2026 reached."""
REPLAYED = {10: 0.39, 100: 0.55}


def _commands() -> Iterator[Measured]:
    """Each kind of command against the plain endpoint, by the processor of the servers."""
    with TemporaryDirectory() as name, ExitStack() as running:
        office = http.made(Path(name) / "data")

        def side(factory: str) -> Side:
            server = run_server(factory, GRIFFIE_DATA=str(office.folder))
            return Side([running.enter_context(server)], office.ids, office.token, PLAIN)

        ours, theirs = side("benchmarks.http:serve"), side("benchmarks.plain:serve")
        ours.run(1)
        for kind in http.KINDS:
            turns = [
                (ours._replace(kind=kind).run(CLIENTS), theirs.run(CLIENTS)) for _ in range(TURNS)
            ]
            us, them = (median(run.by_processor for run in one) for one in zip(*turns, strict=True))
            yield Measured(f"command, {kind.name}", us, them, REACHED[kind.name] * BELOW)


def _replays() -> Iterator[Measured]:
    for length, reached in REPLAYED.items():
        with store() as opened:
            works = replay.replay_and_decode(opened, length)
            rates = [[_rate(work, 3000 // length) for work in works] for _ in range(TURNS)]
            ours, theirs = (median(one) for one in zip(*rates, strict=True))
            yield Measured(f"replay of {length} events", ours, theirs, reached * BELOW)


def _rate(work: Callable[[], object], times: int) -> float:
    begun = process_time()
    for _ in range(times):
        work()
    return times / (process_time() - begun)


def _held(measure: Callable[[], Iterator[Measured]]) -> bool:
    """Whether each line reached its floor once."""
    reached: dict[str, bool] = {}
    for _ in range(TRIES):
        for line in measure():
            print(f"{line.what:30} {line.ratio:5.2f}, at least {line.aim:5.2f}", flush=True)
            reached[line.what] = reached.get(line.what, False) or line.ratio >= line.aim
        if all(reached.values()):
            return True
    return False


def main() -> None:
    """End with 1 where a floor is not held."""
    collect_rarely()
    held = [_held(measure) for measure in (_commands, _replays)]
    sys.exit(0 if all(held) else "a benchmark is more than 15 % below what was reached before")


if __name__ == "__main__":
    main()
