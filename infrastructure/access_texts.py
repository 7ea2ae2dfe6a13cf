"""Texts in `access.db` that must be read again: names, and the secrets of second factors."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from griffie.application.errors import MasterKeyError
from griffie.infrastructure.vault.master_key import NONCE_BYTES, MasterKey


class AccessTexts:
    """Encrypts each text under a key of the master key, bound to the place where it stands."""

    def __init__(self, master_key: MasterKey) -> None:
        self._cipher = AESGCM(master_key.derive("access"))

    def seal(self, text: str, place: str) -> bytes:
        """Nonce and AES-256-GCM ciphertext."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """The text again; empty where nothing stands. Raises MasterKeyError: another key."""
        if not sealed:
            return ""
        try:
            nonce, text = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
            return self._cipher.decrypt(nonce, text, place.encode()).decode()
        except InvalidTag:
            raise MasterKeyError(
                "The names in access.db do not open with this master key. Say with --kek where the"
                " right one lies."
            ) from None
