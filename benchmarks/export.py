"""The list of an office with 100,000 requests as a file: rows a second, and memory of the server.

The server is a process of its own, made anew for each file, so that what it used at most is due to
that file. Beside the rate stands what reading the rows and writing them as CSV costs at least.
"""

import http.client
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.common import Measured
from benchmarks.pressure import memory_of, serving
from benchmarks.queue import MANY, fill_office, least, receive
from griffie.api.composition import open_store
from griffie.application.access.roles import Role

MASKED = 10_000
"""Requests of whose requester the name is kept, in the office whose list shows masked names."""
FORMS = ("csv", "xlsx", "jsonl")


def measure() -> Iterator[Measured]:
    """Each form without names of 100,000 requests, then with masked names of 10,000."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "large"
        opened = open_store(folder)
        token = fill_office(opened, MANY).opened.access.create_token(Role.AUDITOR, "list")
        at_least = least(opened, MANY)
        opened.engine.close()
        for form in FORMS:
            yield from _list(folder, token, form, MANY, at_least)
        folder = Path(name) / "masked"
        opened = open_store(folder)
        token = opened.access.create_token(Role.DPO, "list")
        for n in range(MASKED):
            receive(opened, n, 60 - n % 7)
        opened.engine.current()
        at_least = least(opened, MASKED)
        opened.engine.close()
        for form in FORMS:
            yield from _list(folder, token, f"{form}, names masked", MASKED, at_least)


def _list(folder: Path, token: str, named: str, rows: int, at_least: float) -> Iterator[Measured]:
    form = named.partition(",")[0]
    with serving(folder) as (port, process):
        _ask(port, token, "/api/v1/requests?limit=1")  # the register is up to date
        before = memory_of(process, "VmHWM")
        begun = perf_counter()
        _ask(port, token, f"/api/v1/requests?format={form}")
        taken = perf_counter() - begun
        most = memory_of(process, "VmHWM")
    yield Measured(f"{rows:,} requests as {named}, rows/s", rows / taken, at_least, 0.05)
    yield Measured("MiB of memory, before / at most, writing that", before, most, 0.8)


def _ask(port: int, token: str, path: str) -> None:
    """Read the whole answer, a piece at a time."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=600)) as one:
        one.request("GET", path, headers={"authorization": f"Bearer {token}"})
        answer = one.getresponse()
        while answer.read(1 << 16):
            pass
        assert answer.status == 200, (path, answer.status)
