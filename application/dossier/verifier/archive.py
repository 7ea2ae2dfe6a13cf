"""Reads the zip of a bundle strictly: no compression, and every byte is accounted for."""

import re
from struct import pack, unpack_from
from typing import Any
from zlib import crc32

from griffie.application.dossier.verifier.errors import UnreadableError

PATH = re.compile(rb"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


def unzipped(data: Any) -> dict[str, Any]:
    """Names and contents. Every octet is accounted for, or it is not read at all."""
    whole, end = memoryview(data), len(data) - 22
    if end < 0:
        raise UnreadableError("it is no zip")
    count, size, start = unpack_from("<HLL", data, end + 10)
    last = pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, start, 0)
    if whole[end:] != last or start + size != end:
        raise UnreadableError("it is no zip, or it does not end where it says")
    parts: dict[str, Any] = {}
    at, offset, seen = start, 0, set[bytes]()
    for _ in range(count):
        if at + 46 > end:
            raise UnreadableError("the directory of the zip breaks off")
        (flag,), (crc, length) = unpack_from("<H", data, at + 8), unpack_from("<LL", data, at + 16)
        name = bytes(whole[at + 46 : at + 46 + unpack_from("<H", data, at + 28)[0]])
        known = (20, flag, 0, 0, 0x21, crc, length, length, len(name))
        mode = pack("<4s6H3L5H2L", b"PK\1\2", 788, *known, 0, 0, 0, 0, 0o100644 << 16, offset)
        first = (0, 0, 0) if flag else (crc, length, length)
        head = pack("<4s5H3L2H", b"PK\3\4", *known[:5], *first, len(name), 0) + name
        tail = pack("<4s3L", b"PK\7\10", crc, length, length) if flag else b""
        begun = offset + len(head)
        done = begun + length
        spelled = (mode + name, head, tail)
        slices = ((at, at + len(spelled[0])), (offset, begun), (done, done + len(tail)))
        stands = tuple(bytes(whole[first:last]) for first, last in slices)
        content = whole[begun:done]
        if flag not in {0, 8} or stands != spelled or done + len(tail) > start:
            raise UnreadableError("the zip has another form than a bundle has")
        if not PATH.fullmatch(name) or name.lower() in seen:
            raise UnreadableError("the zip has a name that is not allowed, or has it twice")
        if crc32(content) != crc:
            raise UnreadableError("the zip is damaged")
        seen.add(name.lower())
        parts[name.decode()], offset, at = content, done + len(tail), at + len(spelled[0])
    if at != end or offset != start:
        raise UnreadableError("the zip holds more than its files")
    return parts
