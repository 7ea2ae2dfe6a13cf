"""A `.msg` file: a message of Outlook in a compound file (MS-OXMSG in MS-CFB)."""

import struct
from io import BytesIO
from typing import Final

from olefile import OleFileIO

from griffie.infrastructure.mail.outlook.item import OutlookFile, OutlookItem
from griffie.infrastructure.mail.outlook.properties import Properties, Tag, item

_STREAM: Final = "__substg1.0_"
_FIXED: Final = "__properties_version1.0"
_HEADS: Final = (32, 24, 8)
"""How long the head of fixed properties is: of a message, of one inside another, of the rest."""
_MOST_FILES, _MOST_PROPERTIES, _DEEPEST = 200, 2_000, 5

Path = tuple[str, ...]


def read_msg(octets: bytes) -> OutlookItem:
    """The message. Raises ValueError, nothing else."""
    try:
        with OleFileIO(BytesIO(octets)) as file:
            return _File(file).item((), 0)
    except ValueError:
        raise
    except Exception as wrong:
        raise ValueError from wrong


class _File:
    """One compound file while it is read."""

    def __init__(self, file: "OleFileIO[str]") -> None:
        self._file = file
        self._streams: dict[Path, list[str]] = {}
        for path in file.listdir(streams=True, storages=False):
            self._streams.setdefault(tuple(path[:-1]), []).append(path[-1])
        self._storages: dict[Path, list[str]] = {}
        for path in file.listdir(streams=False, storages=True):
            self._storages.setdefault(tuple(path[:-1]), []).append(path[-1])

    def item(self, place: Path, depth: int) -> OutlookItem:
        """The message in this storage."""
        if depth > _DEEPEST:
            raise ValueError
        known = self._properties(place, _HEADS[0] if not place else _HEADS[1])
        inside = self._storages.get(place, [])
        receivers = [n for n in inside if n.startswith("__recip_version1.0_")][:_MOST_FILES]
        files = [n for n in inside if n.startswith("__attach_version1.0_")][:_MOST_FILES]
        if not self._streams.get(place):
            raise ValueError
        return item(
            known,
            tuple(self._receiver((*place, name)) for name in receivers),
            tuple(self._attached((*place, name), known.codepage, depth) for name in files),
        )

    def _receiver(self, place: Path) -> str:
        known = self._properties(place, _HEADS[2])
        return known.text(Tag.RECEIVER_SMTP) or known.text(Tag.RECEIVER_EMAIL)

    def _attached(self, place: Path, codepage: str, depth: int) -> OutlookFile:
        known = self._properties(place, _HEADS[2], codepage)
        name = known.text(Tag.ATTACH_LONG_FILENAME) or known.text(Tag.ATTACH_FILENAME)
        name = name or known.text(Tag.DISPLAY_NAME)
        inner = f"{_STREAM}{Tag.ATTACH_DATA:04X}000D"
        if inner in self._storages.get(place, []):
            try:
                return OutlookFile(name, item=self.item((*place, inner), depth + 1))
            except ValueError:
                return OutlookFile(name)
        return OutlookFile(name, known.octets(Tag.ATTACH_DATA), known.text(Tag.ATTACH_MIME_TAG))

    def _properties(self, place: Path, head: int, codepage: str = "") -> Properties:
        found: dict[int, tuple[int, bytes]] = {}
        names = self._streams.get(place, [])[:_MOST_PROPERTIES]
        if _FIXED in names:
            fixed = self._octets((*place, _FIXED))[head : head + 16 * _MOST_PROPERTIES]
            for number in range(0, len(fixed) - 15, 16):
                kind, tag, _flags = struct.unpack_from("<HHI", fixed, number)
                found[tag] = (kind, fixed[number + 8 : number + 16])
        for name in names:
            if name.startswith(_STREAM) and len(name) == len(_STREAM) + 8:
                tag, kind = int(name[-8:-4], 16), int(name[-4:], 16)
                if tag in _READ:
                    found[tag] = (kind, self._octets((*place, name)))
        return Properties(found, codepage)

    def _octets(self, path: Path) -> bytes:
        return bytes(self._file.openstream(list(path)).read())


_READ = frozenset(Tag)
