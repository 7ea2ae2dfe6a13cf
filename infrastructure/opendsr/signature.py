"""The signature of OpenDSR: RSA over the SHA-256 of the octets of a body, in Base64.

The specification leaves the padding open. What is in use says "SHA256withRSA", which is PKCS #1
v1.5; a client in Go takes PSS alone. So an office chooses what its partners read.
"""

from base64 import b64encode
from collections.abc import Mapping
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256


class Padding(StrEnum):
    """RFC 8017: §8.2 and §8.1."""

    PKCS1, PSS = "pkcs1", "pss"


_OF: Mapping[Padding, padding.AsymmetricPadding] = {
    Padding.PKCS1: padding.PKCS1v15(),
    Padding.PSS: padding.PSS(padding.MGF1(SHA256()), padding.PSS.DIGEST_LENGTH),
}


def padding_to_verify(padded: Padding) -> padding.AsymmetricPadding:
    """The padding by which a signature of others is read: of PSS any length of the salt."""
    if padded is Padding.PSS:
        return padding.PSS(padding.MGF1(SHA256()), padding.PSS.AUTO)
    return _OF[padded]


class Signer:
    """Signs for one domain; safe from any thread."""

    def __init__(self, domain: str, key: rsa.RSAPrivateKey, padded: Padding) -> None:
        self._domain, self._key, self._padding = domain, key, _OF[padded]

    def __call__(self, body: bytes) -> dict[str, str]:
        """The headers of a body, under the name of today and that of before (§10.1)."""
        signature = b64encode(self._key.sign(body, self._padding, SHA256())).decode()
        return {
            f"X-{name}-{what}": said
            for name in ("OpenDSR", "OpenGDPR")
            for what, said in (("Processor-Domain", self._domain), ("Signature", signature))
        }
