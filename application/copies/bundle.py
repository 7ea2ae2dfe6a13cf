"""Puts the documents that are handed over into one zip, which is then a document of the request.

`deliver-copy` names it like any other document: so what was handed over is committed to by its
digest, kept with the copies, and destroyed with them. Equal documents give equal octets.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from griffie.application.disclosure import FileDisclosure, KeyErasedError, Tier
from griffie.application.dossier.zip_writer import Part, zip_parts
from griffie.application.engine import Engine
from griffie.application.views.documents import opened_document
from griffie.domain.events import DocumentRedacted
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.policy import LARGEST_DOCUMENT
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.redaction import covered_originals, redactions

MOST = 100
_FOLDER = "documents"
_LONGEST_NAME = 60


class Entry(NamedTuple):
    """A document in the bundle: its path there, its own name, and what it is."""

    path: str
    name: str
    media_type: str
    octets: bytes
    covered: DocumentRedacted | None
    """How it came about, where it is a copy in which something is covered."""

    @property
    def digest(self) -> str:
        """SHA-256, 64 hexadecimal digits."""
        return sha256(self.octets).hexdigest()


class Contents(NamedTuple):
    """What a bundle holds, and of which request."""

    reference: str
    entries: Sequence[Entry]


Describe = Callable[[Contents], Iterable[Part]]
"""Writes the parts that describe the contents: a page to read, and lists for programs."""


def bundle(
    engine: Engine, request_id: UUID, documents: Sequence[Sealed], describe: Describe, now: Occasion
) -> tuple[RightsRequest, Sealed]:
    """File the zip of these documents. Gives the request, and the digest of the zip.

    Raises UnknownRequestError; BadInputError for a document that is none of the request, that is
    evidence of identity, or of which a covered copy was made, and where all are too large together;
    KeyErasedError where one is gone, ContentionError.
    """
    request = engine.requests.load(request_id)
    covered = {one.document: one for one in redactions(request)}
    _check(request, documents)
    opened = engine.vault.open(request.id, documents)
    entries, size = [], 0
    for number, one in enumerate(dict.fromkeys(documents), 1):
        if (found := opened_document(opened, one)) is None:
            raise KeyErasedError
        size += found.size
        path = f"{_FOLDER}/{number:02}-{_plain(found.name)}"
        entries.append(
            Entry(path, found.name, found.media_type, b"".join(found.pieces()), covered.get(one))
        )
    if size > LARGEST_DOCUMENT:
        raise BadInputError("documents", f"together more than {LARGEST_DOCUMENT >> 20} MiB")
    contents = Contents(reference(request.id), entries)
    held = (Part(one.path, one.octets) for one in entries)
    made = b"".join(zip_parts([*describe(contents), *held]))
    name = f"copy-{contents.reference}.zip"
    zipped = FileDisclosure(name, "application/zip", made, Tier.COPIES)
    kind = DocumentKind.DELIVERED_COPY
    done = engine.requests.add_document(request_id, now, kind, zipped, len(made))
    return done, zipped.sealed


def _check(request: RightsRequest, documents: Sequence[Sealed]) -> None:
    if not 0 < len(documents) <= MOST:
        raise BadInputError("documents", f"one to {MOST} of them")
    chosen = set(documents)
    if not chosen <= set(request.documents):
        raise BadInputError("documents", "not in this request")
    if chosen & set(request.identity_evidence):
        raise BadInputError("documents", "evidence of identity is not handed over")
    if chosen & covered_originals(request):
        raise BadInputError("documents", "a covered copy of it was made: hand over that one")


def _plain(name: str) -> str:
    """The name as every file system writes it."""
    said = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-") or "document"
    stem, dot, ending = said.rpartition(".")
    return f"{(stem or ending)[:_LONGEST_NAME]}{dot}{ending[:10]}" if stem else said[:_LONGEST_NAME]
