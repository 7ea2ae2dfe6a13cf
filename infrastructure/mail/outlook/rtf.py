r"""The words of RTF, in which Outlook keeps a text when it keeps no other.

RTF that stands for HTML (MS-OXRTFEX, `\fromhtml`) gives that HTML back. The compression is that of
MS-OXRTFCP. Nothing is drawn: fonts, pictures and styles are passed over.
"""

import re
from typing import NamedTuple

from compressed_rtf import decompress

from griffie.infrastructure.mail.charset import decode

_LARGEST_PACKED, _LARGEST, _DEEPEST, _MOST_PASSED = 2 << 20, 16 << 20, 500, 8
_TOKEN = re.compile(
    rb"(?P<opens>\{)|(?P<closes>\})|\\'(?P<octet>[0-9a-fA-F]{2})"
    rb"|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\(?P<sign>[^a-zA-Z])|[\r\n]+"
    rb"|(?P<said>[^\\{}\r\n]+|\\)"
)
_SIGNS = {
    **dict.fromkeys([b"par", b"line", b"row", b"sect", b"page"], "\n"),
    **dict.fromkeys([b"tab", b"cell"], "\t"),
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"endash": "–",
    b"emdash": "—",
}
_ESCAPED = {b"\\": "\\", b"{": "{", b"}": "}", b"~": "\xa0", b"_": "-"}
_NOT_WORDS = {
    *(b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer"),
    *(b"headerl", b"headerr", b"footerl", b"footerr", b"themedata", b"listtable", b"generator"),
    *(b"listoverridetable", b"xmlnstbl", b"datastore", b"fldinst", b"latentstyles", b"rsidtbl"),
}


class Rtf(NamedTuple):
    """What the RTF says: as HTML, or plainly."""

    text: str
    html: bool


def unpacked(octets: bytes) -> bytes:
    """RTF out of its compression; none where that is damaged or too large."""
    if not octets or len(octets) > _LARGEST_PACKED:
        return b""
    try:
        return bytes(decompress(octets))[:_LARGEST]
    except Exception:  # noqa: BLE001 it raises bare exceptions for what is damaged
        return b""


def rtf_content(octets: bytes) -> Rtf:
    """The words; RTF that is damaged gives what can be read of it."""
    begins = octets[:2_000]
    codepage = re.search(rb"\\ansicpg(\d{2,5})", begins)
    reading = _Reading(f"cp{int(codepage[1])}" if codepage else "cp1252", b"\\fromhtml" in begins)
    return Rtf(reading.text(octets[:_LARGEST]), reading.html)


class _Group(NamedTuple):
    """What holds inside a group."""

    silent: bool = False
    tag: bool = False
    """A piece of the HTML for which the RTF stands."""
    shown_again: bool = False
    """RTF that only draws what the HTML says already."""
    skip: int = 1
    r"""How many signs stand behind `\u` for programs that do not know it."""


class _Reading:
    """RTF while it is read, token by token."""

    def __init__(self, codepage: str, html: bool) -> None:  # noqa: FBT001
        self._codepage, self.html = codepage, html
        self._group, self._outer = _Group(), list[_Group]()
        self._pieces: list[str] = []
        self._octets = bytearray()
        """Letters that stand as octets, read together: one letter may take two."""
        self._skipped, self._starred = 0, False

    def text(self, octets: bytes) -> str:
        for token in _TOKEN.finditer(octets):
            kind = token.lastgroup
            if kind != "octet":
                self._flush()
            if kind == "opens" and len(self._outer) < _DEEPEST:
                self._outer.append(self._group)
            elif kind == "closes" and self._outer:
                self._group = self._outer.pop()
            elif kind == "octet":
                self._octet(int(token["octet"], 16))
            elif token["word"]:
                self._word(token["word"], token["number"])
            elif kind == "sign":
                self._say(_ESCAPED.get(token["sign"], ""))
            elif kind == "said":
                self._words(token["said"])
            self._starred = token["sign"] == b"*"
        self._flush()
        return "".join(self._pieces).strip("\0 \n")

    def _say(self, text: str) -> None:
        if not (self._group.silent or (self.html and self._group.shown_again)):
            self._pieces.append(text)

    def _flush(self) -> None:
        if self._octets:
            self._say(decode(bytes(self._octets), self._codepage).text)
            self._octets.clear()

    def _octet(self, value: int) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            self._octets.append(value)

    def _words(self, said: bytes) -> None:
        rest = said[self._skipped :]
        self._skipped = max(self._skipped - len(said), 0)
        self._say(decode(rest, self._codepage).text)

    def _word(self, word: bytes, number: bytes | None) -> None:
        value = int(number) if number else None
        if word == b"u" and value is not None:
            self._say(_letter(value))
            self._skipped = self._group.skip
        elif word == b"uc":
            skip = min(max(value or 0, 0), _MOST_PASSED)
            self._group = self._group._replace(skip=skip)
        elif word == b"htmltag":
            self._group = self._group._replace(tag=True, silent=False)
        elif word == b"htmlrtf":
            self._group = self._group._replace(shown_again=value != 0)
        elif word in _NOT_WORDS or self._starred:
            self._group = self._group._replace(silent=True)
        elif not (self.html and self._group.tag):
            self._say(_SIGNS.get(word, ""))


def _letter(value: int) -> str:
    """A letter by its number, which RTF writes with a sign; halves of a pair are left out."""
    number = value % 0x1_0000
    return "" if not number or 0xD800 <= number <= 0xDFFF else chr(number)  # noqa: PLR2004
