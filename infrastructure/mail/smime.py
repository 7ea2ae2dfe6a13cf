"""A mail in an S/MIME wrapping (RFC 8551): what was signed, and whether the signature fits.

The signature is held against the certificate that the mail carries. Who issued that certificate is
not asked: an identity is proven by a person's judgment, never by this.
"""

import warnings
from typing import NamedTuple

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs7

from griffie.infrastructure.mail.ber import ATTRIBUTES, OBJECT_ID, OCTETS, SEQUENCE, SET, Node, read

_SIGNED = bytes.fromhex("2a864886f70d010702")
_ENVELOPED = {bytes.fromhex("2a864886f70d010703"), bytes.fromhex("2a864886f70d0109100117")}
_DIGEST = bytes.fromhex("2a864886f70d010904")
_HASHES: dict[bytes, hashes.HashAlgorithm] = {
    bytes.fromhex("608648016503040201"): hashes.SHA256(),
    bytes.fromhex("608648016503040202"): hashes.SHA384(),
    bytes.fromhex("608648016503040203"): hashes.SHA512(),
}
_PSS = bytes.fromhex("2a864886f70d01010a")

FITS = (
    "it is signed, and the signature fits the certificate that it carries; who issued that was not"
    " asked"
)
FITS_NOT = "it is signed, and the signature does not fit: what it says may have been changed"
UNJUDGED = "it is signed, in a way that was not checked"


class Opened(NamedTuple):
    """What lies in a wrapping: the signed octets, if it is one that can be read."""

    content: bytes | None
    encrypted: bool
    judged: str = UNJUDGED


class _Signed(NamedTuple):
    content: bytes | None
    signers: list[Node]


def opened(wrapping: bytes, detached: bytes | None = None) -> Opened:
    """What was signed; `detached` is that where it stands beside the wrapping."""
    try:
        kind, inside = read(wrapping).children()[:2]
        if kind.content in _ENVELOPED:
            return Opened(None, encrypted=True)
        if kind.content != _SIGNED:
            return Opened(None, encrypted=False)
        signed = _signed(inside.children()[0])
    except (ValueError, IndexError, RecursionError):
        return Opened(None, encrypted=False)
    content = signed.content if detached is None else detached
    if content is None:
        return Opened(None, encrypted=False)
    return Opened(content, encrypted=False, judged=_judged(wrapping, signed, content))


def _signed(node: Node) -> _Signed:
    children = node.children()
    wrapped = next(one for one in children if one.tag == SEQUENCE).children()
    content = wrapped[1].children()[0].octets() if len(wrapped) > 1 else None
    sets = [one for one in children if one.tag == SET]
    return _Signed(content, sets[-1].children() if len(sets) > 1 else [])


def _judged(wrapping: bytes, signed: _Signed, content: bytes) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            certificates = pkcs7.load_der_pkcs7_certificates(wrapping)
        found = [_fits(signer, content, certificates) for signer in signed.signers]
    except (ValueError, IndexError, StopIteration, UnsupportedAlgorithm, TypeError):
        return UNJUDGED
    if not found or None in found:
        return UNJUDGED
    return FITS if all(found) else FITS_NOT


def _fits(signer: Node, content: bytes, certificates: list[x509.Certificate]) -> bool | None:
    """Whether it fits; None where the algorithms are none of ours."""
    children = signer.children()
    algorithm = _HASHES.get(children[2].children()[0].content)
    attributes = next((one for one in children if one.tag == ATTRIBUTES), None)
    signature = next(one for one in children[3:] if one.tag == OCTETS)
    by = next(one for one in children[3:] if one.tag == SEQUENCE).children()[0]
    if algorithm is None or not certificates or by.tag != OBJECT_ID or by.content == _PSS:
        return None
    told = content
    if attributes:
        digest = hashes.Hash(algorithm)
        digest.update(content)
        if _attribute(attributes, _DIGEST) != digest.finalize():
            return False
        told = attributes.encoded(SET)
    return any(_verified(one, signature.octets(), told, algorithm) for one in certificates)


def _attribute(attributes: Node, name: bytes) -> bytes | None:
    for one in attributes.children():
        called, values = one.children()[:2]
        if called.content == name:
            return values.children()[0].octets()
    return None


def _verified(
    certificate: x509.Certificate, signature: bytes, told: bytes, algorithm: hashes.HashAlgorithm
) -> bool:
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, told, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, told, ec.ECDSA(algorithm))
        else:
            return False
    except InvalidSignature:
        return False
    return True
