"""Documents put into one zip, from the list on the page of a request."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.said_why import SaidInForm
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import not_allowed_error
from griffie.api.http.routes.requests import look
from griffie.api.papers.copy import papers
from griffie.application.access.roles import Permission, may
from griffie.application.copies.bundle import bundle
from griffie.domain.model.values import Sealed

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.post("/requests/{reference}/copy-bundle", dependencies=[FromHere])
def make(
    http: Request,
    reference: Reference,
    account: SignedIn,
    why: SaidInForm,
    document: Annotated[tuple[str, ...], Form()] = (),
) -> Response:
    """File the zip of the ticked documents; nothing happens where none is ticked."""
    if not may(account.role, Permission.COMMAND):
        raise not_allowed_error()
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    if not document:
        return RedirectResponse(f"/requests/{reference}#files", 303)
    look(engine, account, request, why, erased=request.erased)
    language = engine.profile.languages.spoken(request.language)
    chosen = [Sealed(one) for one in document]
    describe = papers(engine.profile, language)
    done, _ = bundle(engine, request.id, chosen, describe, engine.now(account))
    return RedirectResponse(f"/requests/{reference}?done={done.version}", 303)
