"""Files of Outlook made for a test, by hand from MS-CFB, MS-OXMSG and MS-OXTNEF."""

import struct
from datetime import UTC, datetime
from typing import NamedTuple

Value = str | bytes | datetime | int
Properties = dict[int, Value]

CLASS, SUBJECT, SUBMITTED, HEADERS = 0x001A, 0x0037, 0x0039, 0x007D
SENDER, SENDER_EMAIL, SENDER_SMTP, DELIVERED = 0x0C1A, 0x0C1F, 0x5D01, 0x0E06
BODY, RTF, HTML, MESSAGE_ID, CODEPAGE = 0x1000, 0x1009, 0x1013, 0x1035, 0x3FDE
DATA, SHORT_NAME, NAME, MIME, METHOD = 0x3701, 0x3704, 0x3707, 0x370E, 0x3705
RECEIVER_SMTP = 0x39FE
_WIDE, _NARROW, _BINARY, _TIME, _LONG, _OBJECT = 0x1F, 0x1E, 0x0102, 0x40, 0x03, 0x0D
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SINCE = datetime(1601, 1, 1, tzinfo=UTC)


class File(NamedTuple):
    """A file beside a message, or a message inside it."""

    properties: Properties
    message: "Message | None" = None


class Message(NamedTuple):
    """A message of Outlook."""

    properties: Properties
    files: tuple[File, ...] = ()
    receivers: tuple[str, ...] = ()
    narrow: bool = False
    """Its texts in one octet a letter (windows-1252), as old versions write them."""


def kind_of(value: Value, *, narrow: bool) -> int:
    if isinstance(value, str):
        return _NARROW if narrow else _WIDE
    if isinstance(value, bytes):
        return _BINARY
    return _TIME if isinstance(value, datetime) else _LONG


def octets_of(value: Value, *, narrow: bool) -> bytes:
    if isinstance(value, str):
        return value.encode("cp1252" if narrow else "utf-16-le")
    if isinstance(value, bytes):
        return value
    if isinstance(value, datetime):
        return struct.pack("<Q", int((value - _SINCE).total_seconds()) * 10_000_000)
    return struct.pack("<i", value)


# --- a .msg: properties as streams of a compound file ---------------------------------------------

Streams = dict[tuple[str, ...], bytes]


def msg(message: Message) -> bytes:
    names = ("00020102", "00030102", "00040102")
    streams: Streams = {("__nameid_version1.0", f"__substg1.0_{name}"): b"" for name in names}
    _message(message, (), streams)
    return compound(streams)


def _message(message: Message, place: tuple[str, ...], streams: Streams) -> None:
    counts = struct.pack("<IIII", *(2 * [len(message.receivers), len(message.files)]))
    head = bytes(8) + counts
    _properties(
        message.properties, place, head if place else head + bytes(8), streams, message.narrow
    )
    for number, email in enumerate(message.receivers):
        inside = (*place, f"__recip_version1.0_#{number:08X}")
        _properties({RECEIVER_SMTP: email}, inside, bytes(8), streams, message.narrow)
    for number, file in enumerate(message.files):
        inside = (*place, f"__attach_version1.0_#{number:08X}")
        known = {METHOD: 5 if file.message else 1} | file.properties
        _properties(known, inside, bytes(8), streams, message.narrow)
        if file.message:
            _message(file.message, (*inside, f"__substg1.0_{DATA:04X}000D"), streams)


def _properties(
    known: Properties,
    place: tuple[str, ...],
    head: bytes,
    streams: Streams,
    narrow: bool,  # noqa: FBT001
) -> None:
    fixed = head
    for tag, value in known.items():
        kind, octets = kind_of(value, narrow=narrow), octets_of(value, narrow=narrow)
        fixed += struct.pack("<HHI", kind, tag, 6)
        if kind in {_TIME, _LONG}:
            fixed += octets.ljust(8, b"\0")
        else:
            fixed += struct.pack("<II", len(octets) + {_WIDE: 2, _NARROW: 1}.get(kind, 0), 0)
            streams[*place, f"__substg1.0_{tag:04X}{kind:04X}"] = octets
    streams[*place, "__properties_version1.0"] = fixed


class _Entry(NamedTuple):
    name: str
    content: bytes | None
    children: dict[str, "_Entry"]


def compound(streams: Streams) -> bytes:
    """A compound file of version 3: sectors of 512 octets, small streams in sectors of 64."""
    root = _Entry("Root Entry", None, {})
    for path, content in streams.items():
        at = root
        for name in path[:-1]:
            at = at.children.setdefault(name, _Entry(name, None, {}))
        at.children[path[-1]] = _Entry(path[-1], content, {})
    return _Compound().octets(root)


class _Compound:
    def __init__(self) -> None:
        self._sectors: list[bytes] = []
        self._fat: list[int] = []
        self._small, self._small_fat = b"", list[int]()
        self._directory: list[bytes] = []

    def octets(self, root: _Entry) -> bytes:
        self._directory.append(b"")
        child = self._level(root)
        start = self._chain(self._small)
        self._directory[0] = self._entry(
            "Root Entry", 5, _NONE, _NONE, child, start, len(self._small)
        )
        directory = self._chain(b"".join(self._directory), empty=self._entry("", 0))
        small_fat = self._chain(struct.pack(f"<{len(self._small_fat)}I", *self._small_fat), b"\xff")
        small_sectors = -(-4 * len(self._small_fat) // 512)
        fat_sectors = 1
        while 128 * fat_sectors < len(self._fat) + fat_sectors:
            fat_sectors += 1
        first = len(self._fat)
        self._fat += fat_sectors * [_FAT]
        fat = struct.pack(f"<{len(self._fat)}I", *self._fat).ljust(512 * fat_sectors, b"\xff")
        head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
        head += struct.pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors)
        head += struct.pack("<IIIIIII", directory, 0, 4096, small_fat, small_sectors, _END, 0)
        places = [*range(first, first + fat_sectors)]
        head += struct.pack("<109I", *places, *((109 - fat_sectors) * [_FREE]))
        return head + b"".join(self._sectors) + fat

    def _level(self, storage: _Entry) -> int:
        """The tree of what lies in a storage, ordered as MS-CFB 2.6.4 says."""
        names = sorted(storage.children, key=lambda name: (len(name), name.upper()))
        return self._tree([storage.children[name] for name in names])

    def _tree(self, entries: list[_Entry]) -> int:
        if not entries:
            return _NONE
        middle = len(entries) // 2
        one, number = entries[middle], len(self._directory)
        self._directory.append(b"")
        left, right = self._tree(entries[:middle]), self._tree(entries[middle + 1 :])
        if one.content is None:
            kind, child, start, size = 1, self._level(one), 0, 0
        else:
            kind, child, size = 2, _NONE, len(one.content)
            start = self._chain(one.content) if size >= 4096 else self._small_chain(one.content)
        self._directory[number] = self._entry(one.name, kind, left, right, child, start, size)
        return number

    @staticmethod
    def _entry(  # noqa: PLR0917
        name: str,
        kind: int,
        left: int = _NONE,
        right: int = _NONE,
        child: int = _NONE,
        start: int = 0,
        size: int = 0,
    ) -> bytes:
        wide = name.encode("utf-16-le")
        head = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2 if name else 0, kind, 1)
        return head + struct.pack("<III36xIQ", left, right, child, start, size)

    def _chain(self, octets: bytes, fill: bytes = b"\0", *, empty: bytes = b"") -> int:
        if not octets:
            return _END
        fill = empty or fill
        octets += fill * (-len(octets) % 512 // len(fill))
        first, count = len(self._sectors), len(octets) // 512
        self._sectors += [octets[512 * n : 512 * n + 512] for n in range(count)]
        self._fat += [*range(first + 1, first + count), _END]
        return first

    def _small_chain(self, octets: bytes) -> int:
        if not octets:
            return _END
        first, count = len(self._small_fat), -(-len(octets) // 64)
        self._small += octets.ljust(64 * count, b"\0")
        self._small_fat += [*range(first + 1, first + count), _END]
        return first


# --- a winmail.dat: properties one after another --------------------------------------------------


def tnef(message: Message) -> bytes:
    stream = bytes.fromhex("789f3e22") + struct.pack("<H", 1)
    stream += _attribute(1, 0x9006, 8, struct.pack("<I", 0x10000))
    stream += _attribute(1, 0x9007, 6, struct.pack("<II", 1252, 0))
    stream += _attribute(1, 0x9003, 6, _listed(message.properties, narrow=message.narrow))
    for file in message.files:
        stream += _attribute(2, 0x9002, 6, bytes(14))
        known = dict(file.properties)
        if isinstance(data := known.pop(DATA, b""), bytes) and data:
            stream += _attribute(2, 0x800F, 6, data)
        inner = tnef(file.message) if file.message else b""
        listed = _listed(known, narrow=message.narrow, message=inner)
        stream += _attribute(2, 0x9005, 6, listed)
    return stream


def _attribute(level: int, number: int, kind: int, octets: bytes) -> bytes:
    checksum = sum(octets) % 0x10000
    return (
        struct.pack("<BHHI", level, number, kind, len(octets))
        + octets
        + struct.pack("<H", checksum)
    )


def _listed(known: Properties, *, narrow: bool, message: bytes = b"") -> bytes:
    """MS-OXTNEF 2.1.3.4, with a property that has a name of its own before the others."""
    named = struct.pack("<HH16sI", _WIDE, 0x8001, bytes(range(16)), 1)
    named += struct.pack("<I", 6) + "abc".encode("utf-16-le") + bytes(2)
    named += struct.pack("<II", 1, 4) + "hi".encode("utf-16-le")
    count, octets = 1 + len(known) + bool(message), named
    for tag, value in known.items():
        kind, said = kind_of(value, narrow=narrow), octets_of(value, narrow=narrow)
        octets += struct.pack("<HH", kind, tag)
        octets += said if kind in {_TIME, _LONG} else _variable(said)
    if message:
        octets += struct.pack("<HH", _OBJECT, DATA) + _variable(bytes(16) + message)
    return struct.pack("<I", count) + octets


def _variable(octets: bytes) -> bytes:
    return struct.pack("<II", 1, len(octets)) + octets + bytes(-len(octets) % 4)
