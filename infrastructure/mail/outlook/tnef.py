"""A `winmail.dat`: what Outlook wraps a message in for others of its kind (MS-OXTNEF)."""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from griffie.infrastructure.mail.outlook.item import OutlookFile, OutlookItem
from griffie.infrastructure.mail.outlook.properties import Properties, Tag, item

_BEGINS: Final = bytes.fromhex("789f3e22")
_MESSAGE_LEVEL, _FILE_LEVEL = 1, 2
_BODY, _SUBJECT, _MESSAGE_PROPERTIES, _CODEPAGE = 0x800C, 0x8004, 0x9003, 0x9007
_RENDERED, _DATA, _TITLE, _FILE_PROPERTIES = 0x9002, 0x800F, 0x8010, 0x9005
_FIXED = {0x0002: 2, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 2}
_FIXED |= {0x0014: 8, 0x0040: 8, 0x0048: 16}
_VARIABLE = {0x001E, 0x001F, 0x0102, 0x000D}
_OBJECT, _MANY, _NAMED, _STRING_NAME, _GUID = 0x000D, 0x1000, 0x8000, 1, 16
_MOST, _MOST_FILES = 5_000, 200


class Attribute(NamedTuple):
    """A value of the stream: whether it is of a file, its number, its octets."""

    of_file: bool
    number: int
    octets: bytes


def read_tnef(octets: bytes, depth: int = 0) -> OutlookItem:
    """The message. Of one that breaks off, what can be read. Raises ValueError."""
    if not octets.startswith(_BEGINS):
        raise ValueError
    message: dict[int, tuple[int, bytes]] = {}
    files: list[dict[int, tuple[int, bytes]]] = []
    codepage = "cp1252"
    for of_file, number, content in _attributes(octets):
        if not of_file and number == _CODEPAGE:
            codepage = f"cp{int.from_bytes(content[:4], 'little')}"
        elif not of_file and number in _PLAIN_MESSAGE:
            message.setdefault(_PLAIN_MESSAGE[number], (0x1E, content))
        elif not of_file and number == _MESSAGE_PROPERTIES:
            message |= dict(_properties(content))
        elif of_file and number == _RENDERED:
            files.append({})
        elif of_file and files and number in _PLAIN_FILE:
            files[-1].setdefault(_PLAIN_FILE[number], (0x1E, content))
        elif of_file and files and number == _FILE_PROPERTIES:
            files[-1] |= dict(_properties(content))
    attached = (_file(Properties(one, codepage), one, depth) for one in files[:_MOST_FILES])
    return item(Properties(message, codepage), (), tuple(attached))


_PLAIN_MESSAGE = {_BODY: Tag.BODY, _SUBJECT: Tag.SUBJECT}
_PLAIN_FILE = {_DATA: Tag.ATTACH_DATA, _TITLE: Tag.ATTACH_FILENAME}


def _file(known: Properties, found: dict[int, tuple[int, bytes]], depth: int) -> OutlookFile:
    name = known.text(Tag.ATTACH_LONG_FILENAME) or known.text(Tag.ATTACH_FILENAME)
    kind, octets = found.get(Tag.ATTACH_DATA, (0, b""))
    if kind == _OBJECT and depth < 5 and octets[_GUID:].startswith(_BEGINS):  # noqa: PLR2004
        inner = read_tnef(octets[_GUID:], depth + 1)
        return OutlookFile(name or inner.subject, item=inner)
    return OutlookFile(name, octets, known.text(Tag.ATTACH_MIME_TAG))


def _attributes(octets: bytes) -> Iterator[Attribute]:
    place = len(_BEGINS) + 2
    for _ in range(_MOST):
        if place + 9 > len(octets):
            return
        level, number, _kind, size = struct.unpack_from("<BHHI", octets, place)
        content = octets[place + 9 : place + 9 + size]
        if level not in {_MESSAGE_LEVEL, _FILE_LEVEL}:
            return
        yield Attribute(level == _FILE_LEVEL, number, content)
        place += 9 + size + 2


def _properties(octets: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """The properties in a stretch: MS-OXTNEF 2.1.3.4. One that is damaged ends it."""
    try:
        yield from _each(octets)
    except struct.error:
        return


def _each(octets: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    (count,) = struct.unpack_from("<I", octets, 0)
    place = 4
    for _ in range(min(count, _MOST)):
        kind, tag = struct.unpack_from("<HH", octets, place)
        place += 4
        if tag & _NAMED:
            place = _after_name(octets, place)
        many, plain = bool(kind & _MANY), kind & ~_MANY
        values = 1
        if many or plain in _VARIABLE:
            (values,) = struct.unpack_from("<I", octets, place)
            place += 4
        for number in range(min(values, _MOST)):
            if plain in _VARIABLE:
                (size,) = struct.unpack_from("<I", octets, place)
                place += 4
            elif plain in _FIXED:
                size = _FIXED[plain]
            else:
                return
            if number == 0 and not tag & _NAMED:
                yield tag, (plain, octets[place : place + size])
            place += size + (-size % 4)


def _after_name(octets: bytes, place: int) -> int:
    (kind,) = struct.unpack_from("<I", octets, place + _GUID)
    if kind != _STRING_NAME:
        return place + _GUID + 8
    size: int = struct.unpack_from("<I", octets, place + _GUID + 4)[0]
    return place + _GUID + 8 + size + (-size % 4)
