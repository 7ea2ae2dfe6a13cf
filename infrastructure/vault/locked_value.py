"""One personal value under its key: locked for its place, and unlocked only there."""

import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from griffie.application.disclosure import Disclosure, TamperedError, digest
from griffie.application.ports import Locked
from griffie.infrastructure.vault.master_key import NONCE_BYTES


def lock_value(request_id: UUID, key: AESGCM, value: Disclosure) -> Locked:
    """Encrypt a value under a key, bound to its request, tier and digest."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    place = _place(request_id, value.tier, value.sealed)
    ciphertext = key.encrypt(nonce, value.encoded.encode(), place)
    return Locked(request_id, str(value.sealed), str(value.tier), nonce, ciphertext)


def unlock_value(row: Locked, key: AESGCM) -> str:
    """The encoded disclosure, once it hashed to the digest that the event committed to.

    Raises TamperedError.
    """
    try:
        place = _place(row.request_id, row.tier, row.digest)
        encoded = key.decrypt(row.nonce, row.ciphertext, place).decode("ascii")
    except (InvalidTag, ValueError):
        raise TamperedError("a value in the vault was changed or moved") from None
    if digest(encoded) != row.digest:
        raise TamperedError("the vault holds another value than the event committed to")
    return encoded


def _place(request_id: UUID, tier: str, committed: str) -> bytes:
    """What a ciphertext is bound to: one that was moved to another place does not open."""
    return f"{request_id}|{tier}|{committed}".encode()
