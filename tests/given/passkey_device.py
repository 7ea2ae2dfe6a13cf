"""A device with passkeys in software (ES256), which answers as a test wants: right, or not."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

UP, UV, ATTESTED = 0x01, 0x04, 0x40


def text(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


def octets(said: str) -> bytes:
    return urlsafe_b64decode(said + "=" * (-len(said) % 4))


class Device:
    """One passkey. Whatever it is told in `said` takes the place of what is right."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential = secrets.token_bytes(32)
        self.user = b""
        self.count = 0

    def make(self, options: str, origin: str, /, **said: Any) -> str:
        """The answer to the question for a new passkey."""
        asked = json.loads(options)
        self.user = octets(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        about = bytes(16) + len(self.credential).to_bytes(2) + self.credential
        data = self._data(asked["rp"]["id"], ATTESTED, said) + about + cbor2.dumps(public)
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"], origin, said)
        return self._sent({"clientDataJSON": text(client), "attestationObject": text(made)})

    def show(self, options: str, origin: str, /, **said: Any) -> str:
        """The answer to the question for any passkey of a site."""
        asked = json.loads(options)
        self.count = said.get("count", self.count + 1)
        data = self._data(asked["rpId"], 0, said)
        client = self._client("webauthn.get", asked["challenge"], origin, said)
        signed = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._sent(
            {
                "clientDataJSON": text(client),
                "authenticatorData": text(data),
                "signature": text(said.get("signature", signed)),
                "userHandle": text(said.get("user", self.user)),
            }
        )

    def _data(self, host: str, more: int, said: dict[str, Any]) -> bytes:
        flags = said.get("flags", UP | UV) | more
        return (
            sha256(said.get("host", host).encode()).digest()
            + bytes([flags])
            + self.count.to_bytes(4)
        )

    @staticmethod
    def _client(kind: str, challenge: str, origin: str, said: dict[str, Any]) -> bytes:
        client = {
            "type": said.get("kind", kind),
            "challenge": said.get("challenge", challenge),
            "origin": said.get("origin", origin),
        }
        return json.dumps(client).encode()

    def _sent(self, response: dict[str, str]) -> str:
        credential = text(self.credential)
        return json.dumps(
            {"id": credential, "rawId": credential, "type": "public-key", "response": response}
        )
