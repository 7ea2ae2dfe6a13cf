"""An agent that signs, as the libraries of the protocol do: right, or wrong as a test wants."""

import json
from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.conftest import Clock

BUSINESS, ROOT = "KANTOOR", "/api/drp/v1"
PATH = f"{ROOT}/data-rights-request"
NAME, EMAIL = "Ludmilla Wittebolle", "ludmilla@wittebolle.example"
CALLBACK = "https://agent.example/update_status"


def written(folder: Path, **keys: tuple[str, Ed25519PrivateKey]) -> Path:
    """The directory of the operator: account and key of each agent."""
    lines = [f'business_id = "{BUSINESS}"']
    for name, (account, key) in keys.items():
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        lines += ["[[agents]]", f'id = "{name}"', f'name = "Agent {name}"']
        lines += [f'account = "{account}"', f'verify_key = "{b64encode(public).decode()}"']
        lines += [f'callback = "{CALLBACK}"']
    path = folder / "drp.toml"
    path.write_text("\n".join(lines), "utf-8")
    return path


class Signing:
    """An agent and its program; `clock` is that of the test."""

    def __init__(self, name: str, app: FastAPI, clock: Clock) -> None:
        self.name, self.clock, self.key = name, clock, Ed25519PrivateKey.generate()
        self.client, self.token = TestClient(app), ""

    def claims(self, **other: Any) -> dict[str, Any]:
        """What §2.05 wants, and what a test puts in its place; None takes one away."""
        now = self.clock()
        said = {
            "agent-id": self.name,
            "business-id": BUSINESS,
            "issued-at": now.isoformat(timespec="milliseconds"),
            "expires-at": (now + timedelta(minutes=10)).isoformat(timespec="milliseconds"),
            "drp.version": "1.0",
        } | {name.replace("_", "-", 1): one for name, one in other.items()}
        return {name: one for name, one in said.items() if one is not None}

    def request(self, **other: Any) -> dict[str, Any]:
        """What §2.01 wants besides."""
        asked = {
            "exercise": "deletion",
            "agent-request-id": "foo",
            "relationships": ["customer"],
            "status_callback": CALLBACK,
            "name": NAME,
            "email": EMAIL,
            "email_verified": True,
        }
        said = self.claims() | asked | other
        return {name: one for name, one in said.items() if one is not None}

    def signed(self, said: Any) -> bytes:
        octets = said if isinstance(said, bytes) else json.dumps(said).encode()
        return b64encode(self.key.sign(octets) + octets)

    def send(self, method: str, path: str, body: bytes | None = None) -> Any:
        head = {"content-type": "text/plain"}
        if self.token:
            head["Authorization"] = f"Bearer {self.token}"
        return self.client.request(method, path, content=body, headers=head)

    def set_up(self) -> None:
        answer = self.send("POST", f"{ROOT}/agent/{self.name}", self.signed(self.claims()))
        assert answer.status_code == 200, answer.text
        said = answer.json()
        assert said["agent-id"] == self.name
        self.token = said["token"]

    def bring(self, **other: Any) -> dict[str, Any]:
        answer = self.send("POST", PATH, self.signed(self.request(**other)))
        assert answer.status_code == 200, answer.text
        shown: dict[str, Any] = answer.json()
        return shown
