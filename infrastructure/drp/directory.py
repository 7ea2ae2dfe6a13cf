"""Which agents may bring requests: a TOML file of the operator, for `griffie serve --drp`.

An example is `docs/examples/drp.toml`. It holds public keys alone, so it can be shown.
"""

from base64 import b64decode
from pathlib import Path
from typing import Annotated, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from griffie.application.errors import BadDrpFileError
from griffie.domain.model.values import Frozen
from griffie.infrastructure.operator_file import read_operator_file

_Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")]


def _key(said: str) -> str:
    try:
        Ed25519PublicKey.from_public_bytes(b64decode(said, validate=True))
    except ValueError:
        raise ValueError("the verify key of the directory: Base64 of 32 octets") from None
    return said


def _https(address: str) -> str:
    if not address.startswith("https://"):
        raise ValueError("it begins with https://")
    return address


class AgentHere(Frozen):
    """An agent, as the directory of the network names it."""

    id: _Id
    name: Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,200}$")]
    verify_key: Annotated[str, AfterValidator(_key)]
    account: Annotated[str, StringConstraints(pattern=r"^u-[a-z2-7]{8}$")]
    """In whose name its requests are entered: one of role intake, whose token nobody needs."""
    callback: Annotated[str, AfterValidator(_https)] | None = None


class DrpSettings(Frozen):
    """Which business the office is, and the agents."""

    business_id: _Id
    agents: Annotated[tuple[AgentHere, ...], Field(min_length=1, max_length=200)]

    @model_validator(mode="after")
    def _nobody_twice(self) -> Self:
        for word in ("id", "account", "verify_key"):
            said = [getattr(one, word) for one in self.agents]
            if len(set(said)) < len(said):
                raise ValueError(f"two agents with the same {word}")
        return self


class Ed25519:
    """The public key of an agent: RFC 8032, as libsodium signs."""

    def __init__(self, verify_key: str) -> None:
        self._key = Ed25519PublicKey.from_public_bytes(b64decode(verify_key))

    def __call__(self, signature: bytes, said: bytes) -> bool:
        """Whether the agent signed these octets."""
        try:
            self._key.verify(signature, said)
        except InvalidSignature:
            return False
        return True


def read_drp(path: Path) -> DrpSettings:
    """The directory of a file. Raises BadDrpFileError, which says where and never a value."""
    return read_operator_file(path, DrpSettings, BadDrpFileError)
