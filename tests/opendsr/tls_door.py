"""A door with TLS before a server that speaks HTTP: the proxy of an office, on this machine."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Lock, Thread

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.opendsr.test_belief import KNOWN, authority, issued

PATIENCE = 60.0


class Door:
    """What came through it, message by message; each answer closes the line."""

    def __init__(self, upstream: int) -> None:
        self.came: list[bytes] = []
        self.upstream, self.port = upstream, 0
        self._turn = Lock()

    def noted(self, message: bytes) -> None:
        with self._turn:
            self.came.append(message)

    def named(self, path: bytes) -> list[bytes]:
        """The messages to an address."""
        with self._turn:
            return [one for one in self.came if path in one.partition(b"\r\n")[0]]


def key_file(folder: Path, name: str, key: rsa.RSAPrivateKey) -> Path:
    """A private key in a file that nobody else reads."""
    path = folder / f"{name}.key"
    path.touch(0o600)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


def authority_file(folder: Path) -> Path:
    """The authority that is believed, in PEM."""
    path = folder / "authority.pem"
    path.write_bytes(authority(KNOWN)[1].public_bytes(Encoding.PEM))
    return path


@contextmanager
def tls_door(
    folder: Path, host: str, upstream: int = 0, days: int = 30, by: str = KNOWN
) -> Iterator[Door]:
    """A door of this host, whose certificate is good for so many days."""
    key = rsa.generate_private_key(65537, 2048)
    chain = folder / f"{host}.door.pem"
    chain.write_bytes(issued(key, host, days, by))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key_file(folder, f"{host}.door", key))
    door = Door(upstream)

    class Through(BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(PATIENCE)
            with suppress(OSError), context.wrap_socket(self.request, server_side=True) as line:
                message = _message(line)
                door.noted(message)
                at = ("127.0.0.1", door.upstream)
                with closing(socket.create_connection(at, PATIENCE)) as on:
                    on.sendall(message)
                    while octets := on.recv(65536):
                        line.sendall(octets)

    server = ThreadingTCPServer(("127.0.0.1", 0), Through)
    server.daemon_threads = True
    door.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield door
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _message(line: ssl.SSLSocket) -> bytes:
    """A whole request: head, and as much as it announces."""
    octets = b""
    while b"\r\n\r\n" not in octets:
        if not (more := line.recv(65536)):
            return octets
        octets += more
    head, _, body = octets.partition(b"\r\n\r\n")
    lengths = [one for one in head.lower().split(b"\r\n") if one.startswith(b"content-length:")]
    awaited = int(lengths[0].split(b":")[1]) if lengths else 0
    while len(body) < awaited and (more := line.recv(65536)):
        body += more
    return head + b"\r\n\r\n" + body
