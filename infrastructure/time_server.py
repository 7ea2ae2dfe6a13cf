"""How far the clock of this machine is from that of a time server: SNTP, RFC 4330.

One question and one answer of 48 octets over UDP, written here because the library for it has seen
no release for years. The answer is not authenticated: whoever sits on the line can write one. So it
can only make a clock doubted, never believed.
"""

import secrets
import socket
import struct
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from griffie.domain.model.errors import BadInputError

PORT = 123
_PATIENCE = 2.0
"""Seconds that an answer is waited for."""
_PACKET = struct.Struct("!BBbb3I4Q")
_QUESTION = 4 << 3 | 3  # version 4, mode 3: a client
_SERVER, _UNSYNCHRONISED = 4, 3
_STRATA = range(1, 16)
_EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
_ERA = 1 << 32
_PIVOT = 1 << 31  # RFC 4330 §3: below it, it is the era that begins in 2036


class TimeServer(NamedTuple):
    """A time server by name or address, and how the clock of this machine is read."""

    host: str
    port: int
    clock: Callable[[], datetime]

    @classmethod
    def named(cls, written: str, clock: Callable[[], datetime]) -> "TimeServer":
        """From `ntp.example.org`, `192.0.2.1:1123` or `[2001:db8::1]:123`. Raises BadInputError."""
        host, colon, port = written.rpartition(":")
        if not colon or (":" in host and not host.endswith("]")):
            host, port = written, str(PORT)  # without a port, perhaps a bare IPv6 address
        host = host.removeprefix("[").removesuffix("]")
        if not (host and port.isdecimal() and 0 < int(port) < 1 << 16):
            raise BadInputError("ntp", "a time server is written HOST or HOST:PORT")
        return cls(host, int(port), clock)

    def ahead(self) -> timedelta | None:
        """By how much this clock is ahead of the server (behind: negative).

        None where no sound answer came within two seconds.
        """
        try:
            known = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_DGRAM)
            family, kind, protocol, _, address = known[0]
            with socket.socket(family, kind, protocol) as line:
                line.settimeout(_PATIENCE)
                line.connect(address)  # what another address sends is not taken for the answer
                mark = secrets.randbits(64)  # by which the answer to this question is known
                asked_at = self.clock()
                line.send(_PACKET.pack(_QUESTION, 0, 0, 0, 0, 0, 0, 0, 0, 0, mark))
                answer = line.recv(512)
                heard_at = self.clock()
        except OSError:
            return None
        told = _read(answer, mark)
        if told is None:
            return None
        received, sent = told
        return ((asked_at - received) + (heard_at - sent)) / 2


def _read(answer: bytes, mark: int) -> tuple[datetime, datetime] | None:
    """When the question came in there and the answer went out; None of what is no sound answer."""
    if len(answer) < _PACKET.size:
        return None
    flags, stratum, *_, originate, received, sent = _PACKET.unpack_from(answer)
    sound = flags & 7 == _SERVER and flags >> 6 != _UNSYNCHRONISED and stratum in _STRATA
    if not sound or originate != mark or not (received and sent):
        return None
    return _instant(received), _instant(sent)


def _instant(stamp: int) -> datetime:
    seconds, fraction = divmod(stamp, _ERA)
    if seconds < _PIVOT:
        seconds += _ERA
    return _EPOCH + timedelta(seconds=seconds + fraction / _ERA)
