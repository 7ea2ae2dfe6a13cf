"""The port behind which documents are covered: a text here, all else by the painter."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any

from griffie.application.redaction.covers import (
    SOLID,
    Covers,
    PageShown,
    Redacted,
    UnreadableDocumentError,
)
from griffie.domain.model.policy import LARGEST_DOCUMENT

_PAINTER = (sys.executable, "-I", "-m", "griffie.infrastructure.redaction.painter")
_DRAWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"})
_SECONDS = 150
_PAINTERS = BoundedSemaphore(2)
"""How many paint at once in this process: each may need much memory. Others wait."""


@dataclass(frozen=True, slots=True)
class PaintedRedactor:
    """Covers texts, PDFs and pictures."""

    def show(self, octets: bytes, media_type: str, page: int, covers: Covers) -> PageShown:
        """One page as a picture. Raises UnreadableDocumentError, also for a text."""
        said, jpeg = _painted("show", octets, media_type, covers, page)
        width, height = said["size"]
        return PageShown(jpeg, (width, height), said["pages"], said["words"])

    def redact(self, octets: bytes, media_type: str, covers: Covers) -> Redacted:
        """A new file. Raises UnreadableDocumentError, also where it would become too large."""
        if _plain(media_type) == "text/plain":
            return _text(octets, covers)
        said, made = _painted("redact", octets, media_type, covers)
        if len(made) > LARGEST_DOCUMENT:
            raise UnreadableDocumentError("as pictures it would be too large: cover a part of it")
        return Redacted(said["media_type"], made, said["places"])


def _text(octets: bytes, covers: Covers) -> Redacted:
    """Each of the words gives way to a block that is as long whatever stood there."""
    if covers.areas:
        raise UnreadableDocumentError("of a text only words are covered")
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableDocumentError("it is no text in UTF-8") from None
    longest_first = sorted(filter(None, map(str.split, covers.words)), key=len, reverse=True)
    places = 0
    for words in longest_first:
        wanted = r"\s+".join(map(re.escape, words))
        text, found = re.subn(wanted, SOLID, text, flags=re.IGNORECASE)
        places += found
    return Redacted("text/plain", text.encode(), places)


def _painted(
    do: str, octets: bytes, media_type: str, covers: Covers, page: int = 1
) -> tuple[dict[str, Any], bytes]:
    kind = _plain(media_type)
    if kind not in _DRAWN:
        raise UnreadableDocumentError("only PDFs, pictures and plain texts are covered here")
    asked = {"do": do, "media_type": kind, "page": page, **covers._asdict()}
    try:
        with _PAINTERS:
            done = subprocess.run(  # noqa: S603 - our own program; what it reads comes on its input
                _PAINTER,
                input=json.dumps(asked).encode() + b"\n" + octets,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                env={},
            )
    except subprocess.TimeoutExpired:
        raise UnreadableDocumentError("it takes too long") from None
    head, _, made = done.stdout.partition(b"\n")
    if done.returncode or not head:
        because = json.loads(head)["because"] if head else "what reads it broke down"
        raise UnreadableDocumentError(because)
    return json.loads(head), made


def _plain(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()
