"""The page on which a handler makes a secret code of the portal, to be printed and handed on."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import not_allowed_error
from griffie.application.access.roles import Account, Permission, may
from griffie.application.portal.renew import renew_code

router = APIRouter(route_class=PageRoute, include_in_schema=False)


def handling(account: SignedIn) -> Account:
    """A dependency: an account that may take steps. Raises RequestRefusedError (403)."""
    if not may(account.role, Permission.COMMAND):
        raise not_allowed_error()
    return account


Handling = Annotated[Account, Depends(handling)]


@router.get("/requests/{reference}/code")
def ask(http: Request, reference: Reference, account: Handling) -> Response:
    """What a code is for, and what becomes of the one before."""
    request_of(engine_of(http), account, reference)
    return render_page(http, "request/code.html", account, reference=reference, secret="")


@router.post("/requests/{reference}/code", dependencies=[FromHere])
def give(http: Request, reference: Reference, account: Handling) -> Response:
    """Make the code, and show it this once."""
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    secret = renew_code(engine, request.id, engine.now(account))
    return render_page(http, "request/code.html", account, reference=reference, secret=secret)
