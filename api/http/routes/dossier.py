"""The addresses for evidence: the bundle of a request or of the register, and a receipt."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from griffie.api.http.beside_the_loop import records
from griffie.api.http.guard import Auditor, Reader, engine_of, may_read
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import RequestId, Reveal, SaidWhy, problem_responses
from griffie.api.http.routes.requests import look
from griffie.application.dossier.bundles import BundleOptions
from griffie.application.dossier.form import Form, chosen_form
from griffie.application.dossier.receipt import receipt_name
from griffie.application.engine import Engine
from griffie.domain.law import Language
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest

router = APIRouter(prefix="/api/v1", tags=["audit"], route_class=StrictRoute)

ZIP, PROOF = "application/zip", "text/plain; charset=utf-8"
BUNDLE: dict[int | str, Any] = {
    200: {
        "description": "The bundle; `verify.py` inside it checks it.",
        "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""The documentation of an address that gives a bundle."""
_RECEIPT: dict[int | str, Any] = {
    200: {
        "description": "A c2sp.org/tlog-proof@v1.",
        "content": {PROOF: {"schema": {"type": "string"}}},
    }
}
Chosen = Annotated[
    Language | None, Query(description="Of its pages; else that of the request or the controller.")
]
Older = Annotated[
    int | None,
    Query(ge=1, le=2**53, description="The size of a checkpoint that you hold: it leads on."),
]
Complete = Annotated[
    bool | None,
    Query(description="`false`: nothing in it shows that nothing was left out; `true`: `long`."),
]
ON_FORM = (
    "How it shows that nothing was left out. `long`: the whole log lies in it. `short`: a signed"
    " statement does, which the whole log can refute. Left out: long up to 50 MB of log, short"
    " above."
)
LongOrShort = Literal["long", "short"]


@router.get(
    "/requests/{request_id}/dossier",
    name="dossier",
    response_class=StreamingResponse,
    responses=BUNDLE | problem_responses(404, 422),
)
@records
def dossier(
    http: Request,
    request_id: RequestId,
    account: Auditor,
    why: SaidWhy,
    language: Chosen = None,
    checkpoint: Older = None,
    *,
    completeness: Complete = None,
    form: Annotated[LongOrShort | None, Query(description=ON_FORM)] = None,
    reveal: Reveal = False,
) -> Response:
    """The evidence of one request, to be checked without us. That it was handed out is recorded."""
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    chosen = chosen_form(form and Form(form), completeness=completeness)
    if reveal:
        look(engine, account, request, why, erased=request.erased)
    spoken = language or request.language
    asked = BundleOptions(spoken, chosen, older=checkpoint, opened=reveal)
    octets = engine.bundles.of_request(account, request, asked)
    return StreamingResponse(octets, headers=bundle_headers(reference(request.id)), media_type=ZIP)


@router.get(
    "/audit/dossier",
    name="register_dossier",
    response_class=StreamingResponse,
    responses=BUNDLE | problem_responses(404, 422),
)
@records
def register_dossier(
    http: Request, account: Auditor, language: Chosen = None, checkpoint: Older = None
) -> Response:
    """The evidence of the whole register: every event there is, without personal data."""
    engine = engine_of(http)
    asked = BundleOptions(language or engine.profile.languages.default, older=checkpoint)
    octets = engine.bundles.of_register(account, asked)
    return StreamingResponse(octets, headers=bundle_headers("register"), media_type=ZIP)


@router.get(
    "/requests/{request_id}/receipt",
    name="receipt",
    response_class=Response,
    responses=_RECEIPT | problem_responses(404, 422),
)
@records
def read_receipt(http: Request, request_id: RequestId, account: Reader) -> Response:
    """For the requester: the proof that their request was entered, and when. Nothing personal."""
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    return _receipt_response(engine, request)


def _receipt_response(engine: Engine, request: RightsRequest) -> Response:
    headers = _attachment_headers(receipt_name(request.id))
    return Response(engine.bundles.receipt(request), headers=headers, media_type=PROOF)


def bundle_headers(what: str) -> dict[str, str]:
    """The headers of a bundle that is downloaded; `what` is a reference or "register"."""
    return _attachment_headers(f"dossier-{what}.zip")


def _attachment_headers(name: str) -> dict[str, str]:
    """The headers of a download. The name of the file holds no personal data."""
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
