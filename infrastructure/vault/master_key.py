"""The master key: one file outside the store. Somebody who has both can read everything.

    # Griffie master key. …
    <base64 of 32 random bytes>

It encrypts nothing itself. Keys for one purpose each are derived from it (HKDF-SHA256, RFC 5869):
one wraps the data keys of the requests, others make search values, sign-in records and so on.
"""

import hmac
import logging
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from griffie.application.errors import MasterKeyError
from griffie.infrastructure.disk import write_whole

_KEY_BYTES = 32
NONCE_BYTES = 12
WRAPPED_BYTES = NONCE_BYTES + _KEY_BYTES + 16  # the last is the tag of AES-GCM
_FINGERPRINT_BYTES = 16
_READABLE_BY_OTHERS = 0o077
_COMMENT = """\
# Griffie master key. Keep a copy apart from the store and from its backups: without this key
# nothing personal in the store can be read again, and whoever has both can read all of it.
"""

log = logging.getLogger("griffie.master_key")


class MasterKey:
    """Thirty-two secret bytes, of which only derived keys can be had."""

    __slots__ = ("_secret", "_wrapping")

    def __init__(self, secret: bytes) -> None:
        if len(secret) != _KEY_BYTES:
            raise ValueError(f"a master key has {_KEY_BYTES} bytes")
        self._secret = secret
        self._wrapping = AESGCM(self.derive("wrap"))

    def __repr__(self) -> str:
        return "MasterKey()"

    def derive(self, purpose: str) -> bytes:
        """Thirty-two bytes for this purpose; they tell nothing about any other."""
        info = f"griffie/v1/{purpose}".encode()
        return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=info).derive(
            self._secret
        )

    def mac(self, purpose: str) -> Callable[[bytes], str]:
        """A digest (HMAC-SHA-256, hexadecimal) that nobody can make without this key."""
        secret = self.derive(purpose)
        return lambda octets: hmac.digest(secret, octets, "sha256").hex()

    @property
    def fingerprint(self) -> bytes:
        """Sixteen bytes by which a store recognises its own key. They open nothing."""
        return self.derive("fingerprint")[:_FINGERPRINT_BYTES]

    def wrap(self, data_key: bytes, request_id: UUID, tier: str) -> bytes:
        """Nonce and AES-256-GCM ciphertext, bound to the request and the tier."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._wrapping.encrypt(nonce, data_key, _place(request_id, tier))

    def unwrap(self, wrapped: bytes, request_id: UUID, tier: str) -> bytes:
        """The data key again. Raises InvalidTag for another master key, request or tier."""
        nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        if len(wrapped) <= NONCE_BYTES:
            raise InvalidTag
        return self._wrapping.decrypt(nonce, sealed, _place(request_id, tier))


def _place(request_id: UUID, tier: str) -> bytes:
    return f"griffie-key/v1|{request_id}|{tier}".encode()


def load_or_make(path: Path, *, store_exists: bool) -> MasterKey:
    """The key in a file; a new one where there is no file and no store that needs one.

    Raises MasterKeyError when the file is missing beside a store, unreadable, readable by others,
    or holds no key.
    """
    with suppress(FileNotFoundError):
        return _load(path)
    if store_exists:
        raise MasterKeyError(
            f"The master key {path} is missing, and the store that it opens is there. Put the key"
            " back from where you keep it, or say where it lies with --kek. A new key would open"
            " nothing."
        )
    _make(path)
    return _load(path)


def _load(path: Path) -> MasterKey:
    try:
        text = path.read_bytes()
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise
    except OSError as trouble:
        raise MasterKeyError(
            f"The master key {path} cannot be read ({trouble.strerror}). Let it be a file that"
            " belongs to the user who runs griffie, with mode 0600."
        ) from None
    if mode & _READABLE_BY_OTHERS:
        raise MasterKeyError(
            f"Others on this machine may read the master key {path}, and with it every name in the"
            f" store. Think about who did; then chmod 600 {path} and begin again. Nothing was done."
        )
    try:
        (encoded,) = _without_comments(text)
        return MasterKey(b64decode(encoded, validate=True))
    except ValueError:
        raise MasterKeyError(
            f"The file {path} holds no master key: it should hold one line of base64 for"
            f" {_KEY_BYTES} bytes, beside comments. Put the key back from where you keep it, or say"
            " where it lies with --kek."
        ) from None


def _without_comments(text: bytes) -> list[bytes]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith(b"#")]


def _make(path: Path) -> None:
    """Write the file complete or not at all: written beside, flushed, then linked to its name."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    text = _COMMENT + b64encode(secrets.token_bytes(_KEY_BYTES)).decode() + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            write_whole(handle, text.encode())
            os.fsync(handle)
        finally:
            os.close(handle)
        try:
            with suppress(FileExistsError):  # another process was first: its key is the key
                os.link(draft, path)
                log.warning(
                    "A new master key was made: %s. Keep a copy apart from the store.", path
                )
        finally:
            draft.unlink()
        _flush(path.parent)
    except OSError as trouble:
        raise MasterKeyError(
            f"No master key could be made at {path} ({trouble.strerror}). Name a place where"
            " griffie may write with --kek, or put a key there yourself."
        ) from None


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
