"""A mail in an S/MIME wrapping (RFC 8551): what was signed, by whom, and whether it fits.

The signature is held against the certificate that the mail carries. Who issued that certificate is
not asked: an identity is proven by a person's judgment, never by this.
"""

import warnings
from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
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
_MOST_SIGNERS, _MOST_CERTIFICATES = 10, 30
_PSS = bytes.fromhex("2a864886f70d01010a")


class Judged(Enum):
    """Whether a signature fits the certificate that comes with it."""

    FITS = auto()
    FITS_NOT = auto()
    UNJUDGED = auto()
    """It is of a kind that is not checked, or comes without a certificate."""


class Signer(NamedTuple):
    """Whom a certificate names, and when it holds."""

    addresses: frozenset[str]
    """In small letters."""
    first: datetime
    last: datetime


class Opened(NamedTuple):
    """What lies in a wrapping: the signed octets, if it is one that can be read."""

    content: bytes | None
    encrypted: bool = False
    judged: Judged = Judged.UNJUDGED
    signers: tuple[Signer, ...] = ()
    """Whose certificates the signatures fit."""


UNJUDGED = Opened(b"")
"""A signature of another kind, such as PGP's."""


def told(signed: Opened, author: str, at: datetime | None) -> str:
    """A sentence on a signature: `author` is the address of whom the mail names, `at` its day."""
    if signed.judged is Judged.UNJUDGED:
        return "it is signed, in a way that was not checked"
    if signed.judged is Judged.FITS_NOT:
        return "it is signed, and the signature does not fit: what it says may have been changed"
    whose = "which names its author"
    if not any(author.lower() in one.addresses for one in signed.signers):
        whose = "which does not name its author"
    elif at and not any(one.first <= at <= one.last for one in signed.signers):
        whose = "which names its author, but did not hold on that day"
    return (
        f"it is signed, and the signature fits the certificate that it carries, {whose}; who issued"
        " that was not asked"
    )


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
            return Opened(None)
        signed = _signed(inside.children()[0])
    except (ValueError, IndexError, RecursionError):
        return Opened(None)
    content = signed.content if detached is None else detached
    if content is None:
        return Opened(None)
    judged, signers = _judged(wrapping, signed, content)
    return Opened(content, judged=judged, signers=signers)


def _signed(node: Node) -> _Signed:
    children = node.children()
    wrapped = next(one for one in children if one.tag == SEQUENCE).children()
    content = wrapped[1].children()[0].octets() if len(wrapped) > 1 else None
    sets = [one for one in children if one.tag == SET]
    return _Signed(content, sets[-1].children() if len(sets) > 1 else [])


def _judged(wrapping: bytes, signed: _Signed, content: bytes) -> tuple[Judged, tuple[Signer, ...]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            certificates = pkcs7.load_der_pkcs7_certificates(wrapping)
        if len(signed.signers) > _MOST_SIGNERS or len(certificates) > _MOST_CERTIFICATES:
            return Judged.UNJUDGED, ()
        found = [_fitting(signer, content, certificates) for signer in signed.signers]
    except (ValueError, IndexError, StopIteration, UnsupportedAlgorithm, TypeError):
        return Judged.UNJUDGED, ()
    if not found or _UNKNOWN in found:
        return Judged.UNJUDGED, ()
    fitting = [one for one in found if isinstance(one, x509.Certificate)]
    if len(fitting) < len(found):
        return Judged.FITS_NOT, ()
    return Judged.FITS, tuple(_signer(one) for one in fitting)


class _No(Enum):
    """Why no certificate fits."""

    UNKNOWN = auto()
    FITS_NOT = auto()


_UNKNOWN = _No.UNKNOWN


def _fitting(
    signer: Node, content: bytes, certificates: list[x509.Certificate]
) -> x509.Certificate | _No:
    """The certificate that the signature fits."""
    children = signer.children()
    algorithm = _HASHES.get(children[2].children()[0].content)
    attributes = next((one for one in children if one.tag == ATTRIBUTES), None)
    signature = next(one for one in children[3:] if one.tag == OCTETS)
    by = next(one for one in children[3:] if one.tag == SEQUENCE).children()[0]
    if algorithm is None or not certificates or by.tag != OBJECT_ID:
        return _No.UNKNOWN
    said = content
    if attributes:
        digest = hashes.Hash(algorithm)
        digest.update(content)
        if _attribute(attributes, _DIGEST) != digest.finalize():
            return _No.FITS_NOT
        said = attributes.encoded(SET)
    kinds = [type(one.public_key()) for one in certificates]
    if not any(issubclass(kind, _KEYS) for kind in kinds):
        return _No.UNKNOWN
    pss = by.content == _PSS
    octets = signature.octets()
    fits = (one for one in certificates if _verified(one, octets, said, algorithm, pss=pss))
    return next(fits, _No.FITS_NOT)


def _attribute(attributes: Node, name: bytes) -> bytes | None:
    for one in attributes.children():
        called, values = one.children()[:2]
        if called.content == name:
            return values.children()[0].octets()
    return None


_KEYS = (rsa.RSAPublicKey, ec.EllipticCurvePublicKey, ed25519.Ed25519PublicKey)


def _verified(
    certificate: x509.Certificate,
    signature: bytes,
    said: bytes,
    algorithm: hashes.HashAlgorithm,
    *,
    pss: bool,
) -> bool:
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            drawn = padding.PSS(padding.MGF1(algorithm), padding.PSS.AUTO)
            key.verify(signature, said, drawn if pss else padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, said, ec.ECDSA(algorithm))
        elif isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, said)
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _signer(certificate: x509.Certificate) -> Signer:
    """Whom it names: the alternative names, and the address that old ones have in their subject."""
    subject = certificate.subject.get_attributes_for_oid(x509.NameOID.EMAIL_ADDRESS)
    found = [str(one.value) for one in subject]
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        found += names.value.get_values_for_type(x509.RFC822Name)
    except (x509.ExtensionNotFound, ValueError):
        pass
    return Signer(
        frozenset(one.lower() for one in found),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
    )
