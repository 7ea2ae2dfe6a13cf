"""The composition root: the only place in `api/` that knows which adapter serves which port.

`open_files` opens files, keys and locks; `wire` puts the use cases on them; `open_store` does both.
What a server serves is in `web.py`.
"""

from griffie.api.composition.adapters import (
    HeldNote,
    SeenOnDisk,
    open_register,
    put_backup_in_place,
    read_held,
    read_held_log,
    read_mail,
    trusted_key,
    verify_file,
)
from griffie.api.composition.files import beside_the_folder, kek_path, open_files, profile_path
from griffie.api.composition.server_store import (
    ServerPlaces,
    examine_server,
    make_server_store,
    open_server_store,
    profile_beside,
)
from griffie.api.composition.store import ON_SERVER, Store, Upkeep
from griffie.api.composition.wiring import open_store, utc_now, wire

__all__ = [
    "ON_SERVER",
    "HeldNote",
    "SeenOnDisk",
    "ServerPlaces",
    "Store",
    "Upkeep",
    "beside_the_folder",
    "examine_server",
    "kek_path",
    "make_server_store",
    "open_files",
    "open_register",
    "open_server_store",
    "open_store",
    "profile_beside",
    "profile_path",
    "put_backup_in_place",
    "read_held",
    "read_held_log",
    "read_mail",
    "trusted_key",
    "utc_now",
    "verify_file",
    "wire",
]
