"""The evidence file of a request, or of the register, to take away: for those who audit."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import StreamingResponse

from griffie.api.console.frame.page import page, spoken_in
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.sign_in import Auditing, FromHere
from griffie.api.console.routes import Reference, request_of
from griffie.api.http.guard import engine_of
from griffie.api.http.routes.dossier import ZIP, named
from griffie.api.http.routes.requests import look
from griffie.application.access.roles import Account, Permission, Reach, may
from griffie.application.dossier.build import NotSignedError
from griffie.application.dossier.bundles import BundleOptions
from griffie.domain.law import Language

router = APIRouter(route_class=PageRoute, include_in_schema=False)

MALFORMED = 422
Older = Annotated[str, Form(max_length=20, pattern=r"^\s*[0-9]*\s*$")]
Reason = Annotated[str, Form(max_length=500)]


def form(
    http: Request, account: Account, reference: str = "", status: int = 200, wrong: str = ""
) -> Response:
    """`wrong`: `reason` where one is missing, `older` where nothing was signed at that size."""
    speech = spoken_in(http)
    spoken = speech.language
    if reference:
        spoken = request_of(engine_of(http), account, reference).language
    shown: dict[str, Any] = {
        "reference": reference,
        "tongues": [(one.value, speech.tongue(one.value)) for one in Language],
        "spoken": spoken.value,
        "reason_needed": may(account.role, Permission.REVEAL) is Reach.WITH_REASON,
        "wrong": wrong,
    }
    return page(http, "dossier.html", account, status=status, **shown)


@router.get("/requests/{reference}/dossier")
def choose(http: Request, reference: Reference, account: Auditing) -> Response:
    return form(http, account, reference)


@router.get("/audit/dossier")
def choose_register(http: Request, account: Auditing) -> Response:
    return form(http, account)


@router.post("/requests/{reference}/dossier", dependencies=[FromHere])
def take(  # noqa: PLR0917 - what the form may say
    http: Request,
    reference: Reference,
    account: Auditing,
    language: Annotated[Language, Form()],
    older: Older = "",
    reason: Reason = "",
    *,
    complete: Annotated[bool, Form()] = False,
    reveal: Annotated[bool, Form()] = False,
) -> Response:
    """First the look and the handing out are recorded, then the zip is made and sent."""
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    needed = may(account.role, Permission.REVEAL) is Reach.WITH_REASON
    stated = any(letter.isprintable() and not letter.isspace() for letter in reason)
    if reveal and needed and not stated:
        return form(http, account, reference, MALFORMED, "reason")
    asked = BundleOptions(language, complete=complete, older=size(older), opened=reveal)
    if reveal:
        look(engine, account, request, reason if stated else None, erased=request.erased)
    try:
        octets = engine.bundles.of_request(account, request, asked)
    except NotSignedError:
        return form(http, account, reference, MALFORMED, "older")
    return StreamingResponse(octets, headers=named(reference), media_type=ZIP)


@router.post("/audit/dossier", dependencies=[FromHere])
def take_register(
    http: Request, account: Auditing, language: Annotated[Language, Form()], older: Older = ""
) -> Response:
    try:
        octets = engine_of(http).bundles.of_register(
            account, BundleOptions(language, older=size(older))
        )
    except NotSignedError:
        return form(http, account, "", MALFORMED, "older")
    return StreamingResponse(octets, headers=named("register"), media_type=ZIP)


def size(older: str) -> int | None:
    """Of the checkpoint that the reader holds; none named, none asked."""
    return int(older) if older.strip() else None
