"""One seed, one life: clock, kills, command line, serving and disk, mixed; a full check after each.

    python -m tests.faults.simulator --seed 1 --kills 100

An episode is one store from its making on. Each step begins one of seven commands and kills it at a
random moment, lets the disk fail under it, or lets it end; sometimes the clock is set first. Then
the store is opened as the next process would, audited whole, and held to everything that was
answered before (`book.py`). The same seed gives the same steps; the moment within a command at
which a kill falls depends on the machine.
"""

import json
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path

from tests.faults.episode import Episode
from tests.faults.machine import import_everything
from tests.faults.tally import Tally, WrongError


def simulate(seed: int, kills: int, place: Path) -> Tally:
    """Episode after episode until so many processes were killed, and more commands were answered.

    On a machine that is late a kill may come before the first answer.
    What is found wrong ends its episode and is told; the next begins.
    """
    tally, number = Tally(), 0

    def enough() -> bool:
        return tally.kills.total() >= kills and tally.answers > kills

    while not enough():
        number += 1
        here = place / f"episode{number}"
        here.mkdir()
        try:
            Episode(here, seed * 1000 + number, tally).live(enough)
        except WrongError as wrong:
            tally.wrong += 1
            print(wrong, flush=True)  # noqa: T201
        shutil.rmtree(here)
        print(f"{time.strftime('%H:%M:%S')} episode {number}: {tally}", flush=True)  # noqa: T201
    return tally


def main() -> None:
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--kills", type=int, default=20)
    said = asked.parse_args()
    import_everything()
    place = Path(tempfile.mkdtemp(prefix="griffie-simulated-"))
    tally = simulate(said.seed, said.kills, place)
    print(json.dumps({"seed": said.seed, **tally.__dict__}))  # noqa: T201
    shutil.rmtree(place)
    sys.exit(tally.wrong > 0)


if __name__ == "__main__":
    main()
