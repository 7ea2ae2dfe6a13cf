"""One question and its answer by HTTP: to the address that was judged, with the name's certificate.

No proxy of the environment is used and no redirect followed. The whole takes half a minute at most
and reads no more of the answer than is allowed, however slowly or much the other side says.
"""

import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import NamedTuple

from griffie.domain.errors import TryAgainError
from griffie.infrastructure.webhooks.addresses import read_address, resolve

PATIENCE = 10.0
"""Seconds without a word."""
LONGEST = 30.0
"""Seconds of a whole exchange."""


class Asked(NamedTuple):
    """What is asked, and where."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None
    allows_private: bool = False
    most: int = 0
    """Octets of the answer that are read; with none only its status and headers are."""


class Reply(NamedTuple):
    """What was answered. The names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class CutOffError(TryAgainError):
    """Something was sent, and no whole answer came: it may have arrived, or not."""

    code = "answer-cut"
    sentence = "Something was sent, and no whole answer came back"
    remedy = "nobody knows whether it arrived: it is sent again where that does no harm"


def exchange(
    asked: Asked,
    trust: ssl.SSLContext | None = None,
    longest: float = LONGEST,
    begins: Callable[[], None] = lambda: None,
) -> Reply:
    """Ask, and give the answer. `begins` is called when the line stands, before a word is sent.

    `trust`: which certificates are believed; left out, those of this machine. Before `begins` it
    raises BadWebhookError, OSError (ssl.SSLError where no certificate is believed) or ValueError;
    after it CutOffError.
    """
    parts = read_address(asked.url, allows_private=asked.allows_private)
    assert parts.hostname
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = resolve(parts.hostname, port, allows_private=asked.allows_private)
    with closing(socket.create_connection((address, port), PATIENCE)) as plain:
        ends = Timer(longest, _cut_off, (plain,))
        ends.daemon = True
        ends.start()
        try:
            line = plain
            if secure:
                trust = trust or ssl.create_default_context()
                line = trust.wrap_socket(plain, server_hostname=parts.hostname)
                ends.args = (line,)
            connection = HTTPConnection(parts.hostname, port)
            connection.sock = line
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            said = {"Host": parts.netloc, "Connection": "close", "User-Agent": "Griffie"}
            begins()
            try:
                connection.request(asked.method, path, asked.body, {**said, **asked.headers})
                return _read(connection, asked.most)
            except (OSError, HTTPException, ValueError) as error:
                raise CutOffError from error
        finally:
            ends.cancel()


def _read(connection: HTTPConnection, most: int) -> Reply:
    """Raises OSError, HTTPException; ValueError where the answer is longer than is allowed."""
    answer = connection.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    body = answer.read(most + 1) if most else b""
    if len(body) > most:
        raise ValueError("too long")
    if most and answer.length:  # the line ended before what was announced had come
        raise OSError("cut off")
    return Reply(answer.status, headers, body)


def _cut_off(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
