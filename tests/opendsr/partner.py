"""A controller that speaks OpenDSR: its messages, and how it checks what comes back."""

import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DOMAIN = "opendsr.office.example"
EMAIL = "ludmilla@wittebolle.example"
ID = "a7551968-d5d6-44b2-9831-815ac9017798"
"""Of the example in §7.2."""
CALLBACK = "https://shop-a.example/opendsr/callbacks"
DAY = timedelta(days=1)


class Made(NamedTuple):
    """A certificate (PEM) and the key of it."""

    certificate: bytes
    key: rsa.RSAPrivateKey


@cache
def authority() -> tuple[rsa.RSAPrivateKey, x509.Name]:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of the test")])
    return rsa.generate_private_key(65537, 2048), name


@cache
def certificate(
    host: str = DOMAIN, days: int = 30, bits: int = 2048, *, self_signed: bool = False
) -> Made:
    """A certificate that a local authority issued; `days` from today until it ends."""
    key = rsa.generate_private_key(65537, bits)
    signing, issuer = authority()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if self_signed else issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 60 * DAY)
        .not_valid_after(now + days * DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key if self_signed else signing, SHA256())
    )
    return Made(made.public_bytes(Encoding.PEM), key)


def written(
    folder: Path, accounts: Mapping[str, str], made: Made | None = None, more: str = ""
) -> Path:
    """The file of the operator: a controller for each account."""
    made = made or certificate()
    (folder / "opendsr.pem").write_bytes(made.certificate)
    private = made.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "opendsr.key").touch(0o600)
    (folder / "opendsr.key").write_bytes(private)
    lines = [
        f'domain = "{DOMAIN}"',
        'certificate_file = "opendsr.pem"',
        'key_file = "opendsr.key"',
        more,
    ]
    for name, account in accounts.items():
        callback = f"https://{name}.example/opendsr/callbacks"
        lines += ["[[controllers]]", f'id = "{name}"', f'account = "{account}"']
        lines += [f'callbacks = ["{callback}"]']
    path = folder / "opendsr.toml"
    path.write_text("\n".join(lines), "utf-8")
    return path


def message(**other: Any) -> dict[str, Any]:
    """What §7 says, and what a test puts in its place; None takes a field away."""
    said = {
        "regulation": "gdpr",
        "subject_request_id": ID,
        "subject_request_type": "erasure",
        "submitted_time": "2026-03-18T15:00:00Z",
        "subject_identities": [identity()],
        "api_version": "2.0",
        "status_callback_urls": [CALLBACK],
    } | other
    return {name: one for name, one in said.items() if one is not None}


def identity(kind: str = "email", value: str = EMAIL, written_as: str = "raw") -> dict[str, str]:
    return {"identity_type": kind, "identity_value": value, "identity_format": written_as}


def check(
    body: bytes,
    headers: Mapping[str, str],
    *,
    pss: bool = False,
    name: str = "OpenDSR",
    published: bytes | None = None,
) -> dict[str, Any]:
    """§8.8: the octets, by the published certificate, before anything in them is read.

    Raises InvalidSignature.
    """
    leaf = x509.load_pem_x509_certificate(published or certificate().certificate)
    leaf.verify_directly_issued_by(x509.load_pem_x509_certificate(_of_the_authority()))
    key = leaf.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    padded = padding.PSS(padding.MGF1(SHA256()), padding.PSS.AUTO) if pss else padding.PKCS1v15()
    assert headers[f"X-{name}-Processor-Domain".lower()] == DOMAIN
    signature = b64decode(headers[f"X-{name}-Signature".lower()])
    key.verify(signature, body, padded, SHA256())
    said: dict[str, Any] = json.loads(body)
    return said


@cache
def _of_the_authority() -> bytes:
    key, name = authority()
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - 90 * DAY)
        .not_valid_after(now + 90 * DAY)
        .sign(key, SHA256())
    )
    return made.public_bytes(Encoding.PEM)
