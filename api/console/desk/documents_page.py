"""The documents of a request: to put one into the vault, and to look at one, which is recorded."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Request, Response, UploadFile
from fastapi.responses import RedirectResponse, StreamingResponse

from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.said_why import SaidInForm
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of, may_reveal
from griffie.api.http.problems import not_allowed_error
from griffie.api.http.quota import refuse_over_quota
from griffie.api.http.routes.requests import look
from griffie.application.access.roles import Permission, may
from griffie.application.disclosure import FileDisclosure
from griffie.application.maintenance.values_told import TIERS
from griffie.application.requests.requests import UnknownRequestError
from griffie.application.views.documents import opened_document
from griffie.domain.housekeeping import Export
from griffie.domain.model.policy import LARGEST_DOCUMENT
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import DocumentKind

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_SHOWN_INSIDE = {"application/pdf", "image/png", "image/jpeg", "image/gif", "text/plain"}
"""What a browser shows by itself without running anything; all else is downloaded."""
_SEALED_OFF = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
"""A document is somebody else's: whatever is in it runs nothing and asks for nothing."""
_DIGEST = r"^[A-Za-z0-9_-]{43}$"


@router.post(
    "/requests/{reference}/documents", dependencies=[FromHere], max_body_size=LARGEST_DOCUMENT
)
def add(
    http: Request,
    reference: Reference,
    account: SignedIn,
    file: Annotated[UploadFile, File()],
    kind: Annotated[DocumentKind, Form()] = DocumentKind.CORRESPONDENCE,
) -> Response:
    """Seal a file, name and all. Nothing happens without a file."""
    if not may(account.role, Permission.RECEIVE):
        raise not_allowed_error()
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    content = file.file.read()
    if not content:
        return RedirectResponse(f"/requests/{reference}#files", 303)
    refuse_over_quota(engine, account, request.id, len(content))
    named, media = (file.filename or "")[:255], (file.content_type or "")[:255]
    document = FileDisclosure(named, media, content, TIERS[kind])
    done = engine.requests.add_document(
        request.id, engine.now(account), kind, document, len(content)
    )
    return RedirectResponse(f"/requests/{reference}?done={done.version}", 303)


@router.post("/requests/{reference}/documents/{digest}", dependencies=[FromHere])
def view(
    http: Request,
    reference: Reference,
    digest: Annotated[str, Path(pattern=_DIGEST)],
    account: SignedIn,
    why: SaidInForm,
    *,
    download: Annotated[bool, Form()] = False,
) -> Response:
    """The document itself. First the look is recorded; an auditor states why."""
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    may_reveal(account, request, engine.now(account).at, why)
    if digest not in request.documents:
        raise UnknownRequestError
    look(engine, account, request, why, erased=request.erased)
    engine.access_trail.record_export(request, Export.DOCUMENT, engine.now(account))
    sealed = Sealed(digest)
    found = opened_document(engine.vault.open(request.id, [sealed]), sealed)
    if found is None:
        raise UnknownRequestError
    media = found.media_type.split(";")[0].strip().lower()
    inside = media in _SHOWN_INSIDE and not download
    headers = {
        "Content-Disposition": _disposition(found.name, inside=inside),
        "Content-Security-Policy": _SEALED_OFF,
        "Cache-Control": "no-store",
        "Content-Length": str(found.size),
    }
    shown = media if media in _SHOWN_INSIDE else "application/octet-stream"
    return StreamingResponse(found.pieces(), media_type=shown, headers=headers)


@router.get("/requests/{reference}/documents/{digest}")
def closed(
    http: Request,
    reference: Reference,
    digest: Annotated[str, Path(pattern=_DIGEST)],
    account: SignedIn,
) -> Response:
    """Reloaded: what was opened is closed again."""
    request_of(engine_of(http), account, reference)
    del digest
    return RedirectResponse(f"/requests/{reference}#files", 303)


def _disposition(name: str, *, inside: bool) -> str:
    """RFC 6266: shown in the browser, or saved under its name."""
    plain = "".join(one if one.isalnum() and one.isascii() else "-" for one in name)[:80]
    ending = name.rpartition(".")[2].lower()
    safe = f"{plain}.{ending}" if ending.isalnum() and ending.isascii() else plain
    kind = "inline" if inside else "attachment"
    return f'{kind}; filename="{safe or "document"}"'
