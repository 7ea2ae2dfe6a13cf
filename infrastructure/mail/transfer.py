"""Octets out of how they were sent: base64, quoted-printable, uuencode. Nothing stops it."""

import re
from binascii import Error, a2b_base64, a2b_qp, a2b_uu
from typing import NamedTuple

_SPACE = re.compile(rb"[\s\x00]+")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_SOFT_BREAK = re.compile(rb"=[ \t]+(?=\r?\n)")
_COMMENT = re.compile(r"\([^()]*\)")
_BASE64_LINES = re.compile(
    rb"(?:[A-Za-z0-9+/]{4,998}[ \t]*\r?\n)*[A-Za-z0-9+/]+={0,2}[ \t]*(?:\r?\n)+"
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a]")
_UU = re.compile(r"^begin [0-7]{3,4} +([^\n]{1,300})\n(?=[ -`]{1,90}$)", re.MULTILINE)
_UU_END = re.compile(r"^end[ \t]*$", re.MULTILINE)
_MOST_FILES, _LONGEST_LINE = 50, 100


class Sent(NamedTuple):
    """The octets, and what was wrong: octets that stand in no base64, an end that is missing."""

    octets: bytes
    damaged: bool = False
    cut_off: bool = False


def decoded(octets: bytes, encoding: str) -> Sent:
    """What was sent in this encoding; an encoding that nobody knows changes nothing."""
    encoding = _COMMENT.sub(" ", encoding).strip().strip("\"'").lower()
    if encoding == "base64":
        return _from_base64(octets)
    if encoding == "quoted-printable":
        return Sent(a2b_qp(_SOFT_BREAK.sub(b"=", octets)))
    if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        files = uuencoded(octets.decode("latin-1").replace("\r\n", "\n"))[1]
        return (
            Sent(files[0].content, cut_off=files[0].cut_off)
            if files
            else Sent(octets, damaged=True)
        )
    return Sent(octets)


def _from_base64(octets: bytes) -> Sent:
    written = _SPACE.sub(b"", octets)
    letters = _NOT_BASE64.sub(b"", written).replace(b"=", b"")
    damaged = bool(_NOT_BASE64.search(written)) or b"=" in written.rstrip(b"=")
    if len(letters) % 4 == 1:
        letters, damaged = letters[:-1], True
    lacking = -len(letters) % 4
    ended = damaged or written.count(b"=") >= lacking
    return Sent(a2b_base64(letters + b"=" * lacking), damaged, not ended)


def base64_then_words(octets: bytes) -> bytes | None:
    """The words of base64 under which a list set its own plain lines; None where it is not that."""
    begun = _BASE64_LINES.match(octets)
    if not begun:
        return None
    sent = _from_base64(begun[0])
    text = sent.octets.removesuffix(b"\n")
    if sent.damaged or sent.cut_off or not text or _CONTROL.search(text):
        return None
    return text + b"\r\n" + octets[begun.end() :]


class UuFile(NamedTuple):
    """A file that stands in the text of a mail."""

    name: str
    content: bytes
    cut_off: bool


def uuencoded(text: str) -> tuple[str, list[UuFile]]:
    """A text without the files that stand in it, and these files."""
    files: list[UuFile] = []
    kept: list[str] = []
    position = 0
    while len(files) < _MOST_FILES and (begun := _UU.search(text, position)):
        end = _UU_END.search(text, begun.end())
        stop = end.start() if end else len(text)
        first = text[begun.end() : begun.end() + _LONGEST_LINE].partition("\n")[0]
        if not _line(first):
            kept.append(text[position : begun.end()])
            position = begun.end()
            continue
        kept.append(text[position : begun.start()])
        content = b"".join(map(_line, text[begun.end() : stop].splitlines()))
        files.append(UuFile(begun[1].strip(), content, cut_off=not end))
        position = end.end() if end else len(text)
    return "".join([*kept, text[position:]]).strip() if files else text, files


def _line(line: str) -> bytes:
    """The octets of a line; none where it is no such line."""
    try:
        return a2b_uu(line.encode("latin-1"))
    except (Error, ValueError):
        return b""
