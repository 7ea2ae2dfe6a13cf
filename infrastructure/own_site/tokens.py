"""What the controller's own site says of who is signed in there: a JWT (RFC 7519, RFC 8725).

Which algorithm is believed follows from the key and from nothing that the token says: so `none`, or
a public key used as a secret, are no questions. Everything is judged before a word of it is used.
"""

import json
import re
import warnings
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, OKPKey, RSAKey

from griffie.application.portal.own_site import SignedPerson, UnbelievedIdentityError
from griffie.infrastructure.own_site.settings import OwnSiteSettings, PublicKey

# RFC 9864 has a newer name for the same signature; most libraries still write this one.
warnings.filterwarnings("ignore", "EdDSA is deprecated", SecurityWarning)

SKEW = 60
"""Seconds by which the clocks of two machines may differ."""
LONGEST_LIFE = 600
"""Seconds from `iat` to `exp`, at most. [P]"""
LARGEST = 8_000
"""Characters of a token. [P]"""
_PARTS, _HEAD = 3, {"alg", "kid", "typ"}
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+")
_ONCE = re.compile(r"[\x21-\x7e]{16,200}")
_EMAIL = re.compile(r"[^\s@<>\x00-\x1f\x7f]{1,64}@[^\s@<>\x00-\x1f\x7f]{1,189}")
_ALGORITHMS: Mapping[type, tuple[Any, list[str]]] = {
    rsa.RSAPublicKey: (RSAKey, ["RS256", "PS256"]),
    ec.EllipticCurvePublicKey: (ECKey, ["ES256"]),
    ed25519.Ed25519PublicKey: (OKPKey, ["EdDSA", "Ed25519"]),
}


class SignedTokens:
    """Reads the tokens of one site; safe from any thread."""

    def __init__(
        self, settings: OwnSiteSettings, keys: Mapping[str, PublicKey], clock: Callable[[], float]
    ) -> None:
        """`keys` by their id; `clock` gives seconds since 1970."""
        self._settings, self._clock = settings, clock
        self._keys = {name: _believed(key) for name, key in keys.items()}

    @property
    def name(self) -> str:
        return self._settings.name

    @property
    def origin(self) -> str:
        return self._settings.origin

    def read(self, token: str) -> SignedPerson:
        if len(token) > LARGEST:
            raise UnbelievedIdentityError("size")
        parts = token.split(".")
        if len(parts) != _PARTS:
            raise UnbelievedIdentityError("form")
        head, said = _members(parts[0]), _members(parts[1])
        kid = head.get("kid")
        if not head.keys() <= _HEAD:  # no key, address of a key, or extension in a token counts
            raise UnbelievedIdentityError("head")
        if not isinstance(kid, str) or kid not in self._keys:
            raise UnbelievedIdentityError("key")
        key, algorithms = self._keys[kid]
        try:
            jwt.decode(token, key, algorithms=algorithms)
        except (JoseError, ValueError, TypeError) as error:
            raise UnbelievedIdentityError("signature") from error
        return self._person(said, kid)

    def _person(self, said: dict[str, Any], kid: str) -> SignedPerson:
        """Who it is, once the signature holds. Raises UnbelievedIdentityError."""
        now = self._clock()
        made, ends = said.get("iat"), said.get("exp")
        if said.get("iss") != self._settings.issuer:
            raise UnbelievedIdentityError("issuer")
        if said.get("aud") not in (self._settings.audience, [self._settings.audience]):
            raise UnbelievedIdentityError("audience")
        if type(made) is not int or type(ends) is not int:
            raise UnbelievedIdentityError("times")
        if made > now + SKEW or _number(said.get("nbf", made)) > now + SKEW:
            raise UnbelievedIdentityError("not yet")
        if ends <= now - SKEW or now - made > LONGEST_LIFE + SKEW:
            raise UnbelievedIdentityError("expired")
        if not 0 < ends - made <= LONGEST_LIFE:
            raise UnbelievedIdentityError("life")
        once, email = said.get("jti"), said.get("email")
        if not isinstance(once, str) or not _ONCE.fullmatch(once):
            raise UnbelievedIdentityError("jti")
        if not isinstance(email, str) or not _EMAIL.fullmatch(email):
            raise UnbelievedIdentityError("email")
        if said.get("email_verified", True) is not True:
            raise UnbelievedIdentityError("email")
        return SignedPerson(
            issuer=self._settings.issuer,
            once=once,
            subject=_line(said.get("sub"), "sub"),
            email=email,
            name=_line(said.get("name", ""), "name", least=0),
            key=kid,
            signed_at=made,
        )


def _believed(key: PublicKey) -> tuple[Any, list[str]]:
    """A key as the library takes it, with the algorithms that it is for."""
    kind, algorithms = next(told for family, told in _ALGORITHMS.items() if isinstance(key, family))
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return kind.import_key(pem), algorithms


def _members(part: str) -> dict[str, Any]:
    """A part of a token as JSON of one meaning (RFC 7493 §2.3). Raises UnbelievedIdentityError."""
    if not _BASE64URL.fullmatch(part):
        raise UnbelievedIdentityError("form")
    try:
        octets = urlsafe_b64decode(part.encode("ascii") + b"=" * (-len(part) % 4))
        said = json.loads(octets.decode("utf-8"), object_pairs_hook=_once_each)
    except (ValueError, RecursionError):
        raise UnbelievedIdentityError("form") from None
    if not isinstance(said, dict):
        raise UnbelievedIdentityError("form")
    return said


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError
    return members


def _number(said: Any) -> float:
    if type(said) is not int:
        raise UnbelievedIdentityError("times")
    return said


def _line(said: Any, what: str, least: int = 1) -> str:
    """A text on one line, without what cannot be seen. Raises UnbelievedIdentityError."""
    if not isinstance(said, str) or not least <= len(said) <= 200 or not said.isprintable():  # noqa: PLR2004
        raise UnbelievedIdentityError(what)
    return said.strip()
