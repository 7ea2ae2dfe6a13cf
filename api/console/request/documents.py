"""The documents of a request as lines: of which kind, when, how large, and how long they are kept.

Their names are personal data: they are seen where the document itself is.
"""

from collections.abc import Iterable
from typing import NamedTuple

from griffie.api.words.names import DOCUMENTS, msg
from griffie.api.words.sizes import size
from griffie.api.words.speech import Speech, first_up
from griffie.application.engine import Engine
from griffie.domain.events import DocumentAdded
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.redaction import covered_originals

KEPT_UNTIL = {
    DocumentKind.IDENTITY_EVIDENCE: msg("destroyed once the identity is verified"),
    DocumentKind.DELIVERED_COPY: msg("destroyed six months after it was handed over"),
    DocumentKind.CORRESPONDENCE: msg("kept as long as the file"),
}
UPLOADED = tuple(reversed(DocumentKind))
"""The kinds in the order in which a form offers them."""


class DocumentLine(NamedTuple):
    """One document; `gone` where its words were destroyed since."""

    digest: str
    kind: str
    about: str
    gone: bool


def document_lines(engine: Engine, request: RightsRequest, speech: Speech) -> list[DocumentLine]:
    """Every document, the newest first."""
    kept = {
        DocumentKind.IDENTITY_EVIDENCE: request.identity_evidence,
        DocumentKind.DELIVERED_COPY: request.copies,
    }
    return [
        DocumentLine(
            event.document,
            first_up(speech.say(DOCUMENTS[event.kind])),
            " · ".join(
                (
                    speech.day(event.recorded_on),
                    size(event.size),
                    speech.say(KEPT_UNTIL[event.kind]),
                )
            ),
            gone=request.erased or event.document not in kept.get(event.kind, request.documents),
        )
        for event in reversed(list(engine.requests.history(request.id)))
        if isinstance(event, DocumentAdded)
    ]


def to_hand_over(request: RightsRequest, lines: Iterable[DocumentLine]) -> list[DocumentLine]:
    """Those that may go into one file: no evidence of identity, and nothing behind a cover."""
    kept_back = {*request.identity_evidence, *covered_originals(request)}
    return [one for one in lines if not one.gone and one.digest not in kept_back]
