"""A server under pressure: the write lock held elsewhere, large documents, half-open connections.

A line that says p99 tells how long the slowest but one of a hundred takes, as so many a second (200
is 5 ms), in the middle one of five rounds. Beside it stands the same question without the pressure,
asked in the same run. A new connection is made for each, as who watches a server makes one.
"""

import http.client
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from email.parser import BytesParser
from pathlib import Path
from socket import create_connection, socket
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import NamedTuple

from benchmarks.common import WHO, Measured, a_request
from griffie.api.composition import Store, open_store, read_mail
from griffie.application.access.roles import Role
from griffie.application.disclosure import FileDisclosure
from griffie.application.maintenance.values_told import TIERS
from griffie.domain.request.vocabulary import DocumentKind

ROUNDS, TIMES = 5, 100
DOCUMENTS, OCTETS = 10, 24_000_000
HALF_OPEN = 1_100
FROM_LINES = 100_000


class _Served(NamedTuple):
    port: int
    process: int
    token: str
    folder: Path
    light: str
    """A request without documents."""
    heavy: str
    """The same, with documents of 240 MB in all."""

    def ask(self, path: str) -> float:
        """Seconds until the whole answer is there."""
        begun = time.perf_counter()
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as one:
            one.request("GET", path, headers={"authorization": f"Bearer {self.token}"})
            answer = one.getresponse()
            while answer.read(1 << 16):
                pass
            assert answer.status == 200, (path, answer.status)
        return time.perf_counter() - begun

    def p99(self, path: str, times: int = TIMES) -> float:
        """The slowest but one, as so many a second; the middle one of the rounds."""
        rounds = [sorted(self.ask(path) for _ in range(times)) for _ in range(ROUNDS)]
        return 1 / median(one[-2] for one in rounds)

    def memory(self, name: str) -> int:
        """See `memory_of`."""
        return memory_of(self.process, name)


def _fill(opened: Store) -> tuple[str, str]:
    light, heavy = a_request(opened, 10), a_request(opened, 10)
    for number in range(DOCUMENTS):
        kind = DocumentKind.CORRESPONDENCE
        octets = os.urandom(OCTETS)
        document = FileDisclosure(f"{number}.bin", "application/octet-stream", octets, TIERS[kind])
        opened.requests.add_document(heavy, opened.engine.now(WHO), kind, document, len(octets))
    opened.engine.current()
    return str(light), str(heavy)


@contextmanager
def _served() -> Iterator[_Served]:
    with TemporaryDirectory() as name:
        folder = Path(name) / "data"
        opened = open_store(folder)
        token = opened.access.create_token(Role.DPO)
        light, heavy = _fill(opened)
        opened.engine.close()
        with serving(folder) as (port, process):
            yield _Served(port, process, token, folder, light, heavy)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, int]]:
    """The port and the process of `griffie serve` for a store that is closed."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
        free.close()
        griffie = Path(sys.executable).with_name("griffie")
        command = [str(griffie), "serve", "--data", str(folder), "--port", str(port)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
            try:
                _wait_for(port)
                yield port, server.pid
            finally:
                server.terminate()


def _wait_for(port: int) -> None:
    while True:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as one:
                one.request("GET", "/healthz")
                assert one.getresponse().status == 200
        except OSError:
            time.sleep(0.05)
        else:
            return


def memory_of(process: int, name: str) -> int:
    """What a process uses (`VmRSS`), or used at most (`VmHWM`), in MiB."""
    said = Path(f"/proc/{process}/status").read_text("ascii")
    return int(said.partition(f"{name}:")[2].split()[0]) >> 10


@contextmanager
def _locked(served: _Served) -> Iterator[None]:
    """Another process that writes and takes its time: so it looks from the server."""
    with closing(sqlite3.connect(served.folder / "griffie.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def _meanwhile(work: Callable[[], object]) -> Iterator[None]:
    """Again and again beside the block."""
    ends = Event()

    def again() -> None:
        while not ends.is_set():
            work()

    beside = Thread(target=again)
    beside.start()
    try:
        yield
    finally:
        ends.set()
        beside.join()


@contextmanager
def _half_open(served: _Served) -> Iterator[None]:
    """Connections that begin a message and never end it."""
    with ExitStack() as stack:
        for _ in range(HALF_OPEN):
            one = stack.enter_context(create_connection(("127.0.0.1", served.port), 10))
            one.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n")
        yield


def measure() -> Iterator[Measured]:
    """Each question under pressure and without, on one served store."""
    with _served() as served:
        yield from _lock(served)
        yield from _large(served)
        free = served.p99("/healthz")
        with _half_open(served):
            held = served.p99("/healthz")
        yield Measured(f"p99 of /healthz, {HALF_OPEN:,} half-open / none", held, free, 0.5)
    yield _headers()


def _lock(served: _Served) -> Iterator[Measured]:
    asked = {
        "/healthz": "/healthz",
        "a request": f"/api/v1/requests/{served.light}",
        "the list": "/api/v1/requests",
        "the dashboard": "/api/v1/dashboards/deadlines",
    }
    for name, path in asked.items():
        free = served.p99(path)
        with _locked(served):
            held = served.p99(path)
        yield Measured(f"p99 of {name}, write lock held elsewhere / free", held, free, 0.5)


def _large(served: _Served) -> Iterator[Measured]:
    """What is large is opened by its own address alone, and holds up nobody."""
    heavy, light = (f"/api/v1/requests/{one}?reveal=true" for one in (served.heavy, served.light))
    before = served.memory("VmRSS")
    of_all = served.p99(heavy, 20)
    named = "reveal of a request with documents of 240 MB / without"
    yield Measured(f"slowest but one of 20: {named}", of_all, served.p99(light, 20), 0.8)
    most = served.memory("VmHWM")
    yield Measured("MiB of memory, before / at most, revealing that", before, most, 0.8)
    free = served.p99("/healthz")
    document = f"/api/v1/requests/{served.heavy}/documents"
    digest = _first_document(served, document)
    with _meanwhile(lambda: served.ask(f"{document}/{digest}")):
        held = served.p99("/healthz")
    yield Measured("p99 of /healthz, 24 MB downloaded meanwhile / nothing", held, free, 0.2)
    most = served.memory("VmHWM")
    yield Measured("MiB of memory, before / at most, downloading that", before, most, 0.5)


def _first_document(served: _Served, path: str) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)) as one:
        one.request("GET", path, headers={"authorization": f"Bearer {served.token}"})
        return one.getresponse().read().decode().partition('"document":"')[2][:43]


def _headers() -> Measured:
    """A mail of 100,000 lines `From:`, and how long the standard library takes to parse it."""
    lines = b"".join(b"From: a%d@people.example\r\n" % n for n in range(FROM_LINES))
    mail = lines + b"Subject: x\r\n\r\nWelke gegevens hebt u van mij?\r\n"

    def seconds(work: Callable[[bytes], object]) -> float:
        begun = time.process_time()
        work(mail)
        return time.process_time() - begun

    theirs = seconds(BytesParser().parsebytes)
    return Measured("mails of 100,000 lines From / parsed", 1 / seconds(read_mail), 1 / theirs, 0.5)
