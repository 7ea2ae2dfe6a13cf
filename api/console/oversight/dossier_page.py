"""The form for the evidence bundle of a request or of the register, and the download."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import StreamingResponse

from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.said_why import SaidInForm, is_said
from griffie.api.console.frame.sign_in import Auditing, FromHere, require_proof
from griffie.api.console.oversight.bundle_form import form_values
from griffie.api.http.guard import engine_of
from griffie.api.http.routes.dossier import ZIP, bundle_headers
from griffie.api.http.routes.requests import look
from griffie.application.access.purposes import gives_reason
from griffie.application.access.roles import Account, Permission
from griffie.application.dossier.bundles import BundleOptions
from griffie.application.dossier.errors import NotSignedError
from griffie.application.dossier.form import Form as BundleForm
from griffie.domain.law import Language

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_MALFORMED = 422
Older = Annotated[str, Form(max_length=20, pattern=r"^\s*[0-9]*\s*$")]


def _form_page(
    http: Request, account: Account, reference: str = "", status: int = 200, wrong: str = ""
) -> Response:
    """The form. `wrong` is `reason` (it is missing) or `older` (no checkpoint has that size)."""
    speech = speech_for(http)
    spoken, engine = speech.language, engine_of(http)
    if reference:
        spoken = request_of(engine, account, reference).language
    shown: dict[str, Any] = {
        "reference": reference,
        "tongues": [(one.value, speech.tongue(one.value)) for one in Language],
        "spoken": spoken.value,
        "reason_needed": gives_reason(account, Permission.REVEAL),
        "wrong": wrong,
        **form_values(engine),
    }
    return render_page(http, "oversight/dossier.html", account, status=status, **shown)


@router.get("/requests/{reference}/dossier")
def choose(http: Request, reference: Reference, account: Auditing) -> Response:
    """The form for a request."""
    return _form_page(http, account, reference)


@router.get("/audit/dossier")
def choose_register(http: Request, account: Auditing) -> Response:
    """The form for the whole register."""
    return _form_page(http, account)


@router.post("/requests/{reference}/dossier", dependencies=[FromHere])
def take(  # noqa: PLR0917 - what the form may say
    http: Request,
    reference: Reference,
    account: Auditing,
    language: Annotated[Language, Form()],
    why: SaidInForm,
    older: Older = "",
    *,
    form: Annotated[BundleForm | None, Form()] = None,
    complete: Annotated[bool, Form()] = False,
    reveal: Annotated[bool, Form()] = False,
) -> Response:
    """The bundle of a request, as a zip. The look and the export are recorded first."""
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    if reveal:
        require_proof(http)
    if reveal and not is_said(account, why):
        return _form_page(http, account, reference, _MALFORMED, "reason")
    form = form or (BundleForm.LONG if complete else BundleForm.BARE)
    asked = BundleOptions(language, form, older=_checkpoint_size(older), opened=reveal)
    if reveal:
        look(engine, account, request, why, erased=request.erased)
    try:
        octets = engine.bundles.of_request(account, request, asked)
    except NotSignedError:
        return _form_page(http, account, reference, _MALFORMED, "older")
    return StreamingResponse(octets, headers=bundle_headers(reference), media_type=ZIP)


@router.post("/audit/dossier", dependencies=[FromHere])
def take_register(
    http: Request, account: Auditing, language: Annotated[Language, Form()], older: Older = ""
) -> Response:
    """The bundle of the whole register, as a zip."""
    try:
        octets = engine_of(http).bundles.of_register(
            account, BundleOptions(language, older=_checkpoint_size(older))
        )
    except NotSignedError:
        return _form_page(http, account, "", _MALFORMED, "older")
    return StreamingResponse(octets, headers=bundle_headers("register"), media_type=ZIP)


def _checkpoint_size(older: str) -> int | None:
    """The size of the checkpoint that the reader holds; None where none is named."""
    return int(older) if older.strip() else None
