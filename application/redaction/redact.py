"""Makes a copy of a document with something covered: filed as a copy to hand over."""

from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from griffie.application.disclosure import Disclosure, FileDisclosure, KeyErasedError, Tier
from griffie.application.engine import Engine
from griffie.application.redaction.covers import Covers
from griffie.application.requests.requests import ContentionError, UnknownRequestError
from griffie.application.views.documents import OpenedDocument, opened_document
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.redaction import COVERED_BY

_NAME = "redacted"


class Reasons(NamedTuple):
    """On which grounds something is covered (`COVERED_BY`), and the sentence that explains it."""

    grounds: tuple[str, ...]
    because: Disclosure


def original_of(engine: Engine, request: RightsRequest, document: Sealed) -> OpenedDocument:
    """The document that is to be covered. The caller has recorded the look.

    Raises UnknownRequestError where the request has no such document, KeyErasedError where it is
    gone.
    """
    if document not in request.documents:
        raise UnknownRequestError
    found = opened_document(engine.vault.open(request.id, [document]), document)
    if found is None:
        raise KeyErasedError
    return found


def redact(  # noqa: PLR0917 - what is covered where, why, and by whom
    engine: Engine, request_id: UUID, document: Sealed, covers: Covers, why: Reasons, now: Occasion
) -> tuple[RightsRequest, Sealed]:
    """File the covered copy and record it. Gives the request, and the digest of the copy.

    The name of the original is not taken over: it may say what was covered. Raises BadInputError,
    UnreadableDocumentError, ContentionError, what `original_of` raises and what the step refuses.
    """
    _check(covers, why.grounds)
    found = original_of(engine, engine.requests.load(request_id), document)
    made = engine.redactor.redact(b"".join(found.pieces()), found.media_type, covers)
    ending = made.media_type.rpartition("/")[2].replace("plain", "txt").replace("jpeg", "jpg")
    copy = FileDisclosure(f"{_NAME}.{ending}", made.media_type, made.octets, Tier.COPIES)
    for then in engine.requests.attempts(now):
        request = engine.requests.destroy_what_waits(engine.requests.load(request_id), then)
        kind, size = DocumentKind.DELIVERED_COPY, len(made.octets)
        request.add_document(then, kind=kind, document=copy.sealed, size=size)
        request.redact_document(
            then,
            original=document,
            document=copy.sealed,
            grounds=why.grounds,
            because=why.because.sealed,
            places=made.places,
        )
        with suppress(IntegrityError):
            locked = engine.vault.lock(request_id, [copy, why.because])
            engine.requests.save(request, locked=locked)
            return engine.requests.load(request_id), copy.sealed
    raise ContentionError


def _check(covers: Covers, grounds: Sequence[str]) -> None:
    """What is refused before anything is drawn."""
    if not (covers.areas or covers.words):
        raise BadInputError("areas", "nothing would be covered")
    if not grounds or not set(grounds) <= set(COVERED_BY):
        raise BadInputError("grounds", "not one on which something may be covered")
