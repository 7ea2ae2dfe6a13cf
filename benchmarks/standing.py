"""Lists by how a deadline stands: 20,000 open requests against 100, in the register alone.

In processor time of this process, the least of many: the rows are made here, all of them open, so
many of them overdue and the others due within a month.

`python -m benchmarks.standing --closed 980000` puts as many closed requests beside them.
"""

import argparse
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from uuid import UUID

from benchmarks.common import Measured
from griffie.application.ports import Row
from griffie.application.projections.register import COLUMNS
from griffie.application.register.view import Query
from griffie.domain.law.deadlines import Standing
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.register_view import SQLiteRegister

FEW, MANY, TIMES, AT_ONCE = 100, 20_000, 40, 5_000
LATE = (0, 200, 2_000, 20_000)
AIM = 1 / 1.5
_ON = date(2026, 11, 30)
_ASKED = (
    *((Standing.OVERDUE, sort) for sort in ("due_on", "-received_on")),
    *((Standing.DUE_SOON, sort) for sort in ("due_on", "-received_on")),
    (Standing.DUE_TODAY, "due_on"),
    (Standing.SUSPENDED, "due_on"),
)


def _row(chance: Random, due_on: date) -> Row:
    due, soon, received = ((due_on - timedelta(days)).isoformat() for days in (0, 7, 31))
    days = dict.fromkeys([name for name in COLUMNS if name.endswith("due_on")], due)
    no = dict.fromkeys(("extended", "waiting", "promised", "held", "proposed", "erased"), False)
    return (
        dict.fromkeys(COLUMNS)
        | days
        | no
        | {
            "request_id": UUID(int=chance.getrandbits(128)).hex,
            "reference": "7K3F9-Q2MXT",
            "version": 1,
            "status": "assessing",
            "channel": "email",
            "language": "nl",
            "rights": " access ",
            "execution": "open",
            "received_on": received,
            "task_due_on": None,
            "target_on": due,
            "judged_on": due,
            "overdue_after": due,
            "soon_on": soon,
            "strict_soon_on": soon,
        }
    )


def _closed(chance: Random) -> Row:
    """A request that was answered in time at some day of the last five years."""
    done: dict[str, object] = {
        "status": "closed",
        "outcome": "fulfilled",
        "settled": "met",
        "met_strictly": True,
    }
    return {**_row(chance, _ON - timedelta(chance.randint(30, 1_800))), **done}


def _filled(place: Path, requests: int, late: int, closed: int = 0) -> SQLiteRegister:
    chance = Random(7)
    view = SQLiteRegister(Datastore(str(place)))
    for first in range(0, requests, AT_ONCE):
        some = range(first, min(first + AT_ONCE, requests))
        away = (-chance.randint(1, 60) if n < late else chance.randint(0, 31) for n in some)
        rows = [_row(chance, _ON + timedelta(days)) for days in away]
        view.merge(rows, (), first + 1, after=view.position())
    for first in range(requests, requests + closed, AT_ONCE):
        rows = [_closed(chance) for _ in range(AT_ONCE)]
        view.merge(rows, (), first + 1, after=view.position())
    return view


def _least(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(TIMES):
        begun = process_time()
        work()
        spent.append(process_time() - begun)
    return min(spent)


def measure(closed: int = 0) -> Iterator[Measured]:
    """A page of each list, of many open requests and of few, with so many closed beside the many.

    Of a query that is asked again the rows are made once: it is the search that is measured.
    """
    with TemporaryDirectory() as folder:
        few = _filled(Path(folder) / "few.db", FEW, FEW // 3)
        for late in LATE[1:2] if closed else LATE:  # to fill it takes minutes
            many = _filled(Path(folder) / f"{late}.db", MANY, late, closed)
            for standing, sort in _ASKED:
                query = Query(deadline=standing, sort=sort, limit=25)
                ours, theirs = (_least(partial(one.items, query, _ON)) for one in (many, few))
                what = f"{standing} by {sort}, {late:,} of {MANY:,} late / 33 of 100"
                yield Measured(what, 1 / ours, 1 / theirs, AIM)
            many.datastore.close()
        few.datastore.close()


def _main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--closed", type=int, default=0)
    for what, ours, theirs, _ in measure(said.parse_args().closed):
        print(f"{what:60} {1000 / ours:8.3f} {1000 / theirs:8.3f} ms", flush=True)


if __name__ == "__main__":
    _main()
