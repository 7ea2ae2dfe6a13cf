"""What grows with a store, and what does not: an office of very many requests against one of 1,000.

`python -m benchmarks.million --requests 1000000 --keep FOLDER` fills the store in FOLDER, where it
is not there yet, and measures it. In processor time of this process; memory in processes of their
own, as the most that they had in use. Without words, 20,000 requests in a temporary folder.
"""

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import UUID

from benchmarks.bulk import fill
from benchmarks.common import WHO, Measured
from griffie.api.composition import Store, open_store
from griffie.api.memory import collect_rarely
from griffie.application.dossier.bundles import BundleOptions
from griffie.application.dossier.form import Form
from griffie.application.past.at_moment import board, list_page, request_then
from griffie.application.past.moments import When
from griffie.application.projections.trail import TrailFilter
from griffie.application.register.view import Query
from griffie.application.views.request import show
from griffie.domain.law import Language, Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Channel, Status

FEW, MANY, ROUNDS = 1_000, 20_000, 7
AIM, AIM_OF_DOSSIER = 1 / 1.5, 0.5
"""Our aims, as ratios of rates: 1.5 times the time; of a dossier, twice."""
_NOW = When()


class _Office:
    """A store, one of its requests, and what is asked of it."""

    def __init__(self, opened: Store) -> None:
        self.opened, self.engine = opened, opened.engine
        (first,) = self.rows(
            "SELECT originator_id FROM stored_events WHERE topic = 'RequestReceived'"
            " ORDER BY rowid LIMIT 1"
        )
        self.request = UUID(first[0])
        self.middle = self.engine.history.newest() // 2

    def rows(self, statement: str) -> list[tuple[str, ...]]:
        return self.opened.datastore.tuples(statement)

    def asked(self) -> Mapping[str, Callable[[], object]]:
        """What one asks of an office, by name."""
        engine, then = self.engine, When(position=self.middle)
        today = engine.today()
        lists = {
            "by day": Query(),
            "by day, the last first": Query(sort="-due_on"),
            "by receipt": Query(sort="received_on"),
            "by receipt, the newest first": Query(sort="-received_on"),
            "status closed": Query(status=Status.CLOSED),
            "status assessing": Query(status=Status.ASSESSING),
            "right": Query(right=Right.ACCESS),
            "a right nobody asked for": Query(right=Right.PORTABILITY),
            "channel": Query(channel=Channel.EMAIL),
            "a channel nobody used": Query(channel=Channel.PHONE),
            "handler": Query(handler=self.handler),
            "a handler without any": Query(handler="u-nobody"),
            "overdue": Query(deadline=Standing.OVERDUE),
            "due soon": Query(deadline=Standing.DUE_SOON),
            "met": Query(deadline=Standing.MET),
            "due before": Query(due_before=today),
            "due after": Query(due_after=today),
            "entered by": Query(entered_by="u-nobody"),
            "still open": Query(still_open=True),
            "held": Query(held=True),
            "with tasks": Query(with_tasks=True),
        }
        return {
            "dashboard": lambda: board(engine, _NOW, figures_only=False),
            "dashboard at a past position": lambda: board(engine, then, figures_only=False),
            **{
                f"list, {name}": partial(list_page, engine, query, _NOW)
                for name, query in lists.items()
            },
            "list at a past position": lambda: list_page(engine, Query(), then),
            "a request": lambda: show(
                engine.requests.load(self.request), today, WHO, engine.vault, reveal=False
            ),
            "its history": lambda: engine.history.lines_of(self.request),
            "a request at a past position": lambda: request_then(engine, self.request, then),
            "search": lambda: self.search("jan150@bench.example"),
            "the newest of the trail": lambda: engine.trail.newest(50),
            "the trail of an account": lambda: engine.trail.select(
                TrailFilter(actor="u-nobody"), 50
            ),
            "the trail of a kind": lambda: engine.trail.select(
                TrailFilter(topic="DeadlineExtended"), 50
            ),
            "the trail of a day": lambda: engine.trail.select(
                TrailFilter(on=today - timedelta(days=400)), 50
            ),
            "what is due to be erased": lambda: engine.retention().due(
                today - timedelta(days=4000)
            ),
            "a turn of the clock: views": lambda: engine.mend_views(counted=False),
            "once a day: rows counted": engine.mend_views,
            "a turn of the clock: erasures": engine.erasures_waiting,
            "a checkpoint": engine.checkpoint,
        }

    @property
    def handler(self) -> str:
        return self.opened.access.people()[0].account_id

    def search(self, email: str) -> object:
        found = tuple(self.engine.vault.find("email", email))
        return list_page(self.engine, Query(among=found, sort="-received_on", limit=200), _NOW)

    def bundle(self) -> int:
        """The octets of a bundle of one request, without the whole log."""
        request = self.engine.requests.load(self.request)
        asked = BundleOptions(Language.NL, Form.BARE)
        return sum(map(len, self.engine.bundles.of_request(WHO, request, asked)))


@contextmanager
def _filled(folder: Path, requests: int) -> Iterator[Store]:
    """The store in a folder, opened; filled first where there is none."""
    there = (folder / "griffie.db").exists()
    opened = open_store(folder)
    if not there:
        begun = time.perf_counter()
        fill(opened, requests)
        seconds, events = time.perf_counter() - begun, opened.engine.history.newest()
        print(
            f"filled with {requests:,} requests, {events:,} events in {seconds:,.0f} s", flush=True
        )
        begun = time.perf_counter()
        for current in (
            opened.engine.current,
            opened.engine.figures,
            opened.engine.retention,
            opened.engine.announced,
            opened.engine.imported,
        ):
            current()
        print(f"views folded in {time.perf_counter() - begun:,.0f} s", flush=True)
        opened.engine.checkpoint()
    yield opened
    opened.engine.close()


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    times = 0
    while (spent := time.process_time() - begun) < 0.005 or not times:
        work()
        times += 1
    return spent / times


def _asked(large: _Office, small: _Office, only: str) -> Iterator[Measured]:
    theirs = small.asked()
    for name, work in large.asked().items():
        if only in name:
            first = time.process_time()
            work()
            first = time.process_time() - first
            theirs[name]()
            pairs = [
                (_seconds(work), _seconds(theirs[name])) for _ in range(ROUNDS if first < 1 else 1)
            ]
            ours, other = (median(one) for one in zip(*pairs, strict=True))
            said = f"{name} (first {first:.1f} s)" if first > 3 * ours and first > 0.1 else name
            yield Measured(said, 1 / ours, 1 / other, AIM)


def _bundles(large: _Office, small: _Office) -> Iterator[Measured]:
    ours, theirs = large.bundle(), small.bundle()
    yield Measured("dossier of one request, octets", 1 / ours, 1 / theirs, AIM_OF_DOSSIER)
    pairs = [(_seconds(large.bundle), _seconds(small.bundle)) for _ in range(ROUNDS)]
    one, other = (median(times) for times in zip(*pairs, strict=True))
    yield Measured("dossier of one request, time", 1 / one, 1 / other, AIM_OF_DOSSIER)


def _must_be_sound(opened: Store) -> None:
    found, _ = opened.check((), lambda _done, _all: None)
    assert not found, found[:3]


_PARTS: Mapping[str, Callable[[Store], object]] = {
    "start, views current": lambda opened: (opened.engine.current(), opened.engine.checkpoint()),
    "serving": lambda opened: [
        work() for name, work in _Office(opened).asked().items() if "past position" not in name
    ],
    "a past register": lambda opened: _Office(opened).asked()["list at a past position"](),
    "rebuilding the register": lambda opened: opened.projections.rebuild("register"),
    "auditing": _must_be_sound,
}
"""What is done in a process of its own, whose memory and seconds are told."""


def _alone(folder: Path, part: str) -> tuple[float, float, float]:
    """Seconds, processor seconds and MiB at most of a part of the work, in a fresh process."""
    asked = [sys.executable, "-m", "benchmarks.million", "--part", part, "--keep", str(folder)]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    seconds, processor, mib = json.loads(said.splitlines()[-1])
    return seconds, processor, mib


def _do_alone(folder: Path, part: str) -> None:
    begun = time.perf_counter()
    opened = open_store(folder)
    _PARTS[part](opened)
    seconds = time.perf_counter() - begun
    most = _most_used()
    print(json.dumps([seconds, time.process_time(), most]))
    opened.engine.close()


def _most_used() -> float:
    """MiB that this process used at most, since it began to be this program."""
    told = Path("/proc/self/status").read_text("utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    assert found
    return int(found[1]) / 1024


def _memory(large: Path, small: Path, only: str) -> Iterator[Measured]:
    for part in _PARTS:
        if only in part:
            (seconds, processor, ours), (*_, theirs) = _alone(large, part), _alone(small, part)
            said = f"memory, {part}: {ours:,.0f} MiB, {seconds:,.1f} s, processor {processor:,.1f}"
            yield Measured(said, 1 / ours, 1 / theirs, AIM)


def compared(folder: Path, requests: int, only: str = "") -> Iterator[Measured]:
    """Everything that is measured, of a large office in a folder against one of 1,000."""
    large, small = folder / f"of-{requests}", folder / f"of-{FEW}"
    with _filled(large, requests) as many, _filled(small, FEW) as few:
        offices = _Office(many), _Office(few)
        yield from _asked(*offices, only)
        if only in "dossier":
            yield from _bundles(*offices)
    yield from _memory(large, small, only)


def measure() -> Iterator[Measured]:
    """The small form: 20,000 requests against 1,000."""
    with TemporaryDirectory() as folder:
        yield from compared(Path(folder), MANY)


def _main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--requests", type=int, default=MANY)
    said.add_argument("--keep", type=Path)
    said.add_argument("--only", default="", help="a part of the names of what is measured")
    said.add_argument("--part", choices=_PARTS, help="for memory: this alone, of the store --keep")
    asked = said.parse_args()
    collect_rarely()
    if asked.part:
        _do_alone(asked.keep, asked.part)
        return
    print(f"{'':66} {'large':>10} {'of 1,000':>10} {'ratio':>6} {'aim':>5}   ms, octets/1000")
    with TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        for what, ours, theirs, aim in compared(folder, asked.requests, asked.only):
            large, small = 1000 / ours, 1000 / theirs
            print(
                f"{what:66} {large:10,.2f} {small:10,.2f} {ours / theirs:6.2f} {aim:5.2f}",
                flush=True,
            )


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        _main()
