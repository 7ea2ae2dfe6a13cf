"""What grows with a store, and what does not: an office of very many requests against one of 1,000.

`python -m benchmarks.million --requests 1000000 --keep FOLDER` fills the store in FOLDER, where it
is not there yet, and measures it. In processor time of this process; memory in processes of their
own, as the most that they had in use. Without words, 20,000 requests in a temporary folder.

With `--server` both stores stand on a real PostgreSQL that flushes to the disk, filled anew; times
are then by the clock, the least of the turns, for most of the work is done there.
"""

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.bulk import fill
from benchmarks.common import Measured
from benchmarks.office import Office
from griffie.api.composition import ServerPlaces, Store, open_server_store, open_store
from griffie.api.memory import collect_rarely
from griffie.application.reports.figures import figures
from griffie.application.reports.period import Period
from tests.given.on_server import new_database
from tests.given.pg_server import running

FEW, MANY, ROUNDS = 1_000, 20_000, 7
AIM, AIM_OF_DOSSIER = 1 / 1.5, 0.5
"""Our aims, as ratios of rates: 1.5 times the time; of a dossier, twice."""


class _Watch(NamedTuple):
    """By what is measured, and what counts of several turns."""

    now: Callable[[], float] = time.process_time
    counts: Callable[[Sequence[float]], float] = median

    def seconds(self, work: Callable[[], object]) -> float:
        begun = self.now()
        times = 0
        while (spent := self.now() - begun) < 0.005 or not times:
            work()
            times += 1
        return spent / times

    def pair(
        self, one: Callable[[], object], other: Callable[[], object], turns: int
    ) -> list[float]:
        pairs = [(self.seconds(one), self.seconds(other)) for _ in range(turns)]
        return [self.counts(times) for times in zip(*pairs, strict=True)]


_PROCESSOR = _Watch()


class _Place(NamedTuple):
    """Where a store is: in a folder; or in a database, with a folder beside it."""

    folder: Path
    url: str | None = None

    def open(self) -> Store:
        if self.url:
            return open_server_store(self.url, ServerPlaces(beside=self.folder))
        return open_store(self.folder)

    def words(self) -> list[str]:
        """The same on a command line."""
        return ["--keep", str(self.folder), *(["--database", self.url] if self.url else [])]


@contextmanager
def _filled(place: _Place, requests: int) -> Iterator[Store]:
    """The store in a place, opened; filled first where it has no request."""
    opened = place.open()
    if not opened.engine.history.requests(2**62):
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


def _asked(large: Office, small: Office, only: str, watch: _Watch) -> Iterator[Measured]:
    theirs = small.asked()
    for name, work in large.asked().items():
        if only in name:
            first = watch.now()
            work()
            first = watch.now() - first
            theirs[name]()
            ours, other = watch.pair(work, theirs[name], ROUNDS if first < 1 else 1)
            said = f"{name} (first {first:.1f} s)" if first > 3 * ours and first > 0.1 else name
            yield Measured(said, 1 / ours, 1 / other, AIM)


def _bundles(large: Office, small: Office, watch: _Watch) -> Iterator[Measured]:
    ours, theirs = large.bundle(), small.bundle()
    yield Measured("dossier of one request, octets", 1 / ours, 1 / theirs, AIM_OF_DOSSIER)
    one, other = watch.pair(large.bundle, small.bundle, ROUNDS)
    yield Measured("dossier of one request, time", 1 / one, 1 / other, AIM_OF_DOSSIER)


def _must_be_sound(opened: Store) -> None:
    found, _ = opened.check((), lambda _done, _all: None)
    assert not found, found[:3]


def _figures(opened: Store) -> None:
    today = opened.engine.today()
    period = Period(today.replace(year=today.year - 9, month=1, day=1), today)
    assert figures(opened.engine.figures(), period, today).tables["received"].get("requests")


_PARTS: Mapping[str, Callable[[Store], object]] = {
    "start, views current": lambda opened: (opened.engine.current(), opened.engine.checkpoint()),
    "serving": lambda opened: [
        work() for name, work in Office(opened).asked().items() if "past position" not in name
    ],
    "a past register": lambda opened: Office(opened).asked()["list at a past position"](),
    "the figures of ten years": _figures,
    "rebuilding the register": lambda opened: opened.projections.rebuild("register"),
    "auditing": _must_be_sound,
}
"""What is done in a process of its own, whose memory and seconds are told."""


def _alone(place: _Place, part: str) -> tuple[float, float, float]:
    """Seconds, processor seconds and MiB at most of a part of the work, in a fresh process."""
    asked = [sys.executable, "-m", "benchmarks.million", "--part", part, *place.words()]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    seconds, processor, mib = json.loads(said.splitlines()[-1])
    return seconds, processor, mib


def _do_alone(place: _Place, part: str) -> None:
    begun = time.perf_counter()
    opened = place.open()
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


def _memory(large: _Place, small: _Place, only: str) -> Iterator[Measured]:
    for part in _PARTS:
        if only in part:
            (seconds, processor, ours), (*_, theirs) = _alone(large, part), _alone(small, part)
            said = f"memory, {part}: {ours:,.0f} MiB, {seconds:,.1f} s, processor {processor:,.1f}"
            yield Measured(said, 1 / ours, 1 / theirs, AIM)


def compared(
    large: _Place, small: _Place, requests: int, only: str = "", watch: _Watch = _PROCESSOR
) -> Iterator[Measured]:
    """Everything that is measured, of a large office against one of 1,000."""
    with _filled(large, requests) as many, _filled(small, FEW) as few:
        offices = Office(many), Office(few)
        yield from _asked(*offices, only, watch)
        if only in "dossier":
            yield from _bundles(*offices, watch)
    yield from _memory(large, small, only)


def in_folder(folder: Path, requests: int, only: str = "") -> Iterator[Measured]:
    """The same of two stores in a folder, made where they are missing."""
    large, small = (_Place(folder / f"of-{number}") for number in (requests, FEW))
    yield from compared(large, small, requests, only)


def on_server(folder: Path, requests: int, only: str = "") -> Iterator[Measured]:
    """The same of two databases of a server that has its files in this folder."""
    with ExitStack() as kept:
        data = folder / "server"
        data.mkdir()
        server = kept.enter_context(running(data, fsync="on"))
        large, small = (
            _Place(folder / name, new_database(server, name)) for name in ("large", "small")
        )
        yield from compared(large, small, requests, only, _Watch(time.perf_counter, min))


def measure() -> Iterator[Measured]:
    """The small form: 20,000 requests against 1,000."""
    with TemporaryDirectory() as folder:
        yield from in_folder(Path(folder), MANY)


def _main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--requests", type=int, default=MANY)
    said.add_argument("--keep", type=Path)
    said.add_argument("--only", default="", help="a part of the names of what is measured")
    said.add_argument("--part", choices=_PARTS, help="for memory: this alone, of the store --keep")
    said.add_argument("--server", action="store_true", help="on PostgreSQL, filled anew")
    said.add_argument("--database", help="with --part: where the store is, --keep beside it")
    asked = said.parse_args()
    collect_rarely()
    if asked.part:
        _do_alone(_Place(asked.keep, asked.database), asked.part)
        return
    print(f"{'':66} {'large':>10} {'of 1,000':>10} {'ratio':>6} {'aim':>5}   ms, octets/1000")
    with TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        measured = on_server if asked.server else in_folder
        for what, ours, theirs, aim in measured(folder, asked.requests, asked.only):
            large, small = 1000 / ours, 1000 / theirs
            print(
                f"{what:66} {large:10,.2f} {small:10,.2f} {ours / theirs:6.2f} {aim:5.2f}",
                flush=True,
            )


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        _main()
