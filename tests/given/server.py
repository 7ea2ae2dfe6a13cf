"""A real `griffie serve`, and what somebody may send it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

import httpx2

from tests.given.ports import free_port

GRIFFIE = str(Path(sys.executable).with_name("griffie"))


def in_folder(folder: Path) -> tuple[str, ...]:
    """The options by which a command finds the store of a folder."""
    return ("--data", str(folder))


store_of: Callable[[Path], tuple[str, ...]] = in_folder
"""The same; another where stores stand on a PostgreSQL server: see `given.on_server`."""


class Server(NamedTuple):
    port: int
    process: subprocess.Popen[bytes]
    log: IO[bytes]

    def said(self) -> str:
        self.log.seek(0)
        return self.log.read().decode()

    def connect(self, seconds: float = 90) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), seconds)

    def ask(self, path: str, token: str = "", method: str = "GET", seconds: float = 90) -> "Answer":
        head = f"{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n"
        if token:
            head += f"authorization: Bearer {token}\r\n"
        with self.connect(seconds) as one:
            one.sendall(f"{head}\r\n".encode())
            return answer_of(one)


class Answer(NamedTuple):
    status: int
    """0: closed without an answer."""
    head: str
    body: bytes


def answer_of(one: socket.socket) -> Answer:
    """What comes until the other side closes."""
    octets = b""
    try:
        while more := one.recv(65536):
            octets += more
    except ConnectionResetError:
        pass
    head, _, body = octets.partition(b"\r\n\r\n")
    return Answer(int(head.split()[1]) if head else 0, head.decode().lower(), body)


@contextmanager
def served(
    folder: Path | None,
    *options: str,
    program: Sequence[str] = (GRIFFIE, "serve"),
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Serve a folder, or what the options name, in a process of its own.

    It is ended afterwards, by a kill where it must be.
    """
    port = free_port()
    command = [*program, *(store_of(folder) if folder else ()), "--port", str(port), *options]
    with ExitStack() as stack:
        log = stack.enter_context(TemporaryFile())
        process = subprocess.Popen(
            command, stderr=log, stdout=log, env={**os.environ, **(environment or {})}
        )
        stack.callback(_end, process)
        server = Server(port, process, log)
        until = time.monotonic() + 180
        while True:
            assert process.poll() is None, server.said()
            assert time.monotonic() < until, server.said()
            try:
                if server.ask("/healthz").status == 200:
                    break
            except OSError:
                time.sleep(0.05)
        yield server


def until_it_answers(address: str) -> httpx2.Response:
    """What a program of ours answers there, once it is served."""
    until = time.monotonic() + 240
    while True:
        try:
            return httpx2.get(address, timeout=60)
        except httpx2.ConnectError:
            assert time.monotonic() < until, f"nobody answers at {address}"
            time.sleep(0.05)


def said_before_long(server: Server, words: str) -> bool:
    """A line is written beside the answer: it may come a moment later."""
    for _ in range(600):
        if words in server.said():
            return True
        time.sleep(0.1)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
