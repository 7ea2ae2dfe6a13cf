"""Which site may say who somebody is: a TOML file of the operator, for `griffie serve --own-site`.

An example is `docs/examples/own-site.toml`. It names public keys alone, so it can be shown.
"""

from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from griffie.application.errors import BadOwnSiteError
from griffie.domain.model.values import Frozen
from griffie.infrastructure.oidc.settings import is_safe
from griffie.infrastructure.operator_file import read_operator_file

SMALLEST_RSA = 2048
"""Bits of an RSA key."""
PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey
_Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,500}$")]


def _origin(address: str) -> str:
    url = urlsplit(address)
    if not is_safe(address) or address != f"{url.scheme}://{url.netloc}" or not url.netloc:
        raise ValueError("https:// and a host name, with nothing behind it")
    return address


class SiteKey(Frozen):
    """A public key of the site. The path is read from the folder of the file."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,60}$")]
    """The `kid` of the tokens that it checks."""
    file: Path


class OwnSiteSettings(Frozen):
    """The site, and the keys with which it signs."""

    name: Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,60}$")]
    """What it is called on the form and in the record, such as "Mijn iAssist"."""
    issuer: _Line
    audience: _Line
    origin: Annotated[_Line, AfterValidator(_origin)]
    """Where the page stands whose button leads here, as a browser says it."""
    keys: Annotated[tuple[SiteKey, ...], Field(min_length=1, max_length=10)]

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if len({one.id for one in self.keys}) < len(self.keys):
            raise ValueError("keys: two with the same id")
        return self


def read_own_site(path: Path) -> tuple[OwnSiteSettings, dict[str, PublicKey]]:
    """The site of a file and its keys by id. Raises BadOwnSiteError, which shows no key."""
    settings = read_operator_file(path, OwnSiteSettings, BadOwnSiteError)
    home = path.resolve().parent
    return settings, {one.id: _public(home / one.file) for one in settings.keys}


def _public(file: Path) -> PublicKey:
    try:
        octets = file.read_bytes()
        if b"PRIVATE" in octets:
            raise BadOwnSiteError(f"{file.name}: a private key; only the site itself may have it")
        key = load_pem_public_key(octets)
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        why = getattr(error, "strerror", None) or "it is no public key in PEM"
        raise BadOwnSiteError(f"{file.name}: {why}") from None
    if isinstance(key, rsa.RSAPublicKey) and key.key_size >= SMALLEST_RSA:
        return key
    if isinstance(key, ed25519.Ed25519PublicKey):
        return key
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return key
    raise BadOwnSiteError(f"{file.name}: neither Ed25519, nor P-256, nor RSA of 2048 bits or more")
