"""The key that signs checkpoints: one file, `log-key`, PKCS#8 PEM, readable by its owner alone.

It is made at the first start. Losing it ends the log: no later checkpoint can follow the earlier
ones under the same name. Who has it can sign a false history, so it must be trusted as much as the
process that serves. Checkpoints held by others limit that trust.
"""

import os
from pathlib import Path
from secrets import token_hex

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from griffie.application.errors import UnusableLogKeyError

_OTHERS = 0o077


def load_or_make(path: Path) -> Ed25519PrivateKey:
    """The key in a file, made there first when there is none. Raises UnusableLogKeyError."""
    try:
        return load(path)
    except FileNotFoundError:
        _make(path)
        return load(path)  # another process may have been first: its key is the one that stands


def load(path: Path) -> Ed25519PrivateKey:
    """The key in a file. Raises FileNotFoundError, UnusableLogKeyError where it is not safe."""
    if os.name == "posix" and path.stat().st_mode & _OTHERS:
        raise UnusableLogKeyError("others may read the log's signing key: give its file mode 0600")
    pem = path.read_bytes()
    try:
        key = load_pem_private_key(pem, password=None)
    except Exception:  # noqa: BLE001 - the library's many errors may quote what they read
        raise UnusableLogKeyError(
            "the log's signing key cannot be read: restore its file"
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise UnusableLogKeyError("the log's signing key is not an Ed25519 key: restore its file")
    return key


def _make(path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = path.with_name(f"{path.name}.{token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        # A link appears whole or not at all, and never over a key that is already there.
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
