"""The address that covers something in a copy of a document; the document itself stays."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field, StringConstraints

from griffie.api.http.guard import CaseWorker, engine_of, may_read, may_reveal
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import REQUESTS, RequestId, SaidWhy, problem_responses
from griffie.api.http.routes.documents import Digest
from griffie.api.http.routes.requests import look, state_response
from griffie.application.disclosure import Body, Disclosure
from griffie.application.redaction.covers import MOST_AREAS, MOST_WORDS, THOUSAND, Area, Covers
from griffie.application.redaction.redact import Reasons, redact
from griffie.application.views.request import DocumentAdded
from griffie.domain.model.values import Frozen, Sealed

router = APIRouter(prefix=REQUESTS, tags=["requests"], route_class=StrictRoute)

_Place = Annotated[int, Field(ge=0, le=THOUSAND, strict=True)]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class CoveredArea(Frozen):
    """A rectangle on a page, in thousandths of its width and height from the top left."""

    page: Annotated[
        int, Field(ge=1, le=10_000, strict=True, description="The first page is 1.")
    ] = 1
    left: _Place
    top: _Place
    right: _Place
    bottom: _Place


class Redact(Body):
    """What is covered in a copy, and why: Article 15(4) GDPR, 20(4), or 5(1)(c)."""

    areas: Annotated[tuple[CoveredArea, ...], Field(max_length=MOST_AREAS)] = ()
    words: Annotated[
        tuple[_Words, ...],
        Field(max_length=MOST_WORDS, description="Covered wherever they stand. Never stored."),
    ] = ()
    grounds: Annotated[
        tuple[str, ...],
        Field(min_length=1, max_length=3, description="gdpr/15/4, gdpr/20/4 or gdpr/5/1/c"),
    ]
    because: Annotated[Disclosure, Field(description="Why, in a sentence for the file.")]

    def covers(self) -> Covers:
        """The same as the redactor is told it."""
        areas = (Area(a.page, a.left, a.top, a.right, a.bottom) for a in self.areas)
        return Covers(tuple(areas), self.words)


@router.post(
    "/{request_id}/documents/{digest}/redact",
    name="redact",
    status_code=201,
    response_model=DocumentAdded,
    responses=problem_responses(404, 409, 413, 422),
)
def make_copy(
    http: Request,
    request_id: RequestId,
    digest: Digest,
    body: Redact,
    account: CaseWorker,
    said: SaidWhy,
) -> Response:
    """Make a copy in which something is covered. The document itself stays; the look is recorded.

    A PDF or a picture is drawn anew as pictures: no text, no metadata and nothing below a cover
    is in the copy. Of a plain text the words give way to blocks of one length. `document` in the
    answer is the digest of the copy.
    """
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    may_reveal(account, request, engine.now(account).at, said)
    if digest in request.documents:
        look(engine, account, request, said, erased=request.erased)
    why, now = Reasons(body.grounds, body.because), engine.now(account)
    done, copy = redact(engine, request_id, Sealed(digest), body.covers(), why, now)
    return state_response(engine, done, account, status=201, document=copy)
