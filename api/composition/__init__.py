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
    read_mail,
    trusted_key,
    verify_file,
)
from griffie.api.composition.files import beside_the_folder, kek_path, open_files, profile_path
from griffie.api.composition.store import Store, Upkeep
from griffie.api.composition.wiring import open_store, utc_now, wire

__all__ = [
    "HeldNote",
    "SeenOnDisk",
    "Store",
    "Upkeep",
    "beside_the_folder",
    "kek_path",
    "open_files",
    "open_register",
    "open_store",
    "profile_path",
    "put_backup_in_place",
    "read_held",
    "read_mail",
    "trusted_key",
    "utc_now",
    "verify_file",
    "wire",
]
