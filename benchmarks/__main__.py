"""`python3 dev.py bench [NAME...]`: all benchmarks, or those named."""

import sys
from collections.abc import Callable, Iterator

from benchmarks import (
    anchor,
    behind,
    crud,
    dossier,
    export,
    http,
    log,
    mail,
    million,
    on_server,
    oracle,
    past,
    pressure,
    projection,
    queue,
    replay,
    retention,
)
from benchmarks.common import Measured
from griffie.api.memory import collect_rarely

BENCHMARKS: dict[str, Callable[[], Iterator[Measured]]] = {
    "http": http.measure,
    "server": on_server.measure,
    "crud": crud.measure,
    "replay": replay.measure,
    "projection": projection.measure,
    "past": past.measure,
    "dossier": dossier.measure,
    "log": log.measure,
    "mail": mail.measure,
    "anchor": anchor.measure,
    "behind": behind.measure,
    "pressure": pressure.measure,
    "queue": queue.measure,
    "export": export.measure,
    "million": million.measure,
    "retention": retention.measure,
    "oracle": oracle.measure,
}


def main() -> None:
    """Run the benchmarks that the command line names, or all. Print a line for each measurement."""
    named = sys.argv[1:] or list(BENCHMARKS)
    if unknown := [name for name in named if name not in BENCHMARKS]:
        sys.exit(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    collect_rarely()  # as every process of Griffie does
    print(f"{'':66} {'ours/s':>9} {'theirs/s':>9} {'ratio':>6} {'aim':>5}")
    for name in named:
        for what, ours, theirs, aim in BENCHMARKS[name]():
            print(
                f"{what:66} {ours:9,.0f} {theirs:9,.0f} {ours / theirs:6.2f} {aim:5.2f}", flush=True
            )


if __name__ == "__main__":
    main()
