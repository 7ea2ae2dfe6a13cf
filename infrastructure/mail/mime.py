"""A mail taken apart: parts within parts, each a stretch of the octets that came in.

Nothing is copied, so what lies in a part is byte for byte what was sent. A boundary that is missing
or misspelled is mended where the octets show it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from griffie.infrastructure.mail.headers import Headers, read_headers

_KIND = re.compile(r"\s*([\w!#$&^.+-]{1,100})/([\w!#$&^.+-]{1,100})")
_LOOKS_LIKE_A_BOUNDARY = re.compile(
    rb"^--([^\r\n]{1,70}?)[ \t]*\r?\n(?=content-[a-z-]{1,40}:)", re.IGNORECASE | re.MULTILINE
)
_DIGEST, PLAIN, MESSAGE = "multipart/digest", "text/plain", "message/rfc822"


class Flaw(Enum):
    """What was wrong with how a mail is put together."""

    BOUNDARY_MENDED = auto()
    CUT_OFF = auto()
    NOT_APART = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A mail, or a part of one."""

    source: bytes
    headers: Headers
    begin: int
    """Where its headers begin."""
    start: int
    """Where what follows them begins."""
    end: int
    kind: str

    @property
    def octets(self) -> bytes:
        """What follows its headers, as it came."""
        return self.source[self.start : self.end]

    @property
    def whole(self) -> bytes:
        """The part with its headers, as it came."""
        return self.source[self.begin : self.end]

    @property
    def multiple(self) -> bool:
        """Whether it consists of parts."""
        return self.kind.startswith("multipart/")

    def parts(self, most: int) -> tuple[list["Part"], list[Flaw], tuple[bytes, bytes]]:
        """Its parts, what was wrong, and what stands before the first and after the last."""
        flaws: list[Flaw] = []
        marks = list(self._marks(self.headers.parameter("content-type", "boundary"), most))
        if not marks and (
            found := _LOOKS_LIKE_A_BOUNDARY.search(self.source, self.start, self.end)
        ):
            flaws.append(Flaw.BOUNDARY_MENDED)
            marks = list(self._marks(found[1].decode("latin-1"), most))
        if not marks:
            return [], [Flaw.NOT_APART], (b"", b"")
        default = MESSAGE if self.kind == _DIGEST else PLAIN
        found_parts: list[Part] = []
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            if mark[1]:
                break
            start = min(mark.end() + 1, self.end)
            end = _before_line_end(self.source, start, following.start() if following else self.end)
            found_parts.append(part_at(self.source, start, end, default))
        before = self.source[self.start : marks[0].start()]
        last = next((mark for mark in marks if mark[1]), None)
        if not last:
            flaws.append(Flaw.CUT_OFF)
        return found_parts, flaws, (before, self.source[last.end() : self.end] if last else b"")

    def _marks(self, boundary: str, most: int) -> Iterator[re.Match[bytes]]:
        """The lines that part it, until the last of them; at most so many."""
        if not boundary:
            return
        line = rb"^--%s(--)?[ \t]*\r?$" % re.escape(boundary.encode("utf-8", "replace"))
        for number, mark in enumerate(
            re.compile(line, re.MULTILINE).finditer(self.source, self.start, self.end)
        ):
            if number > most:
                return
            yield mark
            if mark[1]:
                return


def part_at(octets: bytes, start: int, end: int, default: str = PLAIN) -> Part:
    """The part in this stretch: headers, an empty line, and what follows."""
    headers, body = read_headers(octets, start, end)
    named = _KIND.match(next(iter(headers.raw("content-type")), ""))
    kind = f"{named[1]}/{named[2]}".lower() if named else default
    return Part(octets, headers, start, min(body, end), end, kind)


def _before_line_end(octets: bytes, start: int, end: int) -> int:
    """The line end before a boundary belongs to the boundary: RFC 2046 §5.1.1."""
    if end > start and octets[end - 1 : end] == b"\n":
        end -= 1
        if end > start and octets[end - 1 : end] == b"\r":
            end -= 1
    return end
