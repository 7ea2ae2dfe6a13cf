"""The addresses of letters to the requester: to read one, and the list of what was sent."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from griffie.api.http.beside_the_loop import records
from griffie.api.http.guard import Reader, engine_of, may_read, may_reveal
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import REQUESTS, RequestId, Reveal, SaidWhy, problem_responses
from griffie.api.http.routes.requests import look
from griffie.api.papers.letter import as_html, headers, sent_as_html
from griffie.api.papers.letter.pdf import as_pdf, sent_as_pdf
from griffie.application.letters import ComposedLetter, LetterKind, as_text, check_occasion, letter
from griffie.application.letters.enclosed import with_receipt
from griffie.application.letters.paper import paper_of
from griffie.application.letters.sent import as_sent, words_of
from griffie.application.views import open_values
from griffie.application.views.letters import Letters, letters_shown
from griffie.domain.housekeeping import Export
from griffie.domain.law import Language

router = APIRouter(prefix=REQUESTS, tags=["requests"], route_class=StrictRoute)

_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_FORMATS = {
    "html": "text/html; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "pdf": "application/pdf",
}
_FILE: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_LETTER: dict[int | str, Any] = {
    200: {
        "description": "The letter, complete or with what the clerk must fill in marked.",
        "content": {"text/html": _TEXT, "text/plain": _TEXT, "application/pdf": _FILE},
    }
}

Kind = Annotated[LetterKind, Query(description="What the letter is for.")]
Format = Annotated[
    Literal["html", "text", "pdf"],
    Query(description="A page to print, plain text, or PDF/A-3 with PDF/UA."),
]
Chosen = Annotated[Language | None, Query(description="Another language than that of the request.")]


@router.get(
    "/{request_id}/letter",
    name="letter",
    response_class=Response,
    responses=_LETTER | problem_responses(404, 409, 422),
)
@records
def read_letter(
    http: Request,
    request_id: RequestId,
    account: Reader,
    kind: Kind,
    why: SaidWhy,
    format: Format = "html",  # noqa: A002 - the name in the address
    language: Chosen = None,
) -> Response:
    """The letter that the events so far call for. It has name and address: who looked is recorded.

    Of a closed request it is the letter as it was sent, with the day on which that was. 409 where
    there is nothing to write about yet, and once the personal data were erased.
    """
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    may_reveal(account, request, engine.now(account).at, why)
    check_occasion(request, kind)
    look(engine, account, request, why, erased=False)
    engine.access_trail.record_export(request, Export.LETTER, engine.now(account))
    opened = open_values(request, engine.vault)
    sent = as_sent(request, kind)
    spoken = language or engine.profile.languages.spoken(request.language)
    if sent and (words := words_of(sent, opened)):
        spoken = sent.language or engine.profile.languages.spoken(request.language)
        paper = paper_of(sent, engine.papers, spoken)
        as_it_went: dict[str, Callable[[], str | bytes]] = {
            "html": lambda: sent_as_html(words, kind, spoken, paper),
            "text": lambda: words,
            "pdf": lambda: sent_as_pdf(words, kind, spoken, sent.sent_on, paper),
        }
        return Response(
            as_it_went[format](),
            200,
            headers(paper.colour) | {"Content-Language": spoken},
            media_type=_FORMATS[format],
        )
    written = letter(
        request,
        engine.requests.history(request_id),
        engine.profile,
        kind,
        spoken,
        opened,
        on=sent.sent_on if sent else engine.today(),
        about=sent.rights if sent else (),
    )
    written = with_receipt(written, request, engine.bundles)
    drawn: dict[str, Callable[[ComposedLetter], str | bytes]] = {
        "html": as_html,
        "text": as_text,
        "pdf": as_pdf,
    }
    return Response(
        drawn[format](written),
        200,
        headers(written.style.colour) | {"Content-Language": written.language},
        media_type=_FORMATS[format],
    )


@router.get(
    "/{request_id}/letters",
    name="letters",
    response_model=Letters,
    responses=problem_responses(404, 422),
)
def read_letters(
    http: Request, request_id: RequestId, account: Reader, why: SaidWhy, *, reveal: Reveal = False
) -> Response:
    """What the requester was told: when, by which channel, and where each thing stands.

    With `reveal` the texts as they were sent, until they are erased; who looked is recorded.
    """
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    opened = None
    if reveal:
        look(engine, account, request, why, erased=request.erased)
        opened = open_values(request, engine.vault)
    return json_response(letters_shown(request, opened))
