"""The key that signs the log of a store, in a folder or on a server: for who forges with it."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from griffie.api.composition import Store
from griffie.infrastructure.log.signing import load


def signing_key(store: Store) -> Ed25519PrivateKey:
    """Read as somebody reads it who has everything that the operator has."""
    if not store.datastore.on_server:
        return load(store.folder / "log-key")
    # Only here: who runs the tests on folders needs no driver of a server.
    from griffie.infrastructure.postgres.keys import (
        KeysConnection,
        keys_connections,
        keys_url,
        log_key,
    )
    from griffie.infrastructure.vault.master_key import load_or_make

    connections = keys_connections(keys_url(store.datastore.address))
    try:
        kek = store.folder.with_name(f"{store.folder.name}.kek")
        return log_key(
            KeysConnection(connections), load_or_make(kek, store_exists=True), may_make=False
        )
    finally:
        connections.close()
