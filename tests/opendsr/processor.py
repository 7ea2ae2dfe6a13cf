"""A processor that speaks OpenDSR: a real server, which answers as a test wants."""

import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256

from tests.opendsr.partner import Made, certificate

DOMAIN = "opendsr.host.example"
TOKEN = "host-token-0123456789"
WE = "iassist"
DONE = "2026-04-10T12:00:00Z"
LARGE = 10 << 20


class Processor:
    """What it knows, and how it answers the next ones."""

    def __init__(self) -> None:
        self.made = certificate(DOMAIN)
        self.published = b""
        self.known: dict[str, dict[str, Any]] = {}
        self.bodies: list[bytes] = []
        self.asked: list[str] = []
        self.status: dict[str, Any] = {"request_status": "pending"}
        self.types = ["access", "portability", "erasure"]
        self.answers = 201
        self.location = ""
        self.loses_receipt = self.forgets = self.is_large = False
        self.receipt: dict[str, Any] = {}
        self.results = b"%PDF-1.7 what is kept"
        self.port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/v2"

    def signs(self, body: bytes, made: Made | None = None) -> dict[str, str]:
        key = (made or self.made).key
        signature = b64encode(key.sign(body, padding.PKCS1v15(), SHA256())).decode()
        return {"X-OpenDSR-Processor-Domain": DOMAIN, "X-OpenDSR-Signature": signature}

    def callback(self, request: str, **said: Any) -> tuple[bytes, dict[str, str]]:
        """The octets of a callback, and its headers."""
        body = json.dumps(
            {
                "controller_id": WE,
                "expected_completion_time": DONE,
                "status_callback_url": "https://iassist.example/callbacks",
                "subject_request_id": request,
                **said,
            }
        ).encode()
        return body, self.signs(body)

    def discovery(self) -> dict[str, Any]:
        return {
            "api_version": "2.0",
            "supported_identities": [
                {"identity_type": "email", "identity_format": "raw"},
                {"identity_type": "email", "identity_format": "sha256"},
                {"identity_type": "controller_customer_id", "identity_format": "raw"},
            ],
            "supported_subject_request_types": self.types,
            "processor_certificate": f"https://{DOMAIN}/cert.pem",
        }

    def taken(self, body: bytes) -> dict[str, Any]:
        said = json.loads(body)
        if not self.forgets:
            self.known[said["subject_request_id"]] = said
        return {
            "controller_id": WE,
            "expected_completion_time": DONE,
            "received_time": "2026-03-20T10:00:00Z",
            "encoded_request": b64encode(body).decode(),
            "subject_request_id": said["subject_request_id"],
        } | self.receipt


class Handler(BaseHTTPRequestHandler):
    """One connection. The class that a server gets has its processor."""

    processor: Processor

    def do_GET(self) -> None:
        self.processor.asked.append(self.path)
        request = self.path.rpartition("/")[2]
        if request == "discovery":
            self._answer(200, self.processor.discovery())
        elif request == "cert.pem":
            self._send(200, self.processor.published, "application/x-pem-file")
        elif not self._signed_in():
            return
        elif request == "results":
            self._send(200, self.processor.results, "application/pdf")
        elif request not in self.processor.known:
            self._answer(404, {"error": {"code": 404}})
        else:
            said = {"controller_id": WE, "subject_request_id": request, "api_version": "2.0"}
            said["expected_completion_time"] = DONE
            self._answer(200, said | self.processor.status)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if not self._signed_in():
            return
        self.processor.bodies.append(body)
        if self.processor.answers != 201:
            code = self.processor.answers
            self._answer(code, {"error": {"code": code}})
            return
        receipt = self.processor.taken(body)
        if not self.processor.loses_receipt:
            self._answer(201, receipt)

    def _signed_in(self) -> bool:
        if self.headers["authorization"] == f"Bearer {TOKEN}":
            return True
        self._answer(401, {"error": {"code": 401}})
        return False

    def _answer(self, status: int, said: dict[str, Any]) -> None:
        body = json.dumps(said).encode()
        if self.processor.is_large and self.command == "POST":
            body = b" " * LARGE + body
        self._send(status, body, "application/json")

    def _send(self, status: int, body: bytes, media: str) -> None:
        self.send_response(status)
        if self.processor.location:
            self.send_header("Location", self.processor.location)
        for name, value in self.processor.signs(body).items():
            self.send_header(name, value)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):  # who asked heard enough
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def standing() -> Iterator[Processor]:
    """A processor that stands on this machine until the end of the block."""
    processor = Processor()
    of_this_one = type("OfThisOne", (Handler,), {"processor": processor})
    server = ThreadingHTTPServer(("127.0.0.1", 0), of_this_one)
    processor.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield processor
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def file_of(folder: Path, processor: Processor, **other: str) -> Path:
    """The file of the operator that names this processor; None takes a line away."""
    (folder / "host-1.pem").write_bytes(processor.made.certificate)
    token = folder / "host-1.token"
    token.touch(0o600)
    token.write_text(TOKEN, "utf-8")
    lines = {
        "code": '"host-1"',
        "address": f'"{processor.address}"',
        "domain": f'"{DOMAIN}"',
        "certificate_file": '"host-1.pem"',
        "controller_id": f'"{WE}"',
        "token_file": '"host-1.token"',
        "identities": '["email", "controller_customer_id"]',
        "allow_private": "true",
    } | other
    path = folder / "opendsr.toml"
    table = "\n".join(f"{name} = {value}" for name, value in lines.items() if value)
    path.write_text(f"[[processors]]\n{table}\n", "utf-8")
    return path
