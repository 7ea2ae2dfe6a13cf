"""The store of a folder, opened by a process that a test begins: in the folder or on a server."""

import os
from pathlib import Path

from griffie.api.composition import ServerPlaces, Store, open_server_store, open_store
from tests.given import server


def place_of(folder: Path) -> str:
    """What names the store of a folder to another process: the folder, or a database."""
    return server.store_of(folder)[1]


def named_store(place: str) -> Store:
    """Open what `place_of` named."""
    if not place.startswith("postgresql://"):
        return open_store(Path(place))
    return open_server_store(place, ServerPlaces(beside=Path(os.environ["GRIFFIE_BESIDE"])))
