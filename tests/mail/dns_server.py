"""A small DNS of our own on the loopback, which answers for the names that a test gives it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

LOOPBACK = "127.0.0.1"


@contextmanager
def dns_of(texts: dict[str, str], *, silent: bool = False, broken: bool = False) -> Iterator[int]:
    """The port of a DNS with these TXT records; `silent` answers nothing, `broken` SERVFAIL."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind((LOOPBACK, 0))
        listening.settimeout(0.05)
        ended = threading.Event()

        def serve() -> None:
            while not ended.is_set():
                try:
                    octets, whence = listening.recvfrom(4096)
                except TimeoutError:
                    continue
                if not silent:
                    listening.sendto(_answer(octets, texts, broken=broken), whence)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            ended.set()
            thread.join()


def _answer(octets: bytes, texts: dict[str, str], *, broken: bool) -> bytes:
    asked = dns.message.from_wire(octets)
    answer = dns.message.make_response(asked)
    name = asked.question[0].name
    said = texts.get(str(name).rstrip(".").lower())
    if broken:
        answer.set_rcode(dns.rcode.SERVFAIL)
    elif said is None:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    else:
        pieces = " ".join(f'"{said[n : n + 200]}"' for n in range(0, len(said) or 1, 200))
        answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", pieces))
    return answer.to_wire()
