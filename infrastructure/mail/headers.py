"""The headers of a mail or of a part, read with patience: what is misspelled is mended and noted.

The library's parser takes minutes over a header of a megabyte and gives up on some; a few lines of
our own are faster, keep the octets, and know where each mail begins and ends.
"""

import re
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from griffie.infrastructure.mail.charset import decode
from griffie.infrastructure.mail.text import single_line

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_WORD = re.compile(r"=\?([^?\s]{1,60}?)(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]{0,2000})\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)')
_PIECE = re.compile(r"^([^*]{1,50})(?:\*(\d{1,3}))?(\*)?$")
_MOST, _LONGEST, _MOST_PIECES = 2_000, 8_000, 100
_NOT_FIELDS = (b"From ", b">From ")


class Block(NamedTuple):
    """The headers at a place in the octets, and where what follows them begins."""

    headers: "Headers"
    body: int


class Headers:
    """Headers by name, in the order in which they stand."""

    def __init__(self, fields: dict[str, list[bytes]], *, mended: bool) -> None:
        self._fields = fields
        self.mended = mended
        """Whether something among them is misspelled, and was read as it seems to be meant."""
        self.supposed = False
        """Whether the letters of one that was read had to be supposed."""

    def octets(self, name: str) -> list[bytes]:
        """The values as they came, each at most 8,000 octets, folds and all."""
        return self._fields.get(name.lower(), [])

    def raw(self, name: str) -> list[str]:
        """The values as letters, encoded words still encoded."""
        return [self._letters(value) for value in self.octets(name)]

    def text(self, name: str) -> str:
        """The first value, its encoded words decoded, on one line."""
        return next((self.words(value) for value in self.raw(name)), "")

    def value(self, name: str) -> str:
        """The first value without its parameters, in small letters."""
        return next(iter(self.raw(name)), "").partition(";")[0].strip().lower()

    def words(self, text: str) -> str:
        """A text with its encoded words decoded (RFC 2047), wherever they stand, on one line."""
        if "=?" not in text:
            return single_line(text)
        joined = _BETWEEN.sub(r"\1", text)
        return single_line("".join(self._decoded(joined)))

    def parameter(self, header: str, name: str) -> str:
        """A parameter such as `charset` (RFC 2045, 2231), however it is cut up or encoded."""
        value = next(iter(self.raw(header)), "")
        pieces: dict[int, tuple[str, bool]] = {}
        for number, found in enumerate(_PARAMETER.finditer(value)):
            piece = _PIECE.match(found[1].lower())
            if number > _MOST_PIECES or not piece:
                break
            if piece[1] == name:
                said = found[2].strip()
                said = (
                    re.sub(r"\\(.)", r"\1", said[1:].removesuffix('"')) if said[:1] == '"' else said
                )
                pieces.setdefault(int(piece[2] or 0), (said, bool(piece[3])))
        if not pieces:
            return ""
        whole = "".join(said for _, (said, _encoded) in sorted(pieces.items()))
        if any(encoded for _said, encoded in pieces.values()):
            charset, _, rest = whole.partition("'")
            _language, found_mark, written = rest.partition("'")
            octets = unquote_to_bytes(written if found_mark else whole)
            return single_line(decode(octets, charset if found_mark else "").text)
        return self.words(whole)

    def _letters(self, value: bytes) -> str:
        text, supposed = decode(value, twice=1)
        self.supposed |= supposed and decode(value, "utf-8", twice=1).supposed
        return single_line(text)

    def _decoded(self, text: str) -> Iterator[str]:
        """The text in pieces. Neighbours of one set are decoded together: letters may be split."""
        position, waiting, charset = 0, b"", ""
        for word in _WORD.finditer(text):
            between = text[position : word.start()]
            if waiting and (between or word[1].lower() != charset):
                yield self._read(waiting, charset)
                waiting = b""
            yield between
            charset = word[1].lower()
            waiting += _octets_of(word[2], word[3])
            position = word.end()
        if waiting:
            yield self._read(waiting, charset)
        yield text[position:]

    def _read(self, octets: bytes, charset: str) -> str:
        text, supposed = decode(octets, charset, twice=1)
        self.supposed |= supposed
        return text


def _octets_of(encoding: str, written: str) -> bytes:
    octets = written.encode("utf-8", "replace")
    if encoding in "qQ":
        return a2b_qp(octets.replace(b" ", b"_"), header=True)
    try:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", octets)
        return a2b_base64(letters + b"=" * (-len(letters) % 4))
    except ValueError:
        return octets


def read_headers(octets: bytes, start: int, end: int) -> Block:
    """The headers from `start` on. A line among them that is none belongs to the one before it."""
    fields: dict[str, list[bytes]] = {}
    position, name, value, count, mended = start, "", b"", 0, False
    while position < end:
        stop = octets.find(b"\n", position, end)
        after = stop + 1 if stop >= 0 else end
        line = octets[position : min(after, position + _LONGEST)].rstrip(b"\r\n")
        if not line.strip():
            position = after
            break
        field = _FIELD.match(line)
        if line[:1] in b" \t" and name:
            value = (value + b" " + line)[:_LONGEST] if len(value) < _LONGEST else value
        elif field:
            _keep(fields, name, value)
            count += 1
            name, value = (
                (field[1].decode().lower(), line[field.end() :]) if count <= _MOST else ("", b"")
            )
        elif position != start or not line.startswith(_NOT_FIELDS):
            mended = True
            if not _goes_on(octets, after, end):
                break
            value += b" " + line
        position = after
    _keep(fields, name, value)
    return Block(Headers(fields, mended=mended or count > _MOST), position)


def _keep(fields: dict[str, list[bytes]], name: str, value: bytes) -> None:
    if name:
        fields.setdefault(name, []).append(value.strip())


def _goes_on(octets: bytes, position: int, end: int) -> bool:
    """Whether headers follow: the next line is one, of a name that mails have."""
    return bool(_KNOWN.match(octets, position, end))


_KNOWN = re.compile(
    rb"(?:from|to|cc|date|subject|message-id|mime-version|content-[a-z-]+|received|reply-to|sender|"
    rb"return-path|in-reply-to|references|x-[a-z-]+):",
    re.IGNORECASE,
)
