"""A durable command through HTTP, against an endpoint that updates a row and writes an audit row.

Both run under the same uvicorn on SQLite with `synchronous=FULL`. Ours knows who asks, decides,
appends with log entry and sealed value, writes the anchor, and answers with the whole state and
what may be done next; or with four fields, after a step that changes everything, with an
idempotency key.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, socket
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import uuid4

from fastapi import FastAPI

from benchmarks import plain
from benchmarks.common import RECEIVE, WHO, Measured
from griffie.api.composition import open_store
from griffie.api.composition.web import application
from griffie.api.memory import collect_rarely
from griffie.application.access.roles import Role

REQUESTS, TURNS = 256, 3
COMMANDS = 2 * REQUESTS
"""In a turn: of a pair of steps that undo each other every request takes both."""
CLIENTS = (1, 16, 64)
NOTE = ("add-note", {"note": "The requester called: the copy may go to the new address."})
MINIMAL = "prefer: return=minimal\r\n"
Asked = tuple[str, Mapping[str, object]]


class Kind(NamedTuple):
    """A kind of command: what is asked of a request for the nth time, and with which headers."""

    name: str
    asked: Callable[[int], Asked]
    heads: Callable[[int], str]
    aims: tuple[float, ...]
    """For one, sixteen and sixty-four clients."""


def _note(_: int) -> Asked:
    return NOTE


def _promise_and_back(n: int) -> Asked:
    """A step after which every rule, every claim and every deadline is judged anew."""
    if n % 2:
        return "revoke-decision", {"right": "access", "reason": "Not all of it was looked at."}
    return "grant", {"right": "access"}


KINDS = (
    Kind("", _note, lambda _: "", (0.7, 1.4, 1.6)),
    Kind(", minimal", _note, lambda _: MINIMAL, (0.8, 1.7, 2.0)),
    Kind(", changing all", _promise_and_back, lambda _: "", (0.6, 1.0, 1.0)),
    Kind(", with a key", _note, lambda _: f"idempotency-key: {uuid4()}\r\n", (0.65, 1.3, 1.4)),
)
PLAIN = Kind("plain", _note, lambda _: "", ())


class Run(NamedTuple):
    """Commands a second, by the clock and by the processor of the server; the slowest of them."""

    rate: float
    by_processor: float
    p99: float
    """Seconds within which ninety-nine in a hundred were answered."""


class Server(NamedTuple):
    """A server at work in a process of its own."""

    port: int
    process: int

    def processor(self) -> float:
        """Seconds of processor that it used so far, in the program and in the system."""
        fields = Path(f"/proc/{self.process}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def serve() -> FastAPI:
    """Our application, for `uvicorn --factory benchmarks.http:serve`."""
    collect_rarely()
    return application(open_store(Path(os.environ["GRIFFIE_DATA"])).engine)


@contextmanager
def _run_server(factory: str, folder: Path) -> Iterator[Server]:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(port)]
    environment = os.environ | {"GRIFFIE_DATA": str(folder)}
    with subprocess.Popen([*command, "--log-level", "error"], env=environment) as server:
        while True:
            try:
                create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.05)
        try:
            yield Server(port, server.pid)
        finally:
            server.terminate()


async def _run(server: Server, ids: list[str], token: str, clients: int, kind: Kind) -> Run:
    """Commands over connections that are kept open. Every response must be a 200."""
    took: list[float] = []

    async def client(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        ours = ids[number::clients]  # each its own requests: steps of a pair follow each other
        for n in range(COMMANDS // clients):
            command, said = kind.asked(n // len(ours))
            body = json.dumps(said).encode()
            head = (
                f"POST /api/v1/requests/{ours[n % len(ours)]}/{command} HTTP/1.1\r\nhost: x\r\n"
                f"authorization: Bearer {token}\r\ncontent-type: application/json\r\n"
                f"{kind.heads(n)}content-length: {len(body)}\r\n\r\n"
            )
            sent = time.perf_counter()
            writer.write(head.encode() + body)
            answer = (await reader.readuntil(b"\r\n\r\n")).lower()
            assert b" 200 " in answer, answer
            await reader.readexactly(int(answer.partition(b"content-length: ")[2].split()[0]))
            took.append(time.perf_counter() - sent)
        writer.close()

    begun, used = time.perf_counter(), server.processor()
    await asyncio.gather(*(client(number) for number in range(clients)))
    rate = len(took) / (time.perf_counter() - begun)
    by_processor = len(took) / (server.processor() - used)
    return Run(rate, by_processor, sorted(took)[len(took) * 99 // 100])


def measure() -> Iterator[Measured]:
    """Ours against the plain endpoint: each kind with one, sixteen and sixty-four clients."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "data"
        opened = open_store(folder)
        token = opened.access.create_token(Role.HANDLER)
        now = opened.engine.now(WHO)
        ids = [str(opened.requests.receive(RECEIVE, now).id) for _ in range(REQUESTS)]
        opened.engine.close()
        plain.fill(folder, ids)
        ours, theirs = "benchmarks.http:serve", "benchmarks.plain:serve"
        with _run_server(ours, folder) as one, _run_server(theirs, folder) as other:

            def run(server: Server, clients: int, kind: Kind) -> Run:
                return asyncio.run(_run(server, ids, token, clients, kind))

            run(one, 1, KINDS[0])  # every request is in memory, as in an office at work
            for kind in KINDS:
                for clients, aim in zip(CLIENTS, kind.aims, strict=True):
                    # In turns, and the median of each: a machine that gets slower slows both.
                    turns = [
                        (run(one, clients, kind), run(other, clients, PLAIN)) for _ in range(TURNS)
                    ]
                    us, them = zip(*turns, strict=True)
                    what = f"HTTP command{kind.name}, {clients} client(s) / UPDATE + INSERT audit"
                    yield Measured(what, _median(us, "rate"), _median(them, "rate"), aim)
                    used = _median(us, "by_processor"), _median(them, "by_processor")
                    what = f"  a second of processor{kind.name}, {clients}"
                    yield Measured(what, *used, aim)
                    what = f"  p99 of it, answers within it a second{kind.name}, {clients}"
                    p99 = 1 / _median(us, "p99"), 1 / _median(them, "p99")
                    yield Measured(what, *p99, 0.67 if clients == 1 else 1.0)


def _median(runs: Iterable[Run], figure: str) -> float:
    return float(median(getattr(run, figure) for run in runs))
