"""Commands over HTTP from many clients at once: what the benchmarks of a served command share."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, socket
from statistics import median
from typing import NamedTuple
from uuid import uuid4

from benchmarks.common import Measured

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
    reads: str = ""
    """An address that is read instead of a command."""
    sends: str = ""
    """An address to which all is sent, instead of a request's."""


def a_note(_: int) -> Asked:
    """A step that changes little."""
    return NOTE


def promise_and_back(n: int) -> Asked:
    """A step after which every rule, every claim and every deadline is judged anew."""
    if n % 2:
        return "revoke-decision", {"right": "access", "reason": "Not all of it was looked at."}
    return "grant", {"right": "access"}


def no_more(_: int) -> str:
    """No further headers."""
    return ""


def with_a_key(_: int) -> str:
    """An idempotency key of its own for each command."""
    return f"idempotency-key: {uuid4()}\r\n"


PLAIN = Kind("plain", a_note, no_more, ())


class Run(NamedTuple):
    """Commands a second, by the clock and by the processor of the servers; the slowest of them."""

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


@contextmanager
def run_server(factory: str, **environment: str) -> Iterator[Server]:
    """A process of uvicorn until the block ends, with these variables beside those of this one."""
    with _run(sys.executable, factory, environment, None) as server:
        yield server


@contextmanager
def run_server_of(checkout: Path, factory: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """The same in any checkout that was set up, with the interpreter of that one."""
    python = str(checkout / ".venv/bin/python")
    with _run(python, factory, environment, checkout) as server:
        yield server


@contextmanager
def _run(
    python: str, factory: str, environment: Mapping[str, str], cwd: Path | None
) -> Iterator[Server]:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [python, "-m", "uvicorn", "--factory", factory, "--port", str(port)]
    given = os.environ | environment
    with subprocess.Popen([*command, "--log-level", "error"], env=given, cwd=cwd) as server:
        while server.poll() is None:
            try:
                create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.05)
        try:
            yield Server(port, server.pid)
        finally:
            server.terminate()


class Side(NamedTuple):
    """One side of a comparison: its processes, and the commands that it is sent."""

    servers: Sequence[Server]
    ids: list[str]
    token: str
    kind: Kind
    changing: bool = False
    """Whether each command of a request goes to another process than the one before."""

    def run(self, clients: int) -> Run:
        """As many commands as one turn has, from so many clients at once."""
        return asyncio.run(self._run(clients))

    async def _run(self, clients: int) -> Run:
        took: list[float] = []
        begun, used = time.perf_counter(), self._processor()
        await asyncio.gather(*(self._client(n, clients, took) for n in range(clients)))
        rate = len(took) / (time.perf_counter() - begun)
        by_processor = len(took) / (self._processor() - used)
        return Run(rate, by_processor, sorted(took)[len(took) * 99 // 100])

    async def _client(self, number: int, clients: int, took: list[float]) -> None:
        """Commands over connections that are kept open. Every response must be a 200 or a 201."""
        ends = [await asyncio.open_connection("127.0.0.1", one.port) for one in self.servers]
        ours = range(len(self.ids))[number::clients]  # steps of a pair follow each other
        for n in range(COMMANDS // clients):
            turn, one = divmod(n, len(ours))
            which = ours[one]
            reader, writer = ends[(which + turn * self.changing) % len(ends)]
            command, said = self.kind.asked(turn)
            body = json.dumps(said).encode()
            address = f"POST /api/v1/requests/{self.ids[which]}/{command}"
            if self.kind.sends:
                address = f"POST {self.kind.sends}"
            if self.kind.reads:
                address, body = f"GET {self.kind.reads}", b""
            head = (
                f"{address} HTTP/1.1\r\nhost: x\r\n"
                f"authorization: Bearer {self.token}\r\ncontent-type: application/json\r\n"
                f"{self.kind.heads(n)}content-length: {len(body)}\r\n\r\n"
            )
            sent = time.perf_counter()
            writer.write(head.encode() + body)
            answer = (await reader.readuntil(b"\r\n\r\n")).lower()
            assert b" 200 " in answer or b" 201 " in answer, answer
            await reader.readexactly(int(answer.partition(b"content-length: ")[2].split()[0]))
            took.append(time.perf_counter() - sent)
        for _, writer in ends:
            writer.close()

    def _processor(self) -> float:
        return sum(one.processor() for one in self.servers)


def compared(what: str, ours: Side, theirs: Side, aims: Sequence[float]) -> Iterator[Measured]:
    """With one, sixteen and sixty-four clients: by the clock, by the processor, and p99.

    In turns, and the median of each: a machine that gets slower slows both.
    """
    for clients, aim in zip(CLIENTS, aims, strict=True):
        turns = [(ours.run(clients), theirs.run(clients)) for _ in range(TURNS)]
        us, them = zip(*turns, strict=True)
        named = f"{what}, {clients}"
        yield Measured(named, _median(us, "rate"), _median(them, "rate"), aim)
        used = _median(us, "by_processor"), _median(them, "by_processor")
        yield Measured("  a second of processor", *used, aim)
        p99 = 1 / _median(us, "p99"), 1 / _median(them, "p99")
        yield Measured("  p99, answers within it a second", *p99, 0.67 if clients == 1 else 1.0)


def _median(runs: Iterable[Run], figure: str) -> float:
    return float(median(getattr(run, figure) for run in runs))
