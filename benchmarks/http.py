"""A durable command through HTTP, against an endpoint that updates a row and writes an audit row.

Both run under the same uvicorn on SQLite with `synchronous=FULL`. Ours loads, decides, appends with
log entry and sealed value, and answers with the whole state and what may be done next.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, socket
from statistics import median
from tempfile import TemporaryDirectory

from fastapi import FastAPI

from benchmarks import plain
from benchmarks.common import RECEIVE, WHO, Measured
from griffie.api.composition import open_store
from griffie.api.composition.web import application
from griffie.api.memory import collect_rarely
from griffie.application.access.roles import Role

REQUESTS, COMMANDS, TURNS = 200, 1500, 5
_BODY = json.dumps({"note": "The requester called: the copy may go to the new address."}).encode()


def serve() -> FastAPI:
    """Our application, for `uvicorn --factory benchmarks.http:serve`."""
    collect_rarely()
    return application(open_store(Path(os.environ["GRIFFIE_DATA"])).engine)


@contextmanager
def _run_server(factory: str, folder: Path) -> Iterator[int]:
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
        yield port
        server.terminate()


async def _command_rate(port: int, ids: list[str], token: str, clients: int) -> float:
    """Commands a second, over connections that are kept open. Every response must be a 200."""
    todo = iter(range(COMMANDS))

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for n in todo:
            head = (
                f"POST /api/v1/requests/{ids[n % len(ids)]}/add-note HTTP/1.1\r\nhost: x\r\n"
                f"authorization: Bearer {token}\r\ncontent-type: application/json\r\n"
                f"content-length: {len(_BODY)}\r\n\r\n"
            )
            writer.write(head.encode() + _BODY)
            answer = (await reader.readuntil(b"\r\n\r\n")).lower()
            assert b" 200 " in answer, answer
            await reader.readexactly(int(answer.partition(b"content-length: ")[2].split()[0]))
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return COMMANDS / (time.perf_counter() - begun)


def measure() -> Iterator[Measured]:
    """Ours against the plain endpoint, with one client and with sixteen."""
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
            for clients in (1, 16):
                rates = [
                    tuple(
                        asyncio.run(_command_rate(port, ids, token, clients))
                        for port in (one, other)
                    )
                    for _ in range(TURNS)
                ]
                middle = [median(column) for column in zip(*rates, strict=True)]
                what = f"HTTP command, {clients} client(s) / UPDATE + INSERT audit"
                yield Measured(what, middle[0], middle[1], 0.3)
