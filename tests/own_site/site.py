"""A site with a key of its own, and the tokens that it signs: right, or wrong as a test wants."""

import hmac
import json
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.jwk import ECKey, OKPKey, RSAKey

from tests.conftest import Clock

ISSUER, AUDIENCE, ORIGIN = (
    "https://www.office.example",
    "https://privacy.office.example",
    "https://www.office.example",
)
FILE = f"""
name = "Mijn Kantoor"
issuer = "{ISSUER}"
audience = "{AUDIENCE}"
origin = "{ORIGIN}"
"""
EMAIL, NAME = "ludmilla@wittebolle.example", "Ludmilla Wittebolle"
MADE: dict[str, Any] = {
    "ed": (OKPKey, ed25519.Ed25519PrivateKey.generate(), "EdDSA"),
    "ec": (ECKey, ec.generate_private_key(ec.SECP256R1()), "ES256"),
    "rsa": (RSAKey, rsa.generate_private_key(65537, 2048), "RS256"),
    "other": (OKPKey, ed25519.Ed25519PrivateKey.generate(), "EdDSA"),
}


def public_pem(name: str) -> bytes:
    public = MADE[name][1].public_key()
    octets: bytes = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return octets


def written(folder: Path, *keys: str) -> Path:
    """The file of the operator, with these keys."""
    lines = [FILE]
    for name in keys or ("ed",):
        (folder / f"{name}.pem").write_bytes(public_pem(name))
        lines.append(f'[[keys]]\nid = "{name}"\nfile = "{name}.pem"')
    path = folder / "own-site.toml"
    path.write_text("\n".join(lines), "utf-8")
    return path


class Site:
    """What it signs with a key; `clock` is that of the test."""

    def __init__(self, clock: Clock, key: str = "ed") -> None:
        self.clock, self.key, self._made = clock, key, 0

    def claims(self, **other: Any) -> dict[str, Any]:
        """What is right, and what a test puts in its place; None takes one away."""
        self._made += 1
        now = int(self.clock().timestamp())
        said = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + 120,
            "jti": f"a-token-of-the-site-{self._made}",
            "sub": "klant-4711",
            "email": EMAIL,
            "name": NAME,
        } | other
        return {name: one for name, one in said.items() if one is not None}

    def token(self, head: dict[str, Any] | None = None, **other: Any) -> str:
        return self.signed(json.dumps(self.claims(**other)).encode(), head)

    def signed(self, payload: bytes, head: dict[str, Any] | None = None) -> str:
        kind, private, algorithm = MADE[self.key]
        head = {"alg": algorithm, "kid": self.key} | (head or {})
        key = kind.import_key(private)
        return jws.serialize_compact(head, payload, key, algorithms=[head["alg"]])

    def with_secret(self, secret: bytes) -> str:
        """Signed with HS256, and a secret that everybody has: the public key."""
        head = {"alg": "HS256", "kid": self.key}
        parts = [base64url(json.dumps(one).encode()) for one in (head, self.claims())]
        mac = hmac.digest(secret, ".".join(parts).encode(), "sha256")
        return ".".join([*parts, base64url(mac)])

    def unsigned(self) -> str:
        head = base64url(json.dumps({"alg": "none", "kid": self.key}).encode())
        return f"{head}.{base64url(json.dumps(self.claims()).encode())}."


def base64url(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()
