"""Who hands requests on to us, with what we sign, and to whom we hand ours on: a TOML file.

It is for `griffie serve --opendsr`.

An example is `docs/examples/opendsr.toml`. The key stands in a file of its own, mode 0600.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from griffie.application.errors import BadMailboxesError, BadOpenDsrFileError
from griffie.domain.law import Language
from griffie.domain.model.values import Code, Frozen
from griffie.infrastructure.imap.settings import read_private
from griffie.infrastructure.opendsr.processors_file import Host, ProcessorTable
from griffie.infrastructure.opendsr.signature import Padding
from griffie.infrastructure.operator_file import read_operator_file

_SMALLEST_RSA = 2048
"""Bits."""


def _https(address: str) -> str:
    if not address.startswith("https://"):
        raise ValueError("it begins with https://")
    return address


def refuse_twice(which: str, word: str, said: Iterable[Any]) -> None:
    """Raises ValueError where two of a list say the same."""
    found = [getattr(one, word) for one in said]
    if len(set(found)) < len(found):
        raise ValueError(f"two {which} with the same {word}")


class ControllerHere(Frozen):
    """A controller for whom the office processes data."""

    id: Code
    account: Annotated[str, StringConstraints(pattern=r"^u-[a-z2-7]{8}$")]
    """The account whose token it sends: `griffie token create --role intake --only intake`."""
    callbacks: Annotated[
        tuple[Annotated[str, AfterValidator(_https)], ...], Field(max_length=5)
    ] = ()
    language: Language | None = None
    """In which language the person is written to; left out, that of the office."""


class OpenDsrSettings(Frozen):
    """Who hands requests on to us, with what we sign; and to whom we hand ours on."""

    domain: Host | None = None
    certificate_file: Path | None = None
    key_file: Path | None = None
    padding: Padding = Padding.PKCS1
    controllers: Annotated[tuple[ControllerHere, ...], Field(max_length=100)] = ()
    processors: Annotated[tuple[ProcessorTable, ...], Field(max_length=100)] = ()

    @model_validator(mode="after")
    def _nobody_twice(self) -> Self:
        refuse_twice("controllers", "id", self.controllers)
        refuse_twice("controllers", "account", self.controllers)
        refuse_twice("processors", "code", self.processors)
        return self

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not (self.controllers or self.processors):
            raise ValueError("name controllers, processors, or both")
        signs = self.domain and self.certificate_file and self.key_file
        if self.controllers and not signs:
            raise ValueError("with controllers: domain, certificate_file and key_file")
        return self


class OpenDsrFile(NamedTuple):
    """The settings, the certificate as it is published (PEM), and the key."""

    settings: OpenDsrSettings
    domain: str
    certificate: bytes
    key: rsa.RSAPrivateKey


def read_settings(path: Path) -> OpenDsrSettings:
    """What a file says. Raises BadOpenDsrFileError, which says where and never a value."""
    return read_operator_file(path, OpenDsrSettings, BadOpenDsrFileError, "opendsr")


def read_opendsr(path: Path) -> OpenDsrFile | None:
    """The role of the processor in a file; None where it names no controller.

    Raises BadOpenDsrFileError.
    """
    settings, home = read_settings(path), path.resolve().parent
    if not settings.controllers:
        return None
    assert settings.domain
    assert settings.certificate_file
    assert settings.key_file
    published = home / settings.certificate_file
    try:
        octets = published.read_bytes()
        chain = x509.load_pem_x509_certificates(octets)
        key = load_pem_private_key(read_private(home / settings.key_file).encode(), None)
    except BadMailboxesError as error:
        raise BadOpenDsrFileError(str(error)) from None
    except (OSError, ValueError, TypeError) as error:
        why = getattr(error, "strerror", None) or "certificate or key cannot be read (PEM)"
        raise BadOpenDsrFileError(f"{path.name}: {why}") from None
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size < _SMALLEST_RSA:
        raise BadOpenDsrFileError(f"{path.name}: key_file: RSA of 2048 bits or more")
    if b"PRIVATE" in octets:
        raise BadOpenDsrFileError(f"{path.name}: certificate_file: it is published: no key in it")
    if why := _doubt(chain[0], key, settings.domain):
        raise BadOpenDsrFileError(f"{path.name}: certificate_file: {why}")
    return OpenDsrFile(settings, settings.domain, octets, key)


def _doubt(leaf: x509.Certificate, key: rsa.RSAPrivateKey, domain: str) -> str:
    """Why another controller would not believe this certificate (§4.1); empty where it would."""
    if leaf.public_key() != key.public_key():
        return "it is not that of the key"
    if leaf.issuer == leaf.subject:
        return "it signed itself, which OpenDSR forbids"
    if not leaf.not_valid_before_utc <= datetime.now(UTC) < leaf.not_valid_after_utc:
        return "it is not good today"
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return "it names no host"
    if domain not in names.get_values_for_type(x509.DNSName):
        return "it is not for the domain"
    return ""
