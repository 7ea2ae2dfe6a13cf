"""Which certificate of a processor is believed: by its authority, its domain, its day, its key."""

import ssl
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from griffie.infrastructure.opendsr.belief import NotBelievedError, believed_key, fingerprint

HOST = "opendsr.host.example"
DAY = timedelta(days=1)
KNOWN = "Authority of the test"


def a_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def name(said: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, said)])


@cache
def authority(said: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key, now = a_key(), datetime.now(UTC)
    usage = dict.fromkeys(
        (
            *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
            *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
        ),
        False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name(said))
        .issuer_name(name(said))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 90 * DAY)
        .not_valid_after(now + 90 * DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage | {"key_cert_sign": True}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    return key, made


def issued(key: rsa.RSAPrivateKey, host: str = HOST, days: int = 30, by: str = KNOWN) -> bytes:
    """A certificate in PEM, as an authority of today issues it."""
    signing, root = authority(by)
    now = datetime.now(UTC)
    of_issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
    made = (
        x509.CertificateBuilder()
        .subject_name(name(host))
        .issuer_name(root.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 60 * DAY)
        .not_valid_after(now + days * DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(of_issuer, critical=False)
        .sign(signing, SHA256())
    )
    return made.public_bytes(Encoding.PEM)


@pytest.fixture
def trust() -> ssl.SSLContext:
    _, root = authority(KNOWN)
    return ssl.create_default_context(cadata=root.public_bytes(Encoding.PEM).decode())


def test_a_certificate_of_a_believed_authority_gives_its_key(trust: ssl.SSLContext) -> None:
    key = a_key()
    pinned = fingerprint(key.public_key())

    assert believed_key(issued(key), HOST, pinned, trust) == key.public_key()
    renewed = issued(key, days=60)
    assert believed_key(renewed, HOST, pinned, trust) == key.public_key()


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"host": "evil.example"}, "a certificate for another domain"),
        ({"days": -1}, "a certificate that is not good today"),
        ({"by": "Authority that nobody knows"}, "no authority that is believed"),
    ],
)
def test_any_other_certificate_gives_none(
    trust: ssl.SSLContext, other: dict[str, Any], why: str
) -> None:
    key = a_key()

    with pytest.raises(NotBelievedError, match=why):
        believed_key(issued(key, **other), HOST, fingerprint(key.public_key()), trust)


def test_another_key_is_not_believed_however_good_its_certificate(trust: ssl.SSLContext) -> None:
    pinned = fingerprint(a_key().public_key())

    with pytest.raises(NotBelievedError, match="another key"):
        believed_key(issued(a_key()), HOST, pinned, trust)
    with pytest.raises(NotBelievedError, match="no certificate"):
        believed_key(b"<html>", HOST, pinned, trust)


def test_a_machine_that_believes_nobody_believes_no_certificate() -> None:
    key = a_key()
    nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    with pytest.raises(NotBelievedError, match="no authority"):
        believed_key(issued(key), HOST, fingerprint(key.public_key()), nobody)
