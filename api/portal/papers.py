"""What a person takes along: the receipt, a proof that they asked, our letter and the copies."""

import re

from fastapi import APIRouter, Request, Response

from griffie.api.http.guard import engine_of
from griffie.api.papers.letter.pdf import sent_as_pdf
from griffie.api.portal.entered import Form
from griffie.api.portal.proof import proof_lines
from griffie.api.portal.rendering import HEADERS, render, speech_for
from griffie.api.portal.route import UNCOUNTED, PortalRoute
from griffie.api.portal.status_page import is_locked, opened, status_page
from griffie.application.letters import LetterKind
from griffie.application.letters.paper import paper_of
from griffie.application.portal.handed_out import copy_sent, letter_sent
from griffie.domain.request.reference import reference

router = APIRouter(route_class=PortalRoute, include_in_schema=False)

_HARMLESS = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"})
"""Served as what they say they are. Anything else might be a page with a script of somebody's."""


@router.post("/portal/status/receipt", max_body_size=UNCOUNTED)
def receipt(http: Request, sent: Form) -> Response:
    """The receipt of the log: a file that anybody can check, without a name and without words."""
    found = opened(http, sent)
    if isinstance(found, Response):
        return found
    note = engine_of(http).bundles.receipt(found)
    return _file(note, "text/plain; charset=utf-8", f"{reference(found.id)}.tlog-proof")


@router.post("/portal/status/proof", max_body_size=UNCOUNTED)
def proof(http: Request, sent: Form) -> Response:
    """A proof that this was asked, for the authority: as a page to print, or as PDF."""
    found = opened(http, sent)
    if isinstance(found, Response):
        return found
    engine, speech = engine_of(http), speech_for(http, sent.one("lang"))
    paper = proof_lines(engine, found, engine.today(), speech)
    if sent.one("as") == "pdf":
        said = "\n\n".join([paper.title, *paper.lines, paper.entry])
        made = sent_as_pdf(said, LetterKind.ACKNOWLEDGEMENT, speech.language, engine.today())
        return _file(made, "application/pdf", f"{reference(found.id)}.pdf")
    return render(http, "proof.html", speech, paper=paper)


@router.post("/portal/status/letter", max_body_size=UNCOUNTED)
def letter(http: Request, sent: Form) -> Response:
    """Our letter, as it was sent: a page, or PDF. That it was fetched is recorded first."""
    found = opened(http, sent)
    if isinstance(found, Response):
        return found
    if is_locked(http, sent, found):
        return status_page(http, sent, found)
    engine, speech = engine_of(http), speech_for(http, sent.one("lang"))
    words, told = letter_sent(engine, found, sent.one("sealed"), engine.today())
    language = told.language or found.language
    if sent.one("as") == "pdf":
        paper = paper_of(told, engine.papers, language)
        made = sent_as_pdf(words, told.kind, language, told.sent_on, paper)
        return _file(made, "application/pdf", f"{reference(found.id)}.pdf")
    named, tongue = reference(found.id), language.value
    return render(http, "letter.html", speech, words=words, tongue=tongue, reference=named)


@router.post("/portal/status/copy", max_body_size=UNCOUNTED)
def copy(http: Request, sent: Form) -> Response:
    """A copy of the data, as a file. That it was fetched is recorded first."""
    found = opened(http, sent)
    if isinstance(found, Response):
        return found
    if is_locked(http, sent, found):
        return status_page(http, sent, found)
    engine = engine_of(http)
    document = copy_sent(engine, found, sent.one("sealed"), engine.today())
    kind = document.media_type if document.media_type in _HARMLESS else "application/octet-stream"
    return _file(b"".join(document.pieces()), kind, document.name or "copy")


def _file(octets: bytes, kind: str, name: str) -> Response:
    """A file to keep: whatever is in it runs nothing and asks for nothing."""
    plain = re.sub("[^A-Za-z0-9.-]", "-", name)[-80:].lstrip(".-") or "file"
    return Response(
        octets,
        headers=HEADERS
        | {
            "Content-Disposition": f'attachment; filename="{plain}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
        media_type=kind,
    )
