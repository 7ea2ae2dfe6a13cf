"""The addresses for signing in through the office's own sign-in provider: out to it, and back.

The browser comes back from another site, so a cookie that is Strict does not come along. What it
keeps meanwhile is Lax, sealed, and good for ten minutes; the page on which it comes back leads on
by itself, and only from there does the browser send its session.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page
from griffie.api.console.frame.sign_in import local_address, origin_of, secure, set_session_cookie
from griffie.api.console.frame.sign_in_routes import first_page, say_wrong
from griffie.api.http.guard import engine_of
from griffie.api.http.refusal_record import count_sign_in
from griffie.application.access.provider import ProviderAwayError
from griffie.application.access.provider_sign_in import ASK_LASTS, Answer, ProviderSignIn
from griffie.application.access.sign_in import Next

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_MOST = 500
Said = Annotated[str, Query(max_length=4_000)]


@router.get("/login/provider")
def go_to_provider(
    http: Request,
    next: str = "/",  # noqa: A002 - as in /login
    *,
    again: bool = False,
) -> Response:
    """Send the browser to the provider. Where none is set up, to the sign-in page."""
    provider = provider_of(http)
    if provider is None:
        return RedirectResponse("/login", 303)
    back = str(http.url.replace(path="/login/provider/back", query=""))
    try:
        address, ticket = provider.begin(back, local_address(next[:_MOST]), again=again)
    except ProviderAwayError:
        return first_page(http, next, status=503, wrong=Next.AWAY.value)
    response = RedirectResponse(address, 303)
    response.set_cookie(
        _cookie_name(http),
        ticket,
        max_age=ASK_LASTS,
        path="/",
        httponly=True,
        samesite="lax",
        secure=secure(http),
    )
    return response


@router.get("/login/provider/back")
def come_back(
    http: Request, code: Said = "", state: Said = "", iss: Said = "", error: Said = ""
) -> Response:
    """Open a session for who comes back with the answer to their own ask."""
    provider = provider_of(http)
    if provider is None:
        return RedirectResponse("/login", 303)
    ticket = http.cookies.get(_cookie_name(http), "")
    answer = Answer(code, state, iss, error)
    outcome, onward = provider.finish(ticket, answer, origin_of(http))
    if outcome.next is Next.IN:
        count_sign_in(engine_of(http))
        response: Response = render_page(http, "frame/provider_back.html", None, back=onward)
        set_session_cookie(http, response, outcome.cookie)
    else:
        response = say_wrong(http, onward, outcome.next, wait=outcome.wait)
    response.delete_cookie(
        _cookie_name(http), path="/", httponly=True, samesite="lax", secure=secure(http)
    )
    return response


def provider_of(http: Request) -> ProviderSignIn | None:
    """The sign-in provider of the office; None where it has none."""
    provider: ProviderSignIn | None = getattr(http.app.state, "provider", None)
    return provider


def _cookie_name(http: Request) -> str:
    return "__Host-griffie-provider" if secure(http) else "griffie-provider"
