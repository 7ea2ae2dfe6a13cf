"""Who reads a page: a session in a cookie, opened with a token. No token, no password in a URL."""

import re
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request, Response

from griffie.api.http.guard import engine_of
from griffie.api.http.problems import RequestRefusedError, not_allowed
from griffie.api.http.refusal_record import remember
from griffie.application.access.roles import Account, Permission, may
from griffie.domain.errors import GriffieError

LOCAL = re.compile(r"/(?![/\\])[A-Za-z0-9/._~?&=%-]*")
SAME = {"same-origin", "none"}


class NotSignedInError(GriffieError):
    """Nobody is signed in: to the sign-in page, and back."""

    code = "signed-out"
    sentence = "Nobody is signed in"
    remedy = "sign in"

    def __init__(self, back: str) -> None:
        super().__init__()
        self.where = f"/login?next={quote(back, safe='')}" if back != "/" else "/login"


def cookie_name(http: Request) -> str:
    """Over HTTPS the browser itself sees to it that only this host sets the cookie."""
    return "__Host-griffie" if secure(http) else "griffie"


def secure(http: Request) -> bool:
    return http.url.scheme == "https"


def signed_in(http: Request) -> Account:
    """Raises NotSignedInError."""
    if account := somebody(http):
        return remember(http, account)
    back = http.url.path + (f"?{http.url.query}" if http.url.query else "")
    raise NotSignedInError(back if http.method == "GET" else "/")


def somebody(http: Request) -> Account | None:
    cookie = http.cookies.get(cookie_name(http), "")
    return engine_of(http).access.account_of_session(cookie) if cookie else None


def auditing(account: "SignedIn") -> Account:
    if not may(account.role, Permission.AUDIT):
        raise not_allowed()
    return account


SignedIn = Annotated[Account, Depends(signed_in)]
Auditing = Annotated[Account, Depends(auditing)]


def from_here(http: Request) -> None:
    """A form of another site is refused, although SameSite=Strict leaves it without a session.

    Browsers say where a form was sent from; a program that says nothing brings no cookie either.
    """
    site = http.headers.get("sec-fetch-site")
    origin = http.headers.get("origin")
    foreign = (site is not None and site not in SAME) or (
        origin is not None and urlsplit(origin).netloc != http.headers.get("host")
    )
    if foreign:
        raise RequestRefusedError(
            403, "foreign", "Not from here", "This form was sent from another site."
        )


FromHere = Depends(from_here)


def local(address: str) -> str:
    """Where to go after signing in: a path of ours, never another site."""
    return address if LOCAL.fullmatch(address) else "/"


def give(http: Request, response: Response, cookie: str) -> None:
    """A cookie for this browser session; how long it holds is decided here, not there."""
    response.set_cookie(
        cookie_name(http), cookie, path="/", httponly=True, samesite="strict", secure=secure(http)
    )


def take(http: Request, response: Response) -> None:
    if cookie := http.cookies.get(cookie_name(http)):
        engine_of(http).access.close_session(cookie)
    response.delete_cookie(
        cookie_name(http), path="/", httponly=True, samesite="strict", secure=secure(http)
    )
