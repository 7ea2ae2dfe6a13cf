"""Style sheets, scripts and fonts, in memory.

Their address changes whenever one of them changes.
"""

from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

_KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}


class _Static(NamedTuple):
    content: bytes
    kind: str


def _read_files(folder: Traversable, within: str = "") -> dict[str, _Static]:
    found: dict[str, _Static] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.is_dir():
            found |= _read_files(file, f"{within}{file.name}/")
        elif (kind := _KINDS.get(file.name.rpartition(".")[2])) is not None:
            found[within + file.name] = _Static(file.read_bytes(), kind)
    return found


STATICS = _read_files(files("griffie.api.console.frame").joinpath("static"))
VERSION = sha256(
    b"".join(name.encode() + b"\0" + one.content for name, one in STATICS.items())
).hexdigest()[:16]
"""Another byte anywhere, another address: what a browser keeps is never stale."""
