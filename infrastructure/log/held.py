"""Checkpoints that somebody kept outside the store: in a folder of files, mails among them.

A checkpoint may stand in a file by itself, in a receipt, or in a mail: in its text or in a file
that is attached to it. Whatever else stands in the file is passed over.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import NamedTuple

from griffie.application.errors import StoreError

_NOTE = re.compile(
    r"^[^\s+]+\n(?:0|[1-9][0-9]{0,18})\n[A-Za-z0-9+/]{43}=\n\n(?:\N{EM DASH} [^\s+]+ \S+\n)+",
    re.MULTILINE,
)
_LARGEST = 64 << 20
_QUOTED = re.compile(r"^> ?")
"""An empty line is quoted by the sign alone."""
_SPACES = " \t\N{NO-BREAK SPACE}"


class HeldNote(NamedTuple):
    """A signed note, and the file in which it was found."""

    file: Path
    note: str


def read_held(folder: Path) -> list[HeldNote]:
    """Every checkpoint in the files of a folder and of its subfolders, by name of file.

    Raises StoreError where the folder is none, or a file in it holds no checkpoint: somebody
    relies on each of them.
    """
    if not folder.is_dir():
        raise StoreError(f"{folder} is no folder: name the one that holds the checkpoints.")
    found: list[HeldNote] = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        notes = [HeldNote(file, note) for note in _notes_in(file)]
        if not notes:
            raise StoreError(
                f"{file} holds no checkpoint: take it out of the folder, or save it again as text"
                " or as a mail (.eml)."
            )
        found += notes
    if not found:
        raise StoreError(f"{folder} holds no checkpoint.")
    return found


def _notes_in(file: Path) -> list[str]:
    if file.stat().st_size > _LARGEST:
        return []
    octets = file.read_bytes()
    texts = [_as_text(octets), *(_texts_of_mail(octets) if file.suffix == ".eml" else ())]
    return list(dict.fromkeys(note for text in texts for note in _NOTE.findall(text)))


def _texts_of_mail(octets: bytes) -> Iterator[str]:
    for part in message_from_bytes(octets, policy=policy.default).walk():
        content = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield _as_text(content)


def notes_in_text(text: str) -> list[str]:
    """Every checkpoint in a text that somebody pasted, in its order."""
    return _NOTE.findall(_without_quotes(text))


def _as_text(octets: bytes) -> str:
    """As a text file is read: without its mark of order."""
    encoding = "utf-16" if octets[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    return _without_quotes(octets.decode(encoding, "replace"))


def _without_quotes(text: str) -> str:
    """With any ends of lines. A program for mail may quote each line, or put spaces around it."""
    lines = text.splitlines()
    return "".join(_QUOTED.sub("", line.strip(_SPACES)) + "\n" for line in lines)
