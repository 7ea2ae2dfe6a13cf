"""A provider that says whatever a test wants: a real HTTP server, with keys of its own."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT = "griffie"
GOOD, OTHER = RSAKey.generate_key(2048, auto_kid=True), RSAKey.generate_key(2048, auto_kid=True)


class Liar:
    """What it answers with; a test changes it."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.claims: dict[str, Any] = {}
        """In the place of what is right; None takes one away."""
        self.key: Any = GOOD
        self.header: dict[str, Any] = {"alg": "RS256", "kid": GOOD.kid}
        self.published: list[Any] = [GOOD]
        self.described: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {"sub": "wiske", "groups": ["griffie-handlers"]}
        self.status = 200
        self.elsewhere = ""
        self.nonce = ""
        self.asked: list[str] = []

    def description(self) -> dict[str, Any]:
        places = {
            f"{one}_endpoint": f"{self.issuer}/{one}"
            for one in ("authorization", "token", "userinfo")
        }
        return {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/keys",
            **places,
            **self.described,
        }

    def token(self) -> str:
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "sub": "wiske",
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": self.nonce,
            "name": "Wiske",
            "groups": ["griffie-handlers"],
        } | self.claims
        said = {name: value for name, value in said.items() if value is not None}
        algorithms = [self.header["alg"]]
        return jwt.encode(self.header, said, self.key, algorithms=algorithms)

    def answer(self, path: str) -> dict[str, Any]:
        if path.endswith("openid-configuration"):
            return self.description()
        if path == "/keys":
            return {"keys": [one.as_dict(private=False) for one in self.published]}
        if path == "/userinfo":
            return self.userinfo
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self.token()}


@contextmanager
def lying() -> Iterator[Liar]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            liar.asked.append(self.path)
            if liar.elsewhere and self.path == "/token":
                self.send_response(307)
                self.send_header("Location", liar.elsewhere)
                self.end_headers()
                return
            body = json.dumps(liar.answer(self.path)).encode()
            self.send_response(liar.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    liar = Liar(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield liar
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def come_back(
    browser: TestClient, liar: Liar, *, again: bool = False, **said: str
) -> httpx2.Response:
    """Go out and come back with a code, as this provider sends the browser."""
    out = browser.get("/login/provider", params={"next": "/me", "again": again})
    asked = parse_qs(urlsplit(out.headers["location"]).query)
    assert (asked.get("prompt") == ["login"]) is again
    liar.nonce = asked["nonce"][0]
    answer = {"code": "a-code", "state": asked["state"][0], **said}
    return browser.get("/login/provider/back", params=answer)


def secret_as_key(secret: str) -> OctKey:
    """The secret of the client as a key with which one signs and checks."""
    return OctKey.import_key(secret.encode())
