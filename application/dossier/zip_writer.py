"""Writes a zip file in one way only: no compression, no times, no attributes, one part at a time.

Equal parts give equal bytes, and a reader can demand exactly this form. Follows PKWARE's
application note 6.3 without its 64-bit extension: at most 4 GiB and 65,535 parts.
"""

import re
from collections.abc import Iterable, Iterator
from struct import pack
from typing import NamedTuple
from zlib import crc32

from griffie.domain.errors import GriffieError

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
LARGEST, MOST = 2**32 - 1, 2**16 - 1
_FIRST_DAY = 0x21  # 1 January 1980, as DOS wrote it; the time is midnight
UNIX, NEEDED, STREAMED = 3 << 8, 20, 8
_MODE = 0o100644 << 16


class Part(NamedTuple):
    """A file of a bundle: its path, and its bytes, whole or in chunks."""

    name: str
    content: bytes | Iterable[bytes]


class BundleTooLargeError(GriffieError):
    """The parts are more than a zip without 64-bit extension can hold."""

    code = "too-much"
    sentence = "The bundle is larger than a zip of its kind can be"


def zip_parts(parts: Iterable[Part]) -> Iterator[bytes]:
    """The bytes of the zip, in chunks, as the parts are read.

    Raises BundleTooLargeError, and ValueError for a name that is not allowed or used twice.
    """
    directory, offset, seen = bytearray(), 0, set[str]()
    for name, content in parts:
        if not _NAME.fullmatch(name) or name.lower() in seen:
            raise ValueError("a name that no part may have, or that another has")
        seen.add(name.lower())
        octets, begun = name.encode(), offset
        if isinstance(content, bytes):
            flag, crc, size = 0, crc32(content), len(content)
            yield _local(octets, flag, crc, size) + content
        else:
            flag, crc, size = STREAMED, 0, 0
            yield _local(octets, flag, 0, 0)
            for chunk in content:
                crc, size = crc32(chunk, crc), size + len(chunk)
                yield chunk
            yield pack("<4s3L", b"PK\7\10", crc, size, size)
        directory += _central(octets, flag, crc, size, begun)
        offset += 30 + len(octets) + size + (16 if flag else 0)
        if offset + len(directory) > LARGEST or len(seen) > MOST:
            raise BundleTooLargeError
    count = len(seen)
    yield bytes(directory)
    yield pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), offset, 0)


def _local(name: bytes, flag: int, crc: int, size: int) -> bytes:
    head = (b"PK\3\4", NEEDED, flag, 0, 0, _FIRST_DAY, crc, size, size, len(name), 0)
    return pack("<4s5H3L2H", *head) + name


def _central(name: bytes, flag: int, crc: int, size: int, offset: int) -> bytes:
    known = (NEEDED, flag, 0, 0, _FIRST_DAY, crc, size, size, len(name))
    head = (b"PK\1\2", UNIX | NEEDED, *known, 0, 0, 0, 0, _MODE, offset)
    return pack("<4s6H3L5H2L", *head) + name
