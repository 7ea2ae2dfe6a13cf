"""What a link carries, so that nobody but this store can read it or make one: AES-256-GCM.

In the letters of an address (base64url). The same words give another link each time.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from griffie.infrastructure.vault.master_key import NONCE_BYTES, MasterKey

_PLACE = b"griffie-link/v1"


class LinkSeal:
    """Seals and opens under a key of the master key that is used for nothing else."""

    def __init__(self, master_key: MasterKey) -> None:
        self._key = AESGCM(master_key.derive("links"))

    def seal(self, words: str, kind: str = "") -> str:
        """These words as a part of an address."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + self._key.encrypt(nonce, words.encode(), _place(kind))
        return urlsafe_b64encode(sealed).rstrip(b"=").decode()

    def open(self, link: str, kind: str = "") -> str | None:
        """The words again; None for what this store did not seal, or not as this kind."""
        try:
            octets = urlsafe_b64decode(link + "=" * (-len(link) % 4))
            nonce, sealed = octets[:NONCE_BYTES], octets[NONCE_BYTES:]
            return self._key.decrypt(nonce, sealed, _place(kind)).decode()
        except (ValueError, InvalidTag):
            return None


def _place(kind: str) -> bytes:
    """What is bound to a link besides its words. Without a kind it is as it was from the start."""
    return _PLACE + (b"\0" + kind.encode() if kind else b"")
