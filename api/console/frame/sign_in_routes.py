"""Signing in to the console with a token, and out again."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.frame.page import page
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.sign_in import FromHere, give, local, somebody, take
from griffie.api.http.guard import engine_of
from griffie.api.http.refusal_record import knocked
from griffie.application.access.trail import SIGN_IN

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/login")
def login(http: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    if somebody(http):
        return RedirectResponse(local(next), 303)
    return page(http, "login.html", None, back=local(next), wrong=False)


@router.post("/login", dependencies=[FromHere])
def sign_in(
    http: Request,
    token: Annotated[str, Form(max_length=200)] = "",
    next: Annotated[str, Form(max_length=500)] = "/",  # noqa: A002
) -> Response:
    cookie = engine_of(http).access.open_session(token.strip())
    if cookie is None:
        knocked(engine_of(http), SIGN_IN)
        return page(http, "login.html", None, status=401, back=local(next), wrong=True)
    response = RedirectResponse(local(next), 303)
    give(http, response, cookie)
    return response


@router.post("/logout", dependencies=[FromHere])
def sign_out(http: Request) -> Response:
    response = RedirectResponse("/login", 303)
    take(http, response)
    return response
