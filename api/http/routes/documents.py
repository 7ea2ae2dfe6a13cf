"""The addresses of documents: which a request has, and the octets of one."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import StreamingResponse

from griffie.api.http.guard import Reader, engine_of, may_read, may_reveal
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import REQUESTS, RequestId, SaidWhy, problem_responses
from griffie.api.http.routes.requests import look
from griffie.application.disclosure import KeyErasedError
from griffie.application.requests.requests import UnknownRequestError
from griffie.application.views.documents import Documents, documents_shown, opened_document
from griffie.domain.housekeeping import Export
from griffie.domain.model.values import Sealed

router = APIRouter(prefix=REQUESTS, tags=["requests"], route_class=StrictRoute)

_OCTETS: dict[int | str, Any] = {
    200: {
        "description": "The octets as they were put in.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_HARMLESS = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"})
"""Served as what they say they are. Anything else might be a page with a script of somebody's."""

Digest = Annotated[
    str, Path(pattern="^[A-Za-z0-9_-]{43}$", description="The `document` of the list.")
]


@router.get(
    "/{request_id}/documents", response_model=Documents, responses=problem_responses(404, 422)
)
def documents(http: Request, request_id: RequestId, account: Reader) -> Response:
    """The documents of the request, without their names. Those that were erased since are named."""
    engine = engine_of(http)
    may_read(account, engine.requests.load(request_id))
    return json_response(documents_shown(engine.history.lines_of(request_id)))


@router.get(
    "/{request_id}/documents/{digest}",
    name="document",
    response_class=StreamingResponse,
    responses=_OCTETS | problem_responses(404, 409, 422),
)
def document(
    http: Request, request_id: RequestId, account: Reader, digest: Digest, why: SaidWhy
) -> Response:
    """The octets of one document. That it was looked at and handed out is recorded first."""
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    may_reveal(account, request, engine.now(account).at, why)
    sealed = Sealed(digest)
    if sealed not in request.documents:
        raise UnknownRequestError
    look(engine, account, request, why, erased=request.erased)
    found = opened_document(engine.vault.open(request.id, [sealed]), sealed)
    if found is None:
        raise KeyErasedError
    engine.access_trail.record_export(request, Export.DOCUMENT, engine.now(account))
    kind = found.media_type if found.media_type in _HARMLESS else "application/octet-stream"
    name = quote(found.name or "document", safe="")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Content-Length": str(found.size),
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return StreamingResponse(found.pieces(), headers=headers, media_type=kind)
