"""The addresses for signing in to the console with a token, and for signing out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page
from griffie.api.console.frame.sign_in import (
    FromHere,
    account_or_none,
    end_session,
    local_address,
    set_session_cookie,
)
from griffie.api.http.guard import engine_of
from griffie.api.http.refusal_record import count_failed_sign_in
from griffie.application.access.trail import SIGN_IN

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/login")
def login(http: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """The form for a token. A person who is signed in already is sent on."""
    if account_or_none(http):
        return RedirectResponse(local_address(next), 303)
    return render_page(http, "frame/login.html", None, back=local_address(next), wrong=False)


@router.post("/login", dependencies=[FromHere])
def sign_in(
    http: Request,
    token: Annotated[str, Form(max_length=200)] = "",
    next: Annotated[str, Form(max_length=500)] = "/",  # noqa: A002
) -> Response:
    """Open a session with a token; a token that is not known is counted, and answered with 401."""
    cookie = engine_of(http).access.open_session(token.strip())
    if cookie is None:
        count_failed_sign_in(engine_of(http), SIGN_IN)
        return render_page(
            http, "frame/login.html", None, status=401, back=local_address(next), wrong=True
        )
    response = RedirectResponse(local_address(next), 303)
    set_session_cookie(http, response, cookie)
    return response


@router.post("/logout", dependencies=[FromHere])
def sign_out(http: Request) -> Response:
    """Close the session, and show the sign-in page."""
    response = RedirectResponse("/login", 303)
    end_session(http, response)
    return response
