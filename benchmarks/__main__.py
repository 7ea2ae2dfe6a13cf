"""`python3 dev.py bench [NAME...]`: all benchmarks, or those named.

`itself` is measured against another checkout only: `--old FOLDER`.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks import (
    anchor,
    behind,
    crud,
    dossier,
    export,
    http,
    itself,
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
    standing,
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
    "standing": standing.measure,
}


def main() -> None:
    """Run the benchmarks that the command line names, or all. Print a line for each measurement."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("names", nargs="*", default=list(BENCHMARKS))
    said.add_argument("--old", type=Path, help="another checkout, set up: for `itself`")
    asked = said.parse_args()
    there = BENCHMARKS | ({"itself": partial(itself.measure, asked.old)} if asked.old else {})
    named = asked.names
    if unknown := [name for name in named if name not in there]:
        sys.exit(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(there)}")
    collect_rarely()  # as every process of Griffie does
    print(f"{'':66} {'ours/s':>9} {'theirs/s':>9} {'ratio':>6} {'aim':>5}")
    for name in named:
        for what, ours, theirs, aim in there[name]():
            print(
                f"{what:66} {ours:9,.0f} {theirs:9,.0f} {ours / theirs:6.2f} {aim:5.2f}", flush=True
            )


if __name__ == "__main__":
    main()
