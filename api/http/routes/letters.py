"""The address of a letter to the requester, as a page to print or as plain text."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from griffie.api.http.guard import Reader, engine_of, may_read, may_reveal
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import Reason, RequestId, problem_responses
from griffie.api.http.routes.requests import REQUESTS, look
from griffie.api.papers.letter import HEADERS, as_html
from griffie.application.letters import LetterKind, as_text, check_occasion, letter
from griffie.application.views import open_values
from griffie.domain.housekeeping import Export
from griffie.domain.law import Language

router = APIRouter(prefix=REQUESTS, tags=["requests"], route_class=StrictRoute)

_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_FORMATS = {"html": "text/html; charset=utf-8", "text": "text/plain; charset=utf-8"}
_LETTER: dict[int | str, Any] = {
    200: {
        "description": "The letter, complete or with what the clerk must fill in marked.",
        "content": {"text/html": _TEXT, "text/plain": _TEXT},
    }
}

Kind = Annotated[LetterKind, Query(description="What the letter is for.")]
Format = Annotated[Literal["html", "text"], Query(description="A page to print, or plain text.")]
Chosen = Annotated[Language | None, Query(description="Another language than that of the request.")]


@router.get(
    "/{request_id}/letter",
    name="letter",
    response_class=Response,
    responses=_LETTER | problem_responses(404, 409, 422),
)
async def read_letter(
    http: Request,
    request_id: RequestId,
    account: Reader,
    kind: Kind,
    format: Format = "html",  # noqa: A002 - the name in the address
    language: Chosen = None,
    reason: Reason = None,
) -> Response:
    """The letter that the events so far call for. It has name and address: who looked is recorded.

    409 where there is nothing to write about yet, and once the personal data were erased.
    """
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    may_reveal(account, request, engine.now(account).at, reason)
    check_occasion(request, kind)
    look(engine, account, request, reason, erased=False)
    engine.access_trail.record_export(request, Export.LETTER, engine.now(account))
    written = letter(
        request,
        engine.requests.history(request_id),
        engine.profile,
        kind,
        language or engine.profile.languages.spoken(request.language),
        open_values(request, engine.vault),
        on=engine.today(),
    )
    said = as_html(written) if format == "html" else as_text(written)
    return Response(
        said, 200, HEADERS | {"Content-Language": written.language}, media_type=_FORMATS[format]
    )
