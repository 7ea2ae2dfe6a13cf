"""Letters out of octets: in the set that is named, unless the octets say that it is another.

Who names iso-8859-1, us-ascii or nothing mostly writes windows-1252 or UTF-8. Octets that are UTF-8
by accident are so rare in our languages that UTF-8 goes first wherever it fits.
"""

import codecs
import re
from typing import NamedTuple

_LATIN = {"ascii", "iso8859-1", "iso8859-15", "cp1252"}
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "big5": "big5hkscs",
}
_WIDER_BY_C1 = {
    "iso8859-2": "cp1250",
    "iso8859-6": "cp1256",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-13": "cp1257",
}
"""What Windows writes under these names: seen where octets stand that are no letters in them."""
_CALLED = {
    "x-mac-roman": "mac-roman",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "unicode-1-1-utf-7": "utf-7",
    "x-sjis": "shift_jis",
    "x-gbk": "gbk",
    "ansi": "cp1252",
    "x-windows-949": "cp949",
    "utf8mb4": "utf-8",
    "ks_c_5601-1987": "cp949",
}
_NO_CHARSETS = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
_C1 = re.compile(rb"[\x80-\x9f]")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_JAPANESE = b"\x1b$"


_CP1252 = {
    bytes([octet]).decode("cp1252"): bytes([octet])
    for octet in range(0x80, 0x100)
    if octet not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
_REST = re.escape("".join([*(one for one, octet in _CP1252.items() if octet < b"\xc0")]))
_TWICE = re.compile(rf"[ÂÃÅ][\x80-\xbf{_REST}]|â[\x80\x82€‚][\x80-\xbf{_REST}]")
"""How accents, quotation marks, dashes and the euro sign look when they were encoded two times."""


class Decoded(NamedTuple):
    """A text, and whether the set of its letters had to be supposed."""

    text: str
    supposed: bool


def decode(octets: bytes, named: str = "", *, twice: int = 2) -> Decoded:
    """The letters of these octets. It never fails: what nobody can read is shown as U+FFFD.

    A text whose letters were encoded two times is read as it was meant, if it shows that as often
    as `twice` says.
    """
    found = _once(octets, named)
    meant = _meant(found.text, twice) if not octets.isascii() else None
    return found if meant is None else Decoded(meant, supposed=True)


def _once(octets: bytes, named: str) -> Decoded:
    for mark, codec in _MARKS.items():
        if octets.startswith(mark) and (text := _strictly(octets, codec)) is not None:
            return Decoded(text, supposed=False)
    codec = _codec(named)
    if codec in _LATIN or not codec:
        return _latin(octets, codec)
    by_octets = _WIDER_BY_C1.get(codec) if _C1.search(octets) else None
    for one, supposed in ((by_octets, True), (_WIDER.get(codec, codec), False)):
        if one and (text := _strictly(octets, one)) is not None:
            return Decoded(text, supposed=supposed)
    if codec == "utf-8":
        return Decoded(octets.decode("utf-8", "griffie-western"), supposed=True)
    if (text := _strictly(octets, "utf-8")) is not None:
        return Decoded(text, supposed=True)
    return Decoded(octets.decode(codec, "replace"), supposed=True)


def _meant(text: str, twice: int) -> str | None:
    """A text whose UTF-8 was taken for windows-1252 and encoded again; None where it is none.

    All its letters beyond ASCII must be so: who complains that we spell a name so writes others.
    """
    pairs = len(_TWICE.findall(text))
    if pairs < twice or not _TWICE.sub("", text).isascii():
        return None
    return _TWICE.sub(lambda pair: _octets(pair[0]).decode("utf-8", "replace"), text)


def _octets(letters: str) -> bytes:
    """In windows-1252, where the five octets that are nothing in it stand for themselves."""
    return b"".join(_CP1252.get(one) or one.encode("latin-1", "replace") for one in letters)


def _latin(octets: bytes, codec: str) -> Decoded:
    if octets.isascii():
        if _JAPANESE in octets and (text := _strictly(octets, "iso2022_jp")) is not None:
            return Decoded(text, supposed=True)
        return Decoded(octets.decode("ascii"), supposed=False)
    if (text := _strictly(octets, "utf-8")) is not None:
        return Decoded(text, supposed=True)
    if codec == "iso8859-15" and not _C1.search(octets):
        return Decoded(octets.decode(codec), supposed=False)
    fits = codec == "cp1252" or (codec == "iso8859-1" and not _C1.search(octets))
    return Decoded(octets.decode("cp1252", "replace"), supposed=not fits)


def _codec(named: str) -> str:
    """Python's name of a set of letters; empty where it is none that we know."""
    name = named.strip(" \"'").lower()
    try:
        found = codecs.lookup(_CALLED.get(name, name))
    except (LookupError, ValueError):
        return ""
    is_text = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and found.name not in _NO_CHARSETS else ""


def _strictly(octets: bytes, codec: str) -> str | None:
    try:
        return octets.decode(codec)
    except (LookupError, ValueError):
        return None


def _western(error: UnicodeError) -> tuple[str, int]:
    """An octet that is no UTF-8 among others that are: as the West writes it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("griffie-western", _western)
