"""Which certificate of a processor is believed, and which octets its key signed: §4.1, §8.8.

A certificate that was fetched must be issued for the domain by an authority that is believed, be
good today, and have the key that the operator's file names: so another certificate, however good,
changes nothing before the operator says so.
"""

import ssl
from base64 import b64decode
from binascii import Error as NoBase64Error
from datetime import UTC, datetime
from hashlib import sha256

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from griffie.domain.errors import UnusableInputError
from griffie.infrastructure.opendsr.signature import Padding, padding_to_verify


class NotBelievedError(UnusableInputError):
    """Why a certificate is not believed, in a few words that name nobody."""

    code = "unbelieved-certificate"
    sentence = "The certificate of a processor is not believed"
    remedy = "ask the processor for the digest of its key, and compare it with the file"


def believed_key(
    pem: bytes, domain: str, key_sha256: str | None, trust: ssl.SSLContext
) -> rsa.RSAPublicKey:
    """The key of a certificate of this domain. Raises NotBelievedError.

    `pem` is the certificate and its chain. Without `key_sha256` the operator named the certificate
    itself: no authority is asked then.
    """
    try:
        leaf, *chain = x509.load_pem_x509_certificates(pem)
        key = leaf.public_key()
    except ValueError:
        raise NotBelievedError("no certificate") from None
    now = datetime.now(UTC)
    if not leaf.not_valid_before_utc <= now < leaf.not_valid_after_utc:
        raise NotBelievedError("a certificate that is not good today")
    if not isinstance(key, rsa.RSAPublicKey):
        raise NotBelievedError("a key that is not RSA")
    if domain not in _hosts(leaf):
        raise NotBelievedError("a certificate for another domain")
    if key_sha256 is None:
        return key
    if fingerprint(key) != key_sha256:
        raise NotBelievedError("another key")
    roots = [x509.load_der_x509_certificate(one) for one in trust.get_ca_certs(binary_form=True)]
    try:
        verifier = PolicyBuilder().store(Store(roots)).time(now)
        verifier.build_server_verifier(x509.DNSName(domain)).verify(leaf, chain)
    except (VerificationError, ValueError):  # no roots is a ValueError
        raise NotBelievedError("no authority that is believed") from None
    return key


def fingerprint(key: rsa.RSAPublicKey) -> str:
    """SHA-256 of a public key (SubjectPublicKeyInfo, DER), in small hexadecimal letters."""
    return sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def is_signed(key: rsa.RSAPublicKey, padded: Padding, signature: str, body: bytes) -> bool:
    """Whether these octets were signed with the key."""
    try:
        key.verify(b64decode(signature, validate=True), body, padding_to_verify(padded), SHA256())
    except (InvalidSignature, NoBase64Error, ValueError):
        return False
    return True


def _hosts(leaf: x509.Certificate) -> list[str]:
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return names.get_values_for_type(x509.DNSName)
