"""The address that puts documents into one zip to hand over."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field

from griffie.api.http.guard import CaseWorker, engine_of, may_read
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import REQUESTS, RequestId, SaidWhy, problem_responses
from griffie.api.http.routes.requests import look, state_response
from griffie.api.papers.copy import papers
from griffie.application.copies.bundle import MOST, bundle
from griffie.application.views.request import DocumentAdded
from griffie.domain.law import Language
from griffie.domain.model.values import Frozen, Sealed

router = APIRouter(prefix=REQUESTS, tags=["requests"], route_class=StrictRoute)


class CopyBundle(Frozen):
    """Which documents go together, and the language of the page that lists them."""

    documents: Annotated[
        tuple[Sealed, ...],
        Field(min_length=1, max_length=MOST, description="Digests, as `documents` answered them."),
    ]
    language: Annotated[
        Language | None, Field(description="By default that in which the requester is written to.")
    ] = None


@router.post(
    "/{request_id}/copy-bundle",
    name="copy-bundle",
    status_code=201,
    response_model=DocumentAdded,
    responses=problem_responses(404, 409, 422),
)
def make_bundle(
    http: Request, request_id: RequestId, body: CopyBundle, account: CaseWorker, why: SaidWhy
) -> Response:
    """Put documents into one zip with a page that lists them, and CSV and JSON for programs.

    The zip is a document of the request: name its `document` in `deliver-copy` when it was handed
    over. That the documents were opened is recorded. A document of which a covered copy was made is
    refused.
    """
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    look(engine, account, request, why, erased=request.erased)
    language = body.language or engine.profile.languages.spoken(request.language)
    describe = papers(engine.profile, language)
    done, made = bundle(engine, request_id, body.documents, describe, engine.now(account))
    return state_response(engine, done, account, status=201, document=made)
