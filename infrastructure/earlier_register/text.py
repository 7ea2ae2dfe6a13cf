"""Text with separators: encoding and separator are found out where nobody says them.

UTF-8 and UTF-16 are recognised for certain; what is neither is taken for windows-1252, the
encoding of older programs of offices here, if every octet has a meaning in it.
"""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from griffie.application.errors import UnreadableRegisterError
from griffie.application.intake.earlier_register.rows import Row

LARGEST_CELL = 1 << 18
_BLOCK = 1 << 20
_SEPARATORS = ";\t,|"
_NEVER_BETWEEN = '"\r\n'
_SAID_ABOVE = "sep="
_OLD = "windows-1252"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path) -> str:
    """The encoding of a file. Raises UnreadableRegisterError where none of ours fits."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if b"\0" in start:
        return _without_mark(path, start)
    return next((one for one in ("utf-8", _OLD) if decodes(path, one)), "") or _refuse()


def _without_mark(path: Path, start: bytes) -> str:
    """UTF-16 that does not say so: of its first signs every other octet is zero."""
    zeros = [place for place, octet in enumerate(start) if not octet]
    name = "utf-16-le" if zeros == [1, 3] else "utf-16-be" if zeros == [0, 2] else ""
    if name and decodes(path, name):
        return name
    raise UnreadableRegisterError("characters without meaning (NUL) stand at its beginning")


def decodes(path: Path, encoding: str) -> bool:
    """Whether every octet of the file has a meaning in this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _refuse() -> str:
    raise UnreadableRegisterError(
        "the encoding is none of UTF-8, UTF-16 and windows-1252: save it as UTF-8, or say the"
        " encoding in the mapping"
    )


def check_encoding(path: Path, encoding: str) -> str:
    """The encoding that was said. Raises UnreadableRegisterError where the file is not in it."""
    try:
        "".encode(encoding)  # refuses, besides, what encodes no text (base64, zlib, rot13)
    except (LookupError, ValueError):
        raise UnreadableRegisterError("encoding: there is none of that name") from None
    if not decodes(path, encoding):
        raise UnreadableRegisterError("encoding: the file is not in the encoding that is said")
    return encoding


class TextRows:
    """See `application.intake.earlier_register.rows.Rows`."""

    def __init__(self, path: Path, encoding: str | None, separator: str | None) -> None:
        self._path = path
        self.encoding = check_encoding(path, encoding) if encoding else encoding_of(path)
        self.separator = separator or self._likeliest()
        if len(self.separator) != 1 or self.separator in _NEVER_BETWEEN:
            raise UnreadableRegisterError("separator: one character, and no quotation mark")
        self.columns = self._head()

    def _likeliest(self) -> str:
        with self._path.open(encoding=self.encoding, newline="") as file:
            head = file.readline(LARGEST_CELL)
        if _says_separator(head):
            return head[len(_SAID_ABOVE)]
        return max(_SEPARATORS, key=head.count)

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        before = csv.field_size_limit(LARGEST_CELL)
        line = 1
        try:
            with self._path.open(encoding=self.encoding, newline="") as file:
                reader = csv.reader(file, delimiter=self.separator, strict=True)
                for cells in reader:
                    if line > 1 or not _says_separator(self.separator.join(cells)):
                        yield line, cells
                    line = reader.line_num + 1
        except csv.Error as broken:
            raise UnreadableRegisterError(f"line {line}: {_why(str(broken))}") from None
        finally:
            csv.field_size_limit(before)

    def _head(self) -> tuple[str, ...]:
        _, names = next(self._lines(), (1, []))
        return check_head(names)

    def __iter__(self) -> Iterator[Row]:
        lines = self._lines()
        next(lines, None)
        wide = len(self.columns)
        for line, cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) < wide or any(cell.strip() for cell in cells[wide:]):
                yield Row(line, {}, f"it has {len(cells)} cells, and the head has {wide}")
                continue
            texts = zip(self.columns, (cell.strip() for cell in cells), strict=False)
            yield Row(line, dict(texts))


def _says_separator(head: str) -> bool:
    """Whether a first line says the separator to a spreadsheet, and nothing else: `sep=;`."""
    said = head.rstrip("\r\n").casefold()
    return said.startswith(_SAID_ABOVE) and len(said) == len(_SAID_ABOVE) + 1


def _why(broken: str) -> str:
    if "field limit" in broken:
        return f"a cell has more than {LARGEST_CELL} characters, or its quotation is not closed"
    if "NUL" in broken:
        return "it contains a character without meaning (NUL)"
    if "expected after" in broken:
        return "something stands behind a closed quotation mark: within a cell it is written twice"
    return "a quotation mark is not closed"


def check_head(names: list[str]) -> tuple[str, ...]:
    """The names of the columns. Raises UnreadableRegisterError where some lack or are twice."""
    stripped = [name.strip() for name in names]
    while stripped and not stripped[-1]:
        stripped.pop()
    if not stripped:
        raise UnreadableRegisterError("the first line has no names of columns")
    if not all(stripped):
        raise UnreadableRegisterError(f"column {stripped.index('') + 1} has no name")
    if twice := {name for name in stripped if stripped.count(name) > 1}:
        raise UnreadableRegisterError(f"two columns have one name: {', '.join(sorted(twice))}")
    return tuple(stripped)
