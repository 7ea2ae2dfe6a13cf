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
_Y_BEGIN = re.compile(rb"^=ybegin [^\r\n]{1,400}\r?\n(?:=ypart [^\r\n]{1,400}\r?\n)?", re.MULTILINE)
_Y_END = re.compile(rb"^=yend[^\r\n]{0,400}", re.MULTILINE)
_Y_NAME = re.compile(rb" name=([^\r\n]{1,300})")
_Y_ESCAPED = re.compile(rb"=(.)", re.DOTALL)
_Y_TABLE = bytes((octet - 42) % 256 for octet in range(256))
_MOST_FILES, _LONGEST_LINE, _LONG_BASE64 = 50, 100, 60
_ALL_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4,}\r?\n)*[A-Za-z0-9+/]{2,}={0,2}")
_UTF8_LETTER = re.compile(rb"=[CDE][0-9A-F](?:=[89AB][0-9A-F]){1,2}")
_BROKEN = re.compile(rb"=[0-9A-F]{2}[^\n]{0,75}=\r?\n|=\r?\n[^\n]{0,75}=[0-9A-F]{2}")


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


def is_text(octets: bytes) -> bool:
    """Whether these octets are words as anybody may read them: UTF-8, nothing that controls."""
    if _CONTROL.search(octets) or not octets.strip():
        return False
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True


def untold(octets: bytes) -> bytes | None:
    """The words of a text that was encoded without saying so; None where it was not.

    Many lines of base64 and nothing else; quoted-printable where it spells letters of UTF-8, or
    breaks lines.
    """
    written = octets.strip()
    if len(written) >= _LONG_BASE64 and _ALL_BASE64.fullmatch(written):
        sent = _from_base64(written)
        if not (sent.damaged or sent.cut_off) and is_text(sent.octets) and b" " in sent.octets:
            return sent.octets
    if octets.isascii() and (len(_UTF8_LETTER.findall(octets)) > 1 or _BROKEN.search(octets)):
        sent = decoded(octets, "quoted-printable")
        return sent.octets if is_text(sent.octets) else None
    return None


class UuFile(NamedTuple):
    """A file that stands in the text of a mail."""

    name: str
    content: bytes
    cut_off: bool


def yencoded(octets: bytes) -> tuple[bytes, list[UuFile]]:
    """Words without the files that stand among them in yEnc, and these files."""
    files: list[UuFile] = []
    kept: list[bytes] = []
    position = 0
    while len(files) < _MOST_FILES and (begun := _Y_BEGIN.search(octets, position)):
        end = _Y_END.search(octets, begun.end())
        stop = end.start() if end else len(octets)
        lines = octets[begun.end() : stop].translate(None, b"\r\n")
        content = _Y_ESCAPED.sub(lambda two: bytes([(two[1][0] - 64) % 256]), lines)
        name = _Y_NAME.search(begun[0])
        said = name[1].decode("latin-1").strip() if name else ""
        files.append(UuFile(said, content.translate(_Y_TABLE), cut_off=not end))
        kept.append(octets[position : begun.start()])
        position = end.end() if end else len(octets)
    return (b"".join([*kept, octets[position:]]), files) if files else (octets, [])


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
