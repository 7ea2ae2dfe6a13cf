"""The few forms of BER (X.690) in which a signed mail is wrapped; none is trusted to be whole."""

from collections.abc import Iterator
from typing import NamedTuple

_DEEPEST, _MOST = 24, 5_000
OCTETS, OBJECT_ID, SEQUENCE, SET, ATTRIBUTES = 0x04, 0x06, 0x30, 0x31, 0xA0
_LONG_TAG, _INDEFINITE = 0x1F, 0x80
_ENDS = b"\0\0"


class Node(NamedTuple):
    """A value: its tag, where its content lies, and where it ends."""

    source: bytes
    tag: int
    start: int
    stop: int
    end: int

    @property
    def content(self) -> bytes:
        """The octets of its content."""
        return self.source[self.start : self.stop]

    def children(self) -> list["Node"]:
        """The values within. Raises ValueError."""
        return list(_nodes(self.source, self.start, self.stop, 0))

    def octets(self, depth: int = 0) -> bytes:
        """The octets of a string that may be cut up. Raises ValueError."""
        if not self.tag & 0x20:
            return self.content
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
        return b"".join(one.octets(depth + 1) for one in self.children())

    def encoded(self, tag: int) -> bytes:
        """Its content under another tag, in DER."""
        return bytes([tag]) + _length(self.stop - self.start) + self.content


def read(source: bytes) -> Node:
    """The one value that these octets are. Raises ValueError."""
    return _node(source, 0, len(source), 0)


def _nodes(source: bytes, start: int, stop: int, depth: int) -> Iterator[Node]:
    count = 0
    while start < stop and source[start : start + 2] != _ENDS:
        node = _node(source, start, stop, depth)
        yield node
        start, count = node.end, count + 1
        if count > _MOST:
            raise ValueError("too many values")


def _node(source: bytes, start: int, stop: int, depth: int) -> Node:
    if start + 2 > stop or depth > _DEEPEST or source[start] & _LONG_TAG == _LONG_TAG:
        raise ValueError("no such value")
    tag, size, place = source[start], source[start + 1], start + 2
    if size == _INDEFINITE:
        end = place
        for child in _nodes(source, place, stop, depth + 1):
            end = child.end
        if source[end : end + 2] != _ENDS:
            raise ValueError("it does not end")
        return Node(source, tag, place, end, end + 2)
    if size > _INDEFINITE:
        digits = size & 0x7F
        size = int.from_bytes(source[place : place + digits])
        place += digits
    if place + size > stop:
        raise ValueError("it is cut off")
    return Node(source, tag, place, place + size, place + size)


def _length(size: int) -> bytes:
    if size < _INDEFINITE:
        return bytes([size])
    digits = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([_INDEFINITE | len(digits)]) + digits
